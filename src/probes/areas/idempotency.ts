import type { Dialect } from '../../dialect/schema.ts'
import { isRefused, showsText } from '../ask.ts'
import { observeFixedHeaders } from '../documents/members.ts'
import { type Generation, generationsOf, sharedGenerations } from '../generations/generate.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { observeCause } from '../refusals/causes.ts'
import { toAsk, withField } from '../requests/draft.ts'

type Idempotency = NonNullable<Dialect['idempotency']>

/**
 * Repeats a paid request with its idempotency key, and sends another request with the key. Both are free if the gateway heeds the
 * key, and the budget holds their images in case the gateway does not.
 */
export const idempotencyProbe: Probe = {
  id: 'requests.repeated',
  observes: [
    '/idempotency/header',
    '/idempotency/headers/*',
    '/idempotency/otherBody',
    '/errors/causes/idempotencyReused/*',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { idempotency } = ctx.known
    if (!idempotency || ctx.mode === 'discover') return { observations: [] }
    const found = await findKeyedGeneration(ctx)
    if (!found) return { observations: [] }
    const { generation, mark } = found
    if (generation.answer.isReplayed)
      return { observations: [], otherwise: { reason: 'an earlier run sent the request, with a key of its own' } }
    return { observations: await observeRepeats(ctx, idempotency, generation, mark) }
  },
}

/** Finds the paid request with an idempotency key, and a text that only responses about its images have. */
export async function findKeyedGeneration(
  ctx: ProbeContext,
): Promise<{ readonly generation: Generation; readonly mark: string } | undefined> {
  const { header } = ctx.known.idempotency ?? {}
  if (header === undefined) return undefined
  const generation = (await generationsOf(ctx)).find(({ draft }) => draft.headers?.[header] !== undefined)
  const mark = generation && markOf(generation)
  return generation && mark !== undefined ? { generation, mark } : undefined
}

/** Returns a text that only responses about the images of this request have: the task id, or the first image. */
function markOf({ answer, task, document }: Generation): string | undefined {
  if (isRefused(answer)) return undefined
  return task?.id ?? document?.images[0]?.text.split('?')[0]
}

async function observeRepeats(
  ctx: ProbeContext,
  { header, headers, otherBody }: Idempotency,
  { answer, draft, plan }: Generation,
  mark: string,
): Promise<Observation[]> {
  const { known } = ctx
  const held = { images: plan.imagesAtMost, freeIfShows: mark }
  const repeat = await ctx.ask({ ...toAsk(known, draft), ...held, repeatLabel: 'with its idempotency key' })
  const isSame = !isRefused(repeat) && showsText(repeat, mark)
  const observations: Observation[] = [
    { trait: '/idempotency/header', value: isSame ? header : undefined, evidence: [answer.number, repeat.number] },
  ]
  if (!isSame) return observations
  observations.push(...observeFixedHeaders('/idempotency/headers', headers, repeat))
  if (ctx.imagesLeft() < plan.imagesAtMost) return observations
  const other = await ctx.ask({ ...toAsk(known, withField('prompt', otherPrompt)(draft)), ...held })
  const evidence = [answer.number, other.number]
  if (isRefused(other)) {
    observations.push({ trait: '/idempotency/otherBody', value: otherBody && 'reject', evidence })
    if (otherBody !== 'ignore') observations.push(...observeCause(known, 'idempotencyReused', other))
  } else {
    const value = showsText(other, mark) ? 'ignore' : 'neither rejected nor ignored'
    observations.push({ trait: '/idempotency/otherBody', value, evidence })
  }
  return observations
}

const otherPrompt = 'A blue boat on a calm lake'
