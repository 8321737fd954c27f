import { type Store, update } from '../../stores/store.ts'
import { msPerMinute, msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import type { RequestBody } from '../model/body.ts'
import { digestOfParts } from '../model/digest.ts'
import type { Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import type { Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import { countKey } from '../request/worlds.ts'
import { noteKnownTask } from './lost-answers.ts'
import { findTask } from './task-store.ts'

/** First request with an idempotency key, as JSON in the store. */
interface KeyedRequest {
  /** Digest of the operation and the body. */
  readonly digest: string
  /** In ms since 1970. */
  readonly receivedAt: number
  /** Id of the task of the request, as soon as the task is stored. */
  readonly task?: string
  /** Absent while the request runs. */
  readonly outcome?: StoredOutcome
}

type StoredOutcome =
  | { readonly kind: 'submitted' | 'finished' | 'streamed' }
  | { readonly kind: 'polled'; readonly status?: number | undefined }
  | {
      readonly kind: 'failedSubmit'
      readonly problem: Pick<Problem, 'reason' | 'message' | 'param' | 'retryAfter' | 'value'>
    }

/** Time after which a request that stored no task has ended with its process, in ms of the clock of the mock. */
const abandonedAfter = 10 * msPerMinute

/** Returns the idempotency key of a request; undefined without a key, and at a gateway that heeds none. */
export function idempotencyKeyOf({ provider: { dialect }, request }: Call): string | undefined {
  const { idempotency } = dialect
  return (idempotency && request.headers.get(idempotency.header)) || undefined
}

/**
 * Answers a repeat with the outcome of the first request that had the idempotency key, and any other request by `act`, which
 * reports the task as soon as the task is stored. A request that fails does not use up its key. Throws idempotencyReused or
 * idempotencyRunning.
 */
export async function actOnce(
  mock: MockContext,
  call: Call,
  body: RequestBody,
  log: ExchangeLog,
  act: (onTask: (task: Task) => Promise<void>) => Promise<Outcome>,
): Promise<Outcome> {
  const { idempotency } = call.provider.dialect
  const key = idempotencyKeyOf(call)
  if (!idempotency || key === undefined) return act(async () => {})
  const counts = idempotency.per === 'user' ? call.root : call.world
  const { store } = mock.state
  // A client may send its API key as the idempotency key.
  const place = countKey(counts, 'once', call.provider.id, digestOfParts(32, key))
  const digest = digestOfRequest(call, body)
  const { windowSeconds = Number.POSITIVE_INFINITY } = idempotency
  for (;;) {
    const text = await store.get(place)
    const first: KeyedRequest | undefined = text === undefined ? undefined : JSON.parse(text)
    const now = counts.clock.now()
    if (first && now < first.receivedAt + windowSeconds * msPerSecond) {
      if (first.digest !== digest && idempotency.otherBody !== 'ignore')
        throw new Problem('idempotencyReused', `The key ${key} belongs to another request.`, idempotency.header)
      const outcome = await outcomeOf(mock, call, first)
      if (outcome === 'running')
        throw new Problem('idempotencyRunning', `The first request with the key ${key} still runs.`, idempotency.header)
      if (outcome) {
        log.isRepeat = true
        if ('task' in outcome) {
          log.task = outcome.task
          if (outcome.task.isAnswerLost) await noteKnownTask(mock, outcome.task)
        }
        return outcome
      }
    }
    const keyed: KeyedRequest = { digest, receivedAt: now }
    if (await store.replace(place, text, JSON.stringify(keyed))) return keep(store, place, keyed, act)
  }
}

/**
 * Acts, and keeps task and outcome under the key. Removes the key when the request fails. A client that gives up does not end its
 * task, so the key of such a task stays.
 */
async function keep(
  store: Store,
  place: string,
  keyed: KeyedRequest,
  act: (onTask: (task: Task) => Promise<void>) => Promise<Outcome>,
): Promise<Outcome> {
  let known = keyed
  const note = async (more: Partial<KeyedRequest>) => {
    known = { ...known, ...more }
    await update(store, place, () => JSON.stringify(known))
  }
  try {
    const outcome = await act(({ id }) => note({ task: id }))
    await note({ outcome: toStoredOutcome(outcome) })
    return outcome
  } catch (error) {
    if (known.task === undefined || error instanceof Problem) await store.remove(place)
    throw error
  }
}

function toStoredOutcome(outcome: Outcome): StoredOutcome {
  switch (outcome.kind) {
    case 'submitted':
    case 'finished':
    case 'streamed':
      return { kind: outcome.kind }
    case 'polled':
      return { kind: 'polled', status: outcome.status }
    case 'failedSubmit': {
      const { reason, message, param, retryAfter, value } = outcome.problem
      return { kind: 'failedSubmit', problem: { reason, message, param, retryAfter, value } }
    }
    default:
      throw new Error(`a request that creates a task ended as ${outcome.kind}`)
  }
}

/** Returns the outcome of the first request; undefined if the request failed, or ended with its process before storing a task. */
async function outcomeOf(
  mock: MockContext,
  call: Call,
  { task: id, outcome, receivedAt }: KeyedRequest,
): Promise<Outcome | 'running' | undefined> {
  if (outcome?.kind === 'failedSubmit') {
    const { reason, message, param, retryAfter, value } = outcome.problem
    return { kind: 'failedSubmit', problem: new Problem(reason, message, param, { retryAfter, value }) }
  }
  const { clock } = call.world
  if (id === undefined) return clock.now() < receivedAt + abandonedAfter ? 'running' : undefined
  const task = await findTask(mock, call.provider.id, id)
  if (!task) return undefined
  if (outcome?.kind === 'polled') {
    const [poll] = Object.values(call.provider.dialect.tasks.polls ?? {})
    return poll && { kind: 'polled', task, poll, isExpired: false, status: outcome.status }
  }
  if (outcome) return { kind: outcome.kind, task }
  // A submit whose response was lost has ended, although its task may run.
  if (task.job.isAsync && task.isAnswerLost) return { kind: 'submitted', task }
  if (clock.now() < task.endsAt) return 'running'
  // The client gave up, or the process ended, while the request waited for its task.
  if (task.job.isAsync) return { kind: 'submitted', task }
  if (task.fails) return undefined
  return { kind: task.job.partials === undefined ? 'finished' : 'streamed', task }
}

const digestOfRequest = ({ operation }: Call, { value, parts }: RequestBody): string =>
  digestOfParts(
    64,
    operation.route,
    JSON.stringify(value),
    ...parts.flatMap((part) => [part.name, 'text' in part ? part.text : part.file.sha256]),
  )
