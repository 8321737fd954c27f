import type { Job } from '../model/job.ts'

/** Partial image of a stream: number `index`, from 0, of `total` before the finished image. */
export interface PartialImage {
  readonly index: number
  readonly total: number
}

/** Returns the squares of a partial image. Each step has squares of a quarter of the area. */
export function squaresOf(
  { width, height }: Job,
  { index, total }: PartialImage,
): { readonly across: number; readonly down: number } {
  const side = 2 ** (total - index + 3)
  // An image that is too small for such squares has at least one more square per edge than in the step before.
  const squaresAlong = (edge: number) => Math.max(index + 1, Math.round(edge / side))
  return { across: squaresAlong(width), down: squaresAlong(height) }
}
