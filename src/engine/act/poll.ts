import type { Action } from './action.ts'
import { findNamedTask } from './find-task.ts'
import { noteQuestion } from './task-store.ts'

/** Finds the task that a poll names. */
export const poll: Action<'poll'> = async (mock, call, { poll }, _body, log) => {
  const showsExpired = poll.states.expired !== undefined
  const found = await findNamedTask(mock, call, poll.id, log, { showsExpired })
  noteQuestion(mock, found.task)
  return { kind: 'polled', poll, ...found }
}
