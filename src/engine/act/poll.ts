import type { Action } from './action.ts'
import { findNamedTask } from './find-task.ts'

/** Finds the task that a poll names. */
export const poll: Action<'poll'> = async (mock, call, { poll }, _body, log) => ({
  kind: 'polled',
  poll,
  ...(await findNamedTask(mock, call, poll.id, log, { showsExpired: poll.states.expired !== undefined })),
})
