import { isDeepStrictEqual } from 'node:util'
import { readPointer } from '../../dialect/lens.ts'
import type { ImageOperation, Poll } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { findMember, looksLikeId, memberNameAt } from '../documents/members.ts'
import { imagesIn } from '../generations/images.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { pollRequest } from '../requests/free-requests.ts'
import { type Trigger, withTrigger } from '../requests/trigger.ts'
import { vocabulary } from '../vocabulary.ts'
import { minimalDraft } from './request.ts'

/** Finds which operations create tasks, by which triggers, and how the first task is polled. */
export const discoverTasksProbe: Probe = {
  id: 'discovery.tasks',
  observes: ['/operations/*/async', '/async', '/tasks/polls'],
  cost: 3,
  async observe(ctx): Promise<ProbeResult> {
    let firstTask: SubmittedTask | undefined
    // A gateway may soon forget a task, so the task is polled at once.
    const recordTask = async (submitted: Answer) => {
      firstTask ??= await findPolls(ctx, submitted)
    }
    const results: OperationResult[] = []
    for (const [name, operation] of Object.entries(ctx.known.operations))
      if (operation.does !== 'refuse') results.push(await observeOperation(ctx, name, operation, recordTask))
    const observations = results.flatMap((result) => result.observations)
    const assumed = results.flatMap((result) => result.assumed)
    if (!firstTask) return { observations, assumed }
    const triggers = removeDuplicates(results.flatMap((result) => result.triggers))
    const task = observeSubmittedTask(firstTask, triggers)
    return { observations: [...observations, ...task.observations], assumed: [...assumed, ...task.assumed] }
  },
}

/** Task with the pointer to its id in the submission, and the polls that know the task. */
interface SubmittedTask {
  readonly submission: Answer
  readonly idPointer: string
  readonly polls: Readonly<Record<string, Poll>>
}

interface TaskObservations {
  readonly observations: readonly Observation[]
  readonly assumed: readonly Observation[]
}

interface OperationResult extends TaskObservations {
  readonly triggers: readonly Trigger[]
}

/** Observes whether an operation always creates a task, only if a request asks for a task, or never. */
async function observeOperation(
  ctx: ProbeContext,
  name: string,
  operation: ImageOperation,
  recordTask: (submitted: Answer) => Promise<void>,
): Promise<OperationResult> {
  const draft = minimalDraft(ctx.known, operation, operation.bodies[0] ?? 'json')
  const plainAnswer = await ctx.ask({ ...toAsk(ctx.known, draft), images: 1, repeatLabel: 'task discovery' })
  if (isRefused(plainAnswer)) return { observations: [], assumed: [], triggers: [] }
  const evidence = [plainAnswer.number]
  const trait = `/operations/${name}/async`
  if (!hasImages(plainAnswer)) {
    await recordTask(plainAnswer)
    return { observations: [{ trait, value: 'always', evidence }], assumed: [], triggers: [] }
  }
  const { triggers, words } = await findTriggers(ctx, draft, recordTask)
  const observation = { trait, value: triggers.length > 0 ? 'asked' : 'never', evidence }
  // The field by which a form would ask for a task may be unknown.
  const isSure = triggers.length > 0 || draft.encoding === 'json'
  const wordObservations = Object.entries(words).map(([kind, value]) => ({
    trait: `/request/booleans/${kind}`,
    value,
    evidence,
  }))
  return {
    observations: isSure ? [observation] : [],
    assumed: [...(isSure ? [] : [observation]), ...wordObservations],
    triggers,
  }
}

const removeDuplicates = (triggers: readonly Trigger[]): Trigger[] =>
  triggers.filter((trigger, index) => triggers.findIndex((other) => isDeepStrictEqual(other, trigger)) === index)

function observeSubmittedTask(
  { submission, idPointer, polls }: SubmittedTask,
  triggers: readonly Trigger[],
): TaskObservations {
  const evidence = [submission.number]
  const submit = { status: submission.status, lens: { id: idPointer } }
  const value = { ...(triggers.length > 0 ? { triggers } : {}), submit }
  return {
    observations: triggers.length > 0 ? [{ trait: '/async/triggers', value: triggers, evidence }] : [],
    assumed: [
      { trait: '/async', value, evidence },
      { trait: '/tasks/polls', value: polls, evidence },
    ],
  }
}

const hasImages = ({ json }: Answer) => imagesIn(json).length > 0

