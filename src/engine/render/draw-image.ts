import { draw, type PartialImage } from '../images/draw.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'

/** Draws an image of a task, and tells the mock about letters that no font has. */
export const drawImage = (
  { config }: MockContext,
  task: Task,
  index: number,
  partial?: PartialImage,
): Promise<Buffer> => draw(task, index, partial, config.onMissingLetters)
