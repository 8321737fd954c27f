import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import { createKeyRemover } from '../../redaction/key-remover.ts'
import { backgroundClock } from '../../time/background-clock.ts'
import { nextTurn } from '../../time/next-turn.ts'
import { msPerSecond } from '../../time/units.ts'
import { findTask } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import { digestOfParts } from '../model/digest.ts'
import type { Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { CallbackFault, Delivery, DeliveryAttempt } from '../request/deliveries.ts'
import { type AllowedAddress, checkAddress } from './check-address.ts'
import { renderDocument } from './document.ts'
import type { CallbackOptions } from './options.ts'
import type { OutOfOrder } from './out-of-order.ts'
import type { CallbackTarget } from './read-target.ts'
import { AddressRefusal, postCallback, type SentCallback } from './send.ts'
import { writeHeaders } from './sign.ts'

/** Everything that a delivery needs. */
export interface DeliveryJob {
  readonly mock: MockContext
  /** Request that created the task, without its body. */
  readonly call: Call
  readonly callbacks: Callbacks
  readonly options: CallbackOptions
  readonly target: CallbackTarget
  readonly delivery: Delivery
  readonly fault: CallbackFault | undefined
  readonly outOfOrder: OutOfOrder
  /** Epoch of the world that had the task; a reset, also one by another process, begins another. */
  readonly epoch: string
  /** Resolves when the request that created the task was answered; undefined if the task lasts longer than its request. */
  readonly answered: Promise<void> | undefined
  /** Called when the delivery has ended. */
  readonly onEnd: (delivery: Delivery) => void
  /** Ends the delivery when its world is forgotten. */
  readonly signal: AbortSignal
}

/** Time that a receiver has where the gateway documents none, in seconds. */
const usualTimeoutSeconds = 30
/** Delay of a late callback, in ms. */
const lateMs = 600 * msPerSecond
/** Longest time for which a callback waits for the next one of its world, in ms. */
const outOfOrderMs = 60 * msPerSecond
/** Shortest time that a receiver has, in ms of the machine's time, because a fast clock does not speed up a receiver. */
const shortestTimeoutMs = 1000

/** Waits until the task is in the state at `at`, in ms since 1970, then delivers its callback. Rejects when the signal is aborted. */
export async function deliver(job: DeliveryJob, at: number): Promise<void> {
  const { call, delivery, signal, fault, outOfOrder } = job
  const { clock } = call.world
  const sleep = (ms: number) => clock.rest(ms, signal)
  if (job.answered) {
    await job.answered
    await nextTurn()
  }
  // A timer of the machine can fire before the clock shows the time.
  while (clock.now() < at) await sleep(Math.max(1, at - clock.now()))
  const body = await during(job, renderBody(job))
  if (body === undefined || fault === 'never') return end(job, 'unsent')
  const address = checkAddress(job.target, job.options)
  if (typeof address === 'string') {
    delivery.attempts.push({ at: clock.now(), error: createKeyRemover(call.key)(address) })
    return end(job, 'refused')
  }
  if (fault === 'late') await sleepUntil(job, lateMs, sleep)
  if (fault === 'outOfOrder') await outOfOrder.hold(call.world.id, () => sleepUntil(job, outOfOrderMs, sleep))
  const { retrySeconds = [], clientErrors } = job.callbacks
  for (const seconds of [0, ...retrySeconds]) {
    if (seconds > 0) {
      await sleepUntil(job, seconds * msPerSecond, sleep)
      if (await during(job, isForgotten(job))) return end(job, 'unsent')
    }
    const { status, isRefused } = await during(job, attempt(job, address, body))
    signal.throwIfAborted()
    if (isDelivered(job.callbacks, status)) {
      if (fault === 'twice') await during(job, attempt(job, address, body))
      outOfOrder.release(call.world.id)
      return end(job, 'delivered')
    }
    if (isRefused) return end(job, 'refused')
    if (clientErrors === 'end' && status !== undefined && status >= 400 && status < 500) break
  }
  outOfOrder.release(call.world.id)
  end(job, 'ended')
}

/** Lets moves of the clock wait for work that takes no time of the clock. */
function during<T>({ call }: DeliveryJob, work: Promise<T>): Promise<T> {
  call.world.clock.waitFor(work)
  return work
}

/** Sleeps by the clock of the world. With the speed `instant` nothing takes time. */
async function sleepUntil({ mock, delivery, call }: DeliveryJob, ms: number, sleep: (ms: number) => Promise<void>) {
  if (mock.config.instant) return
  delivery.nextAt = call.world.clock.now() + ms
  await sleep(ms)
}

function end({ mock, delivery, onEnd }: DeliveryJob, outcome: Delivery['outcome']): void {
  delivery.nextAt = undefined
  delivery.outcome = outcome
  onEnd(delivery)
  mock.state.feed.tellChange(['tasks'], [delivery.world])
}

/** Writes the body; undefined if the task has left its way, because it was cancelled or forgotten. */
async function renderBody(job: DeliveryJob): Promise<string | undefined> {
  const { mock, call, delivery } = job
  const task = await readTask(job)
  if (!task || (task.cancelledAt !== undefined && delivery.state !== 'cancelled')) return undefined
  return JSON.stringify(await renderDocument(mock, call, task, delivery.id))
}

/** Reads the task; undefined if this process, or another on the same store, has forgotten the task. */
async function readTask({ mock, call, delivery, epoch }: DeliveryJob): Promise<Task | undefined> {
  const { worlds } = mock.state
  const refreshing = worlds.refresh([delivery.world])
  if (refreshing) await refreshing
  if (worlds.of(delivery.world).epoch !== epoch) return undefined
  return findTask(mock, call.provider.id, delivery.task, call.world)
}

/** Tests for a forgotten task. While the store is away, no task is. */
const isForgotten = (job: DeliveryJob): Promise<boolean> =>
  readTask(job).then(
    (task) => task === undefined,
    () => false,
  )

const isDelivered = ({ delivered }: Callbacks, status = 0): boolean =>
  delivered === '200' ? status === 200 : status >= 200 && status < 300

/** Result of an attempt: a status, or an error. */
interface AttemptResult extends Pick<DeliveryAttempt, 'status' | 'error'> {
  /** True if no later attempt can reach the address. */
  readonly isRefused?: boolean
}

/** Sends the callback once, and notes how it went. */
async function attempt(job: DeliveryJob, address: AllowedAddress, body: string): Promise<AttemptResult> {
  const { mock, call, delivery } = job
  const at = call.world.clock.now()
  delivery.nextAt = undefined
  const result = await post(job, address, { headers: headersOf(job, body, at), body })
  const { status, error } = result
  delivery.attempts.push({ at, status, error: error && createKeyRemover(call.key)(error) })
  mock.state.feed.tellChange(['tasks'], [delivery.world])
  return result
}

function headersOf({ mock, call, callbacks, target, delivery, fault }: DeliveryJob, body: string, at: number) {
  const { signingKey } = mock.config
  const wrong = (text: string) => (fault === 'badSignature' ? digestOfParts(32, 'wrong', text) : text)
  return writeHeaders(
    callbacks,
    {
      id: delivery.id,
      task: delivery.task,
      user: digestOfParts(32, 'user', call.world.id),
      timestamp: String(Math.floor(at / msPerSecond)),
      body,
    },
    {
      secret: target.secret === undefined ? undefined : wrong(target.secret),
      signingKey: wrong(signingKey),
    },
  )
}

async function post(job: DeliveryJob, address: AllowedAddress, sent: SentCallback): Promise<AttemptResult> {
  const { options, signal } = job
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  const seconds = job.callbacks.timeoutSeconds ?? usualTimeoutSeconds
  const sending = options.fetch
    ? options
        .fetch(new Request(address.url, { method: 'POST', ...sent, redirect: 'manual', signal: stop }))
        .then(({ status }) => status)
    : postCallback(address, sent, stop)
  try {
    const status = await Promise.race([sending, timeOut(job, seconds * msPerSecond, stop)])
    return status === undefined ? { error: `no response within ${seconds} s` } : { status }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { error: message, isRefused: error instanceof AddressRefusal }
  } finally {
    ended.abort()
    // The abort makes the loser of the race reject.
    sending.catch(() => {})
  }
}

/** Resolves when the documented time has passed by the clock of the world, and the shortest time by the machine's. */
async function timeOut({ call }: DeliveryJob, ms: number, signal: AbortSignal): Promise<undefined> {
  await Promise.all([call.world.clock.rest(ms, signal), backgroundClock.sleep(shortestTimeoutMs, signal)])
  return undefined
}
