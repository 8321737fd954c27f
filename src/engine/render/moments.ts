import type { TaskPlan } from '../model/task.ts'

/** A moment of a stream, and the partial or final image that is sent then. */
export interface Moment {
  /** Elapsed fraction of the task's duration, from 0 to 1. */
  readonly fraction: number
  readonly index: number
  /** Index of the partial image, from 0; absent for the final image. */
  readonly partial?: number
}

/** Lists the moments of a stream: image after image, with partial images evenly spread. A failure ends the list. */
export function momentsOf({ images, partials, fails }: TaskPlan): Moment[] {
  const moments = Array.from({ length: images }, (_, index) =>
    Array.from({ length: partials + 1 }, (_, partial) => ({
      fraction: (index + (partial + 1) / (partials + 1)) / images,
      index,
      ...(partial < partials ? { partial } : {}),
    })),
  )
  return moments.flat().filter(({ fraction }) => !fails || fraction < fails.at)
}

/** Returns the time of a moment, in ms since 1970. */
export function timeOf({ createdAt, endsAt, fails }: TaskPlan, { fraction }: Moment): number {
  return createdAt + ((endsAt - createdAt) / (fails?.at ?? 1)) * fraction
}

/** Lists the times at which a stream sends partial images, in ms since 1970. */
export const partialTimesOf = (plan: TaskPlan): number[] =>
  plan.partials === 0
    ? []
    : momentsOf(plan)
        .filter(({ partial }) => partial !== undefined)
        .map((moment) => timeOf(plan, moment))
