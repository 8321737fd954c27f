import type { Cause, ResultForm, TaskState } from '../../dialect/schema.ts'
import type { Job } from './job.ts'
import { Problem } from './problem.ts'

/** Prefix of the keys of tasks in a store. */
export const taskPrefix = 'task:'

/** An accepted job: written once, and changed only when the task is cancelled or its expired links are shown. Times are in ms since 1970 by the clock of its world. */
export interface Task {
  readonly id: string
  readonly provider: string
  readonly world: string
  /** Number of the request in its world. */
  readonly number: number
  readonly createdAt: number
  readonly startsAt: number
  readonly endsAt: number
  readonly job: Job
  /** Number of images in the result. */
  readonly images: number
  /** Reason of the failure; `at` is the fraction of the duration, from 0 to 1. Absent when the task succeeds. */
  readonly fails?: { readonly cause: Cause; readonly detail: string; readonly at: number } | undefined
  /** Number of partial images that a stream sends before each final image. */
  readonly partials: number
  /** Form of the results instead of the requested form; `expired` makes the first links expired. */
  readonly links?: 'expired' | ResultForm | undefined
  /** Scenario of the request that created the task. */
  readonly scenario?: string | undefined
  readonly cancelledAt?: number | undefined
  /** True when the first, expired links were sent already. */
  readonly wereLinksShown?: true | undefined
  /** True if the client never got the whole response to the request that created the task. */
  readonly isAnswerLost?: true | undefined
  /** Id of the task that an equal request created before, whose response the client never got whole. */
  readonly repeats?: string | undefined
}

export const taskKey = ({ provider, id }: Pick<Task, 'provider' | 'id'>): string => `${taskPrefix}${provider}:${id}`

/** Returns the id of the provider in the key of a task. */
export const providerInKey = (key: string): string => key.slice(taskPrefix.length, key.indexOf(':', taskPrefix.length))

/** Members in the order of a record. Rare members come last, because `pack` drops absent members at the end. */
const jobMembers = membersOf<Job>({
  ...{ does: 0, prompt: 0, n: 0, width: 0, height: 0, format: 0, isAsync: 0, transparent: 0, references: 0, asked: 0 },
  ...{ tier: 0, model: 0, form: 0, compression: 0, partials: 0, mask: 0, echoes: 0 },
})
const requestedMembers = membersOf<Job['asked']>({ size: 0, quality: 0, background: 0, user: 0 })
export type TaskPlan = Omit<Task, 'id' | 'provider' | 'job'>
const planMembers = membersOf<TaskPlan>({
  ...{ world: 0, number: 0, createdAt: 0, startsAt: 0, endsAt: 0, images: 0, partials: 0 },
  ...{ fails: 0, links: 0, scenario: 0, cancelledAt: 0, wereLinksShown: 0, isAnswerLost: 0, repeats: 0 },
})

/** Lists the members of a type. A missing member does not compile. */
function membersOf<T>(members: Record<keyof T, 0>): readonly (keyof T & string)[] {
  return Object.keys(members) as (keyof T & string)[]
}

/** Lists the values in the order of `members`, without absent values at the end. */
function pack<T extends object>(members: readonly (keyof T)[], value: T): unknown[] {
  const fields: unknown[] = []
  for (let index = members.length - 1; index >= 0; index--) {
    const field = value[members[index] as keyof T]
    if (fields.length > 0 || field !== undefined) fields.push(field)
  }
  return fields.reverse()
}

/** Reverses `pack`. Absent values that precede present values are null in JSON. */
function unpack<T>(members: readonly (keyof T)[], fields: readonly unknown[]): T {
  const value: Partial<Record<keyof T, unknown>> = {}
  for (let index = 0; index < members.length; index++) value[members[index] as keyof T] = fields[index] ?? undefined
  return value as T
}

/** Serialises a job. Equal requests give equal text, because the text has all that decides the images. */
export const jobRecord = (job: Job): string =>
  JSON.stringify(pack(jobMembers, { ...job, asked: pack(requestedMembers, job.asked) } as Job))

/** A line break never occurs in compact JSON. */
const separator = '\n'

/**
 * Serialises a task for a store: its plan and its job (from `jobRecord`), without names and without the parts of its key.
 * Records are small, because a load test creates a million tasks.
 */
export const taskRecord = (plan: TaskPlan, job: string): string =>
  `${JSON.stringify(pack(planMembers, plan))}${separator}${job}`

/** Restores the task from its key and record. */
export function taskOf(key: string, record: string): Task {
  const end = key.indexOf(':', taskPrefix.length)
  const [provider, id] = [key.slice(taskPrefix.length, end), key.slice(end + 1)]
  const job = unpack<Job>(jobMembers, JSON.parse(record.slice(record.indexOf(separator) + 1)))
  const asked = unpack<Job['asked']>(requestedMembers, job.asked as never)
  return Object.assign(planOf(record), { id, provider, job: Object.assign(job, { asked }) })
}

/** Restores the plan of a task from its record, which takes a fraction of the time of the whole task. */
export const planOf = (record: string): TaskPlan =>
  unpack<TaskPlan>(planMembers, JSON.parse(record.slice(0, record.indexOf(separator))))

/** Computes the state of a task at a time, in ms since 1970. Nothing but time changes the state. */
export function stateAt(
  { startsAt, endsAt, fails }: Pick<Task, 'startsAt' | 'endsAt' | 'fails'>,
  now: number,
): Exclude<TaskState, 'cancelled' | 'expired'> {
  if (now >= endsAt) return fails ? 'failed' : 'succeeded'
  return now >= startsAt ? 'running' : 'queued'
}

/** Turns the failure of a task into the refusal that a waiting client gets. */
export const failureProblem = ({ cause, detail }: NonNullable<Task['fails']>): Problem => new Problem(cause, detail)
