import type { TaskState } from '../dialect/schema.ts'
import type { Job } from './job.ts'

/** A job that was accepted: written once, never changed. Times are in ms of the engine's clock. */
export interface Task {
  readonly id: string
  readonly provider: string
  readonly world: string
  readonly createdAt: number
  readonly startsAt: number
  readonly endsAt: number
  readonly job: Job
}

/** What a task is at a moment. A pure function: nothing moves a task but time. */
export function stateAt({ startsAt, endsAt }: Task, now: number): TaskState {
  if (now >= endsAt) return 'succeeded'
  return now >= startsAt ? 'running' : 'queued'
}
