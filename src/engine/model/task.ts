import type { Cause, ResultForm, TaskState } from '../../dialect/schema.ts'
import type { Job } from './job.ts'
import { Problem } from './problem.ts'

/** What the keys of tasks start with in a store. */
export const taskPrefix = 'task:'

/** A job that was accepted: written once, never changed. Times are in ms of the clock of its world. */
export interface Task {
  readonly id: string
  readonly provider: string
  readonly world: string
  /** The number of the request in its world. */
  readonly number: number
  readonly createdAt: number
  readonly startsAt: number
  readonly endsAt: number
  readonly job: Job
  /** How many pictures it yields. */
  readonly pictures: number
  /** Why it fails, and after which share of its time; else it succeeds. */
  readonly fails?: { readonly cause: Cause; readonly detail: string; readonly at: number } | undefined
  /** Unfinished pictures of each picture of a stream. */
  readonly partials: number
  /** The form of its results in place of the one asked for, or that its first links are out of date. */
  readonly links?: 'expired' | ResultForm | undefined
  /** The scenario under which it was made. */
  readonly scenario?: string | undefined
}

export const taskKey = ({ provider, id }: Pick<Task, 'provider' | 'id'>): string => `${taskPrefix}${provider}:${id}`

/** The members of a record in their order, those last that are rarely there. */
const jobMembers = membersOf<Job>({
  ...{ does: 0, prompt: 0, n: 0, width: 0, height: 0, format: 0, isAsync: 0, transparent: 0, references: 0, asked: 0 },
  ...{ tier: 0, model: 0, form: 0, compression: 0, partials: 0, mask: 0 },
})
const requestedMembers = membersOf<Job['asked']>({ size: 0, quality: 0, background: 0, user: 0 })
type TaskPlan = Omit<Task, 'id' | 'provider' | 'job'>
const planMembers = membersOf<TaskPlan>({
  ...{ world: 0, number: 0, createdAt: 0, startsAt: 0, endsAt: 0, pictures: 0, partials: 0 },
  ...{ fails: 0, links: 0, scenario: 0 },
})

/** Every member of a type, by name: one that is forgotten does not compile. */
function membersOf<T>(members: Record<keyof T, 0>): readonly (keyof T & string)[] {
  return Object.keys(members) as (keyof T & string)[]
}

/** The values alone, without what is absent at the end. */
function pack<T extends object>(members: readonly (keyof T)[], value: T): unknown[] {
  const fields: unknown[] = []
  for (let index = members.length - 1; index >= 0; index--) {
    const field = value[members[index] as keyof T]
    if (fields.length > 0 || field !== undefined) fields.push(field)
  }
  return fields.reverse()
}

/** JSON has null for what is absent before what is there. */
function unpack<T>(members: readonly (keyof T)[], fields: readonly unknown[]): T {
  const value: Partial<Record<keyof T, unknown>> = {}
  for (let index = 0; index < members.length; index++) value[members[index] as keyof T] = fields[index] ?? undefined
  return value as T
}

/** A job as records have it: all that is drawn of it, and so what stands for equal requests. */
export const jobRecord = (job: Job): string =>
  JSON.stringify(pack(jobMembers, { ...job, asked: pack(requestedMembers, job.asked) } as Job))

/** JSON has no line break of its own. */
const separator = '\n'

/**
 * A task as a store keeps it: its course and its job (as `jobRecord` gives it) without what its key says, and without names.
 * A load test makes a million of them.
 */
export const taskRecord = (plan: TaskPlan, job: string): string =>
  `${JSON.stringify(pack(planMembers, plan))}${separator}${job}`

/** The task of a key and its record. */
export function taskOf(key: string, record: string): Task {
  const end = key.indexOf(':', taskPrefix.length)
  const [provider, id] = [key.slice(taskPrefix.length, end), key.slice(end + 1)]
  const separatorIndex = record.indexOf(separator)
  const plan = unpack<TaskPlan>(planMembers, JSON.parse(record.slice(0, separatorIndex)))
  const job = unpack<Job>(jobMembers, JSON.parse(record.slice(separatorIndex + 1)))
  const asked = unpack<Job['asked']>(requestedMembers, job.asked as never)
  return Object.assign(plan, { id, provider, job: Object.assign(job, { asked }) })
}

/** What a task is at a moment. A pure function: nothing moves a task but time. */
export function stateAt(
  { startsAt, endsAt, fails }: Pick<Task, 'startsAt' | 'endsAt' | 'fails'>,
  now: number,
): TaskState {
  if (now >= endsAt) return fails ? 'failed' : 'succeeded'
  return now >= startsAt ? 'running' : 'queued'
}

/** Turns the failure of a task into the refusal that a waiting client gets. */
export const failureProblem = ({ cause, detail }: NonNullable<Task['fails']>): Problem => new Problem(cause, detail)
