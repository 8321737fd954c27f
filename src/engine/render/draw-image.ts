import { findImage } from '../images/draw.ts'
import type { DrawnImage } from '../images/drawn-image.ts'
import type { PartialImage } from '../images/partial-image.ts'
import { drawPlain } from '../images/plain.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'

/**
 * Draws an image of a task, and tells the mock about letters that no font has. Moves of a frozen clock wait for the drawing, because a
 * drawing takes no time of the clock.
 */
export function drawImage(
  { config, state }: MockContext,
  task: Task,
  index: number,
  partial?: PartialImage,
): Promise<DrawnImage> {
  const drawing =
    config.images === 'plain' ? drawPlain(task.job, partial) : findImage(task, index, partial, config.onMissingLetters)
  const { clock } = state.worlds.of(task.world)
  if (clock.isFrozen() || state.worlds.root.clock.isFrozen()) clock.waitFor(drawing)
  return drawing
}
