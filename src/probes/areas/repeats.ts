import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, isRefused, showsText } from '../ask.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { measureLifetime } from '../generations/lifetime.ts'
import { notObserved } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { observeCause } from '../refusals/causes.ts'
import { toAsk } from '../requests/draft.ts'
import { authHeaderValue } from '../requests/free-requests.ts'
import { findKeyedGeneration } from './idempotency.ts'

/** A thorough run may pay for repeats that a gateway takes for new requests. */
const isPaidFor = ({ idempotency }: Dialect, { isThorough }: ProbeContext['choices']): boolean =>
  isThorough && idempotency !== undefined

/** Result of a run that repeats nothing. Only documented traits get a row. */
const notRepeated: ProbeResult = {
  observations: [],
  otherwise: { reason: 'only a thorough run pays for another image', limitedBy: 'images' },
}

/** Finds the request to repeat, unless an earlier run sent the request with a key of its own. */
async function findPaidRequest(ctx: ProbeContext): ReturnType<typeof findKeyedGeneration> {
  const found = ctx.mode === 'verify' && isPaidFor(ctx.known, ctx.choices) ? await findKeyedGeneration(ctx) : undefined
  return found?.generation.answer.isReplayed ? undefined : found
}

/** Repeats the request with its idempotency key and the second key. The reply to the first request shows one user. */
export const idempotencyOwnerProbe: Probe = {
  id: 'requests.repeatedByOthers',
  observes: ['/idempotency/per'],
  cost: (dialect, choices) => (isPaidFor(dialect, choices) ? dialect.images.n.default : 0),
  needs: ['second key'],
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known, otherKey } = ctx
    const trait = '/idempotency/per'
    const found = await findPaidRequest(ctx)
    if (!found || otherKey === undefined) return notRepeated
    const { generation, mark } = found
    const answer = await ctx.ask({
      ...toAsk(known, generation.draft),
      key: authHeaderValue(known, otherKey),
      images: generation.plan.imagesAtMost,
      freeIfShows: mark,
      repeatLabel: 'with the second key',
    })
    if (isRefused(answer)) return notObserved([trait], 'the gateway refuses the request with the second key')
    const evidence = [generation.answer.number, answer.number]
    if (showsText(answer, mark)) return { observations: [{ trait, value: 'user', evidence }] }
    const documented = known.idempotency?.per
    // Another user has idempotency keys of his own in any case.
    if (documented === 'user') return notObserved([trait], 'the second key may belong to another user', 'second key')
    return { observations: [{ trait, value: documented, evidence }] }
  },
}

/** Repeats the request shortly before and after the end of its idempotency key. */
export const idempotencyWindowProbe: Probe = {
  id: 'requests.repeatedLater',
  observes: ['/idempotency/windowSeconds'],
  cost: (dialect, choices) =>
    isPaidFor(dialect, choices) && dialect.idempotency?.windowSeconds !== undefined ? dialect.images.n.default : 0,
  needs: ['time'],
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const { windowSeconds } = known.idempotency ?? {}
    const trait = '/idempotency/windowSeconds'
    if (windowSeconds === undefined) return { observations: [] }
    const found = await findPaidRequest(ctx)
    if (!found) return notRepeated
    const { generation, mark } = found
    // Two requests may get equal images, but never one task or one link.
    if (!generation.task && !URL.canParse(mark)) return notObserved([trait], 'a reply names neither a task nor a link')
    const { value, answer } = await measureLifetime(
      ctx,
      generation.answer.receivedAt,
      windowSeconds,
      (repeatLabel) =>
        ctx.ask({
          ...toAsk(known, generation.draft),
          images: generation.plan.imagesAtMost,
          freeIfShows: mark,
          repeatLabel,
        }),
      (answer) => showsText(answer, mark),
    )
    if (isRefused(answer)) return notObserved([trait], 'the gateway refuses the repeat')
    return { observations: [{ trait, value, evidence: [generation.answer.number, answer.number] }] }
  },
}

/** Sends a request twice at once with one idempotency key. */
export const idempotencyRaceProbe: Probe = {
  id: 'requests.repeatedAtOnce',
  observes: ['/errors/causes/idempotencyRunning/*'],
  cost: (dialect, choices) => (isPaidFor(dialect, choices) ? 2 * dialect.images.n.default : 0),
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const { header } = known.idempotency ?? {}
    const trait = '/errors/causes/idempotencyRunning'
    if (header === undefined || !known.errors.causes.idempotencyRunning) return { observations: [] }
    const found = await findPaidRequest(ctx)
    if (!found) return notRepeated
    const { draft, plan } = found.generation
    if (ctx.imagesLeft() < 2 * plan.imagesAtMost)
      return notObserved([trait], 'no image is left for two requests', 'images')
    const headers = { ...draft.headers, [header]: 'proofsheet-{run}-twice' }
    // No other probe takes two equal replies for two tasks with one id.
    const held = { images: plan.imagesAtMost, freeIfShows: found.mark }
    const request = { ...toAsk(known, { ...draft, headers }), ...held }
    const answers = await Promise.all(
      ['as the first of two', 'as the second of two'].map((repeatLabel) => ctx.ask({ ...request, repeatLabel })),
    )
    return judgeRace(ctx, trait, answers)
  },
}

function judgeRace({ known }: ProbeContext, trait: string, answers: readonly Answer[]): ProbeResult {
  const refused = answers.filter(isRefused)
  const [refusal] = refused
  if (refused.length > 1) return notObserved([trait], 'the gateway refuses both requests')
  if (refusal) return { observations: observeCause(known, 'idempotencyRunning', refusal) }
  const { id } = known.async?.submit.lens ?? {}
  const [first, second] = answers.map(({ json }) => readFirst(json, id))
  if (first === undefined || first === second)
    return notObserved([trait], 'the first request had ended before the second came')
  const evidence = answers.map(({ number }) => number)
  const note = 'the gateway makes a task of each request'
  return { observations: [{ trait: `${trait}/status`, value: answers[1]?.status, evidence, note }] }
}
