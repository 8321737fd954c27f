import type { MockContext } from '../mock-context.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Task } from '../model/task.ts'
import { stateOf } from './task-store.ts'

/** Counts the images that the response to an outcome has, as links or as data. */
export function countImages(mock: MockContext, outcome: Outcome): number {
  const finished = (task: Task) => (stateOf(mock, task) === 'succeeded' ? task.images : 0)
  switch (outcome.kind) {
    case 'polled': {
      const { items, firstUrl } = outcome.poll.lens
      return outcome.isExpired || (items === undefined && firstUrl === undefined) ? 0 : finished(outcome.task)
    }
    case 'listed':
      return outcome.tasks.reduce((sum, { task, isExpired }) => sum + (isExpired ? 0 : finished(task)), 0)
    case 'finished':
      return outcome.task.images
    case 'streamed':
      return outcome.task.fails ? 0 : outcome.task.images
    case 'image':
      return 1
    default:
      return 0
  }
}
