import type { Dialect, TaskState } from '../../dialect/schema.ts'
import type { Task } from '../model/task.ts'
import type { Charge } from './charge.ts'
import { priceOf, roundAmount, unitOf } from './price.ts'

/** A task and its state at a time. */
export interface TimedTask {
  readonly task: Task
  readonly state: Exclude<TaskState, 'expired'>
}

/** Rules of the gateway; undefined for the task of a gateway that the mock no longer serves. */
type Rules = Dialect | undefined

/** Returns the state of the charge of a task. A task that is refused at once costs nothing; else only a documented refund gives a charge back. */
export function chargeStateOf(rules: Rules, { task, state }: TimedTask): Charge['state'] {
  const { failed = 'keep', cancelled = 'keep' } = rules?.charges ?? {}
  if (task.fails?.at === 0) return 'refunded'
  if (state === 'queued' || state === 'running') return 'reserved'
  if (state === 'succeeded') return 'charged'
  return (state === 'failed' ? failed : cancelled) === 'refund' ? 'refunded' : 'charged'
}

/** Returns the price of all images of a task. */
export const amountOf = (rules: Rules, { job, images }: Pick<Task, 'job' | 'images'>): number =>
  roundAmount(priceOf(rules, job) * images)

/** Tests for a task that the gateway does not give back. */
export const isPaid = (rules: Rules, timed: TimedTask): boolean => chargeStateOf(rules, timed) !== 'refunded'

/**
 * Describes the charge of a task. `repeated` is the task that the task repeats, if the store still has it; `entry` the number of
 * the request in the journal.
 */
export function chargeOf(
  rules: Rules,
  timed: TimedTask,
  repeated: TimedTask | undefined,
  entry: number | undefined,
): Charge {
  const { task } = timed
  const { id, provider, world, number, createdAt, endsAt, cancelledAt, images, job, repeats } = task
  const state = chargeStateOf(rules, timed)
  return {
    ...{ task: id, provider, world, request: number + 1, entry: entry ?? null },
    ...{ operation: job.does, model: job.model ?? null, size: `${job.width}x${job.height}`, images },
    ...{ price: priceOf(rules, job), amount: amountOf(rules, task), unit: unitOf(rules), state },
    at: state === 'reserved' ? createdAt : (cancelledAt ?? endsAt),
    delivered: task.isAnswerLost !== true,
    repeats: repeats ?? null,
    isDouble: repeats !== undefined && state !== 'refunded' && (!repeated || isPaid(rules, repeated)),
  }
}
