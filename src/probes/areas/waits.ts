import { readFirst } from '../../dialect/lens.ts'
import type { Dialect, Wait } from '../../dialect/schema.ts'
import { isFinalWord, type StateWord, wordsOf } from '../../dialect/state-words.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, isRefused } from '../ask.ts'
import { type Generation, generationsOf, sharedGenerations } from '../generations/generate.ts'
import { findImages } from '../generations/images.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { sendExpectingRefusal } from '../refusals/backstop.ts'
import { withWait } from '../requests/trigger.ts'

type WaitedGeneration = Generation & {
  readonly waited: NonNullable<Generation['waited']>
  readonly plan: Generation['plan'] & { readonly wait: NonNullable<Generation['plan']['wait']> }
}

/** Observes how the gateway waits for the end of a task that is paid anyway, and asks for a longer wait than the gateway takes. */
export const taskWaitProbe: Probe = {
  id: 'tasks.wait',
  observes: [
    '/async/wait/name',
    '/async/wait/maxSeconds',
    '/async/wait/outOfRange',
    '/async/wait/document',
    '/async/wait/status',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { wait } = ctx.known.async ?? {}
    const generation = (await generationsOf(ctx)).find(
      (one): one is WaitedGeneration => one.waited !== undefined && one.plan.wait !== undefined,
    )
    if (!wait || !generation || ctx.mode === 'discover') return { observations: [] }
    const observations = observeWait(ctx.known, wait, generation)
    return {
      observations: [
        ...observations,
        // A gateway that does not read the wait takes any wait, and charges an image.
        ...(observations.some(({ trait, value }) => trait === '/async/wait/name' && value !== undefined)
          ? await observeLongerWait(ctx, wait, generation)
          : []),
      ],
      otherwise: { reason: 'the task of the request that waits did not end in time, or shows nothing of it' },
    }
  },
}

function observeWait(dialect: Dialect, wait: Wait, generation: WaitedGeneration): Observation[] {
  const { plan, waited, answer: taken } = generation
  const { answer, elapsedMs } = waited
  const { seconds } = plan.wait
  const evidence = [answer.number]
  if (isRefused(answer)) {
    if (isRefused(taken)) return []
    return wait.outOfRange === 'reject'
      ? [{ trait: '/async/wait/maxSeconds', value: `less than ${seconds}`, evidence }]
      : [{ trait: '/async/wait/outOfRange', value: 'reject', evidence }]
  }
  const isBeyond = wait.maxSeconds !== undefined && seconds > wait.maxSeconds
  const taking: Observation[] =
    isBeyond && wait.outOfRange ? [{ trait: '/async/wait/outOfRange', value: 'clamp', evidence }] : []
  const ended = describeEnd(dialect, wait, answer)
  if (ended)
    return [
      ...taking,
      { trait: '/async/wait/name', value: wait.name, evidence },
      { trait: '/async/wait/document', value: ended.document, evidence },
      ...(ended.isSuccess ? [{ trait: '/async/wait/status', value: ended.status, evidence }] : []),
    ]
  // A response of an earlier run came at once.
  if (answer.isReplayed) return []
  const expectedMs = Math.min(seconds, wait.maxSeconds ?? seconds) * msPerSecond
  if (elapsedMs < expectedMs / 2)
    return wasUnfinished(dialect, generation) ? [{ trait: '/async/wait/name', value: undefined, evidence }] : []
  const isOnTime = Math.abs(elapsedMs - expectedMs) <= Math.max(leewayMs, expectedMs / 10)
  const value = isOnTime ? wait.maxSeconds : Math.round(elapsedMs / msPerSecond)
  return [
    ...taking,
    { trait: '/async/wait/name', value: wait.name, evidence },
    ...(wait.maxSeconds === undefined ? [] : [{ trait: '/async/wait/maxSeconds', value, evidence }]),
  ]
}

/** Largest difference between a documented wait and its response, in ms. */
const leewayMs = 2000

/** Document of a task that has ended. `status` is that of the response, if it is not that of the poll. */
interface End extends Pick<Wait, 'document' | 'status'> {
  readonly isSuccess: boolean
}

/** Describes the document of a task that has ended. Undefined if the response is a reply to a submit. */
export function describeEnd({ tasks, results }: Dialect, documented: Wait, { json, status }: Answer): End | undefined {
  const [poll] = Object.values(tasks.polls ?? {})
  const word = poll && readFirst(json, poll.lens.state)
  const isSuccess = poll !== undefined && wordsOf(poll.states.succeeded).includes(word as StateWord)
  // The reply to a submit of some gateways has the word for a success, and no images.
  const lacksImages =
    isSuccess &&
    poll.lens.items !== undefined &&
    findImages(json, poll.lens.items, poll.item ?? results.item).entries.length === 0
  if (poll && isFinalWord(poll, word) && !lacksImages) {
    const isUsual = documented.status === undefined && status === (poll.status?.succeeded ?? 200)
    return { document: 'poll', isSuccess, ...(isUsual ? {} : { status }) }
  }
  const hasImages = findImages(json, results.reply.lens.items, results.item).entries.length > 0
  return hasImages ? { document: 'reply', isSuccess: false } : undefined
}

/** Tests whether the first poll after the response shows that the task had not ended. */
function wasUnfinished({ tasks }: Dialect, { task }: Generation): boolean {
  const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
  const first = task?.polls[name ?? '']?.[0]
  const word = first && readFirst(first.json, poll?.lens.state)
  return poll !== undefined && word !== undefined && !isFinalWord(poll, word)
}

/** Observes the refusal of a wait beyond the limit, where the documents say that the gateway refuses it. */
async function observeLongerWait(
  ctx: ProbeContext,
  wait: Wait,
  { plan, waited }: WaitedGeneration,
): Promise<Observation[]> {
  const { maxSeconds, outOfRange } = wait
  if (maxSeconds === undefined || outOfRange !== 'reject') return []
  const attempt = await sendExpectingRefusal(ctx, withWait(wait, maxSeconds + 1)(plan.plainDraft))
  if (!attempt) return []
  const { refusal, evidence } = attempt
  return [
    { trait: '/async/wait/outOfRange', value: refusal ? 'reject' : 'clamp', evidence },
    ...(refusal
      ? [{ trait: '/async/wait/maxSeconds', value: maxSeconds, evidence: [waited.answer.number, ...evidence] }]
      : []),
  ]
}
