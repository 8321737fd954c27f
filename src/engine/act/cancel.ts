import type { TaskState } from '../../dialect/schema.ts'
import { Problem } from '../model/problem.ts'
import { freeTaskSlot } from '../request/limits.ts'
import type { Action } from './action.ts'
import { findNamedTask } from './find-task.ts'
import { changeTask, nowOf, stateOf } from './task-store.ts'

/**
 * Cancels a task in a state in which the gateway cancels tasks. Throws taskNotCancellable, also when the task ended or was
 * cancelled while the request was read.
 */
export const cancel: Action<'cancel'> = async (mock, call, { cancel: { id, replies } }, _body, log) => {
  const { task } = await findNamedTask(mock, call, id, log)
  const replyIn = (state: TaskState) => (state === 'queued' || state === 'running' ? replies[state] : undefined)
  let state = stateOf(mock, task)
  await changeTask(mock, task, (known) => {
    state = stateOf(mock, known)
    return replyIn(state) ? { ...known, cancelledAt: nowOf(mock, task) } : known
  })
  const reply = replyIn(state)
  if (reply) mock.state.callbacks.tellCancelled(task, nowOf(mock, task))
  if (!reply) throw new Problem('taskNotCancellable', `The task ${task.id} cannot be cancelled: it is ${state}.`)
  await freeTaskSlot(mock, call, task)
  return { kind: 'cancelled', task, reply }
}
