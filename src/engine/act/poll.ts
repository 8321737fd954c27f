import type { Action } from './action.ts'
import { findNamedTask } from './find-task.ts'

/** Finds the task that a poll names. */
export const poll: Action<'poll'> = async (mock, call, { poll: { id, states } }, _body, log) => ({
  kind: 'polled',
  ...(await findNamedTask(mock, call, id, log, { showsExpired: states.expired !== undefined })),
})
