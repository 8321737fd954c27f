import { endOfTime } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import { digestOfParts } from '../model/digest.ts'
import type { Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { CallbackState, Deliveries, Delivery } from '../request/deliveries.ts'
import { type DeliveryJob, deliver } from './deliver.ts'
import { describeAddress } from './describe-address.ts'
import { lightCall } from './light-call.ts'
import type { CallbackOptions } from './options.ts'
import { createOutOfOrder } from './out-of-order.ts'
import { type CallbackTarget, readTarget } from './read-target.ts'
import { publicKeyOf } from './sign.ts'
import { createWarnings } from './warnings.ts'

/** Callbacks that the list keeps. */
const maxListed = 1000
/** Callbacks that may wait or be under way at once. */
const maxRunning = 10_000

/** A callback under way, and how to stop it. */
interface Running {
  readonly delivery: Delivery
  readonly stop: AbortController
}

/** Part of a task that its callbacks need. */
type TaskOfCallback = Pick<Task, 'provider' | 'id' | 'world'>

/**
 * Creates the callbacks of a mock. They live in the memory of the process: callbacks that wait when the process ends are lost. `warn`
 * gets a message about callbacks that were refused or given up.
 */
export function createDeliveries(
  contextOf: () => MockContext,
  options: CallbackOptions,
  warn: (message: string) => void,
): Deliveries {
  let listed: Delivery[] = []
  const running = new Set<Running>()
  /** Tasks that may still be cancelled, with what their callback needs. */
  const cancellable = new Map<string, (at: number) => void>()
  const outOfOrder = createOutOfOrder()
  const onEnd = createWarnings(warn)
  /** Requests without an answer yet that created a task which has ended already. */
  const unanswered = new WeakMap<Call, () => void>()
  const start = (
    call: Call,
    task: TaskOfCallback,
    target: CallbackTarget,
    rest: Pick<DeliveryJob, 'fault' | 'epoch' | 'answered'>,
  ) =>
    function startAt(state: CallbackState, at: number): void {
      const mock = contextOf()
      const { callbacks } = call.provider.dialect
      if (!callbacks || at === endOfTime) return
      const delivery: Delivery = {
        id: `evt_${digestOfParts(32, mock.config.seed, 'callback', task.provider, task.id, state)}`,
        ...{ task: task.id, provider: task.provider, world: task.world, state },
        ...{ url: describeAddress(target.url, call.key), attempts: [], nextAt: at, outcome: 'pending' },
      }
      listed = [...listed.slice(1 - maxListed), delivery]
      const one: Running = { delivery, stop: new AbortController() }
      const { signal } = one.stop
      running.add(one)
      if (running.size > maxRunning) giveUpOldest()
      const job = { ...rest, mock, call, callbacks, options, target, delivery, outOfOrder, onEnd, signal }
      void deliver(job, at)
        .catch((error: unknown) => {
          if (!signal.aborted) mock.config.onError(error)
        })
        .finally(() => running.delete(one))
    }
  const drop = (isDropped: (delivery: Delivery) => boolean) => {
    for (const { delivery, stop } of running) if (isDropped(delivery)) stop.abort(new Error('the callback was dropped'))
  }
  const giveUpOldest = () => {
    const [oldest] = running
    if (!oldest) return
    const { delivery, stop } = oldest
    running.delete(oldest)
    stop.abort(new Error('the callback was given up'))
    delivery.attempts.push({ at: delivery.nextAt ?? 0, error: `more than ${maxRunning} callbacks wait` })
    Object.assign(delivery, { nextAt: undefined, outcome: 'ended' })
    onEnd(delivery)
  }
  return {
    plan(call, body, task, fault) {
      const { callbacks } = call.provider.dialect
      const target = callbacks && task.job.isAsync ? readTarget(callbacks, options, call, body) : undefined
      if (!callbacks || !target) return
      const { id, provider, world } = task
      const { promise, resolve } = Promise.withResolvers<void>()
      // The caller learns the id of the task before the receiver does.
      const answered = task.endsAt <= task.createdAt ? promise : undefined
      if (answered) unanswered.set(call, resolve)
      const rest = { fault, epoch: call.world.epoch, answered }
      const startAt = start(lightCall(contextOf(), call), { id, provider, world }, target, rest)
      const end = task.fails ? 'failed' : 'succeeded'
      for (const state of callbacks.states) {
        if (state === 'running' && task.startsAt < task.endsAt) startAt(state, task.startsAt)
        if (state === end) startAt(state, task.endsAt)
        if (state === 'cancelled') cancellable.set(nameOf(task), (at) => startAt(state, at))
      }
      const [oldest] = cancellable.size > maxListed ? cancellable.keys() : []
      if (oldest !== undefined) cancellable.delete(oldest)
    },
    tellAnswered: (call) => unanswered.get(call)?.(),
    tellCancelled(task, at) {
      drop((delivery) => {
        const isUnsent = nameOf(task) === nameOf({ ...delivery, id: delivery.task }) && delivery.attempts.length === 0
        if (isUnsent) Object.assign(delivery, { nextAt: undefined, outcome: 'unsent' })
        return isUnsent
      })
      cancellable.get(nameOf(task))?.(at)
      cancellable.delete(nameOf(task))
    },
    list: (worlds) => listed.filter(({ world }) => !worlds || worlds.includes(world)).reverse(),
    forget(worlds) {
      const isForgotten = ({ world }: Delivery) => !worlds || worlds.includes(world)
      listed = listed.filter((delivery) => !isForgotten(delivery))
      drop(isForgotten)
    },
    publicKeys: () => [publicKeyOf(contextOf().config.signingKey)],
  }
}

const nameOf = ({ provider, id }: Pick<Task, 'provider' | 'id'>): string => `${provider}:${id}`
