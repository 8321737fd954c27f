import type { Cause, ResultForm, TaskState } from '../dialect/schema.ts'
import type { Job } from './job.ts'

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

/** What a task is at a moment. A pure function: nothing moves a task but time. */
export function stateAt(
  { startsAt, endsAt, fails }: Pick<Task, 'startsAt' | 'endsAt' | 'fails'>,
  now: number,
): TaskState {
  if (now >= endsAt) return fails ? 'failed' : 'succeeded'
  return now >= startsAt ? 'running' : 'queued'
}