/** Finds the triggers that create a task. Tries all at once first, because most gateways have none. */
async function findTriggers(
  ctx: ProbeContext,
  draft: Draft,
  recordTask: (submitted: Answer) => Promise<void>,
): Promise<{ triggers: Trigger[]; words: Record<string, string[]> }> {
  const candidates: readonly Trigger[] = vocabulary.triggers
  const isTask = (answer: Answer) => !isRefused(answer) && !hasImages(answer)
  const send = async (triggers: readonly Trigger[]) => {
    const hasWords = triggers.some(
      ({ in: place }) => place === 'query' || (place === 'body' && draft.encoding === 'multipart'),
    )
    let last: { answer: Answer; query: { true: string[]; false: string[] } } | undefined
    for (const [index, word] of vocabulary.yes.entries()) {
      const query = { true: [word], false: [vocabulary.no[index] ?? 'false'] }
      const dialect = { ...ctx.known, request: { ...ctx.known.request, booleans: { query, multipart: query } } }
      const changes = triggers.map((trigger) => withTrigger(dialect, trigger))
      const answer = await ctx.ask({
        ...toAsk(
          ctx.known,
          changes.reduce((changedDraft, change) => change(changedDraft), draft),
        ),
        images: 1,
      })
      last = { answer, query }
      // The gateway may refuse a word because it is no word for true, so the next word is tried.
      if (isTask(answer) || !hasWords) break
    }
    return last
  }
  const togetherResult = await send(candidates)
  if (!togetherResult || (!isTask(togetherResult.answer) && !isRefused(togetherResult.answer)))
    return { triggers: [], words: {} }
  if (isTask(togetherResult.answer)) await recordTask(togetherResult.answer)
  const triggers: Trigger[] = []
  /** Words by place and meaning: `query/true`. */
  const words: Record<string, string[]> = {}
  for (const trigger of candidates) {
    const result = await send([trigger])
    if (!result || !isTask(result.answer)) continue
    triggers.push(trigger)
    await recordTask(result.answer)
    const wordPlace = findWordPlace(trigger, draft)
    if (trigger.in === 'header' || !wordPlace) continue
    const key = `${wordPlace}/${trigger.equals}`
    words[key] = [...new Set([...(words[key] ?? []), result.query[`${trigger.equals}`][0] as string])]
  }
  return { triggers, words }
}

/** Returns the place whose words for booleans a trigger uses; undefined for a header and a JSON body, which need no words. */
function findWordPlace(trigger: Trigger, { encoding }: Draft): 'query' | 'multipart' | undefined {
  if (trigger.in === 'query') return 'query'
  return trigger.in === 'body' && encoding === 'multipart' ? 'multipart' : undefined
}

/** Finds the id of a task, and every poll that knows the id; undefined if none does. */
async function findPolls(ctx: ProbeContext, submission: Answer): Promise<SubmittedTask | undefined> {
  const idPointers = locate(submission.json, looksLikeId).sort(
    (a, b) => Number(/id$/i.test(memberNameAt(b))) - Number(/id$/i.test(memberNameAt(a))),
  )
  for (const idPointer of idPointers) {
    const id = readPointer(submission.json, idPointer) as string
    const polls: Record<string, Poll> = {}
    for (const pollPlace of vocabulary.polls) {
      const poll = createPoll(pollPlace)
      const pollAnswer = await ctx.ask({ ...pollRequest(poll, id), repeatLabel: 'task discovery' })
      if (
        pollAnswer.json === undefined ||
        findMember(pollAnswer.json, 'state', undefined, { now: pollAnswer.receivedAt, mode: 'verify' }) === undefined
      )
        continue
      // A refusal of an unknown task has no member that equals the id; at most its message contains the id.
      if (isRefused(pollAnswer) && !locate(pollAnswer.json, (value) => value === id).length) continue
      polls[namePoll(pollPlace)] = poll
    }
    if (Object.keys(polls).length > 0) return { submission, idPointer, polls }
  }
  return undefined
}

/** Names a poll after its path: `GET /v1/tasks/{id}` becomes `v1-tasks`. */
const namePoll = (place: string): string =>
  place
    .split(' ')[1]
    ?.split('?')[0]
    ?.split('/')
    .filter((part) => part !== '' && part !== '{id}')
    .join('-') ?? 'task'

/** Creates a poll from the vocabulary, before the members of its responses are known. */
function createPoll(place: string): Poll {
  const [path = '', query] = place.split('?')
  const lens = {}
  const states = { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' }
  const rest = { lens, states, time: 'seconds' } as const
  if (query === undefined) return { at: path, id: { in: 'path', name: 'id' }, ...rest }
  return { at: path, id: { in: 'query', name: query.split('=')[0] ?? 'id' }, ...rest }
}
