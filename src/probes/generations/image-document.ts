import type { Dialect, Poll } from '../../dialect/schema.ts'
import type { Generation } from './generate.ts'

/** Returns the poll that describes the document with the images, with its name. Undefined for a reply and for the result of a task. */
export const pollWithImages = (
  { tasks }: Dialect,
  { task }: Pick<Generation, 'task'>,
): readonly [name: string, poll: Poll] | undefined =>
  task && !tasks.result ? Object.entries(tasks.polls ?? {})[0] : undefined

/** Returns the poll whose document answers a submit after a wait, with its name. Undefined if no submit is answered so. */
export const pollAfterWait = ({ async, tasks }: Dialect): readonly [name: string, poll: Poll] | undefined =>
  async?.wait?.document === 'poll' ? Object.entries(tasks.polls ?? {})[0] : undefined
