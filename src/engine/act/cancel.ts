import { Problem } from '../model/problem.ts'
import { freeTaskSlot } from '../request/limits.ts'
import type { Action } from './action.ts'
import { findNamedTask } from './find-task.ts'
import { changeTask, nowOf, stateOf } from './task-store.ts'

/** Cancels a task in a state in which the gateway cancels tasks. Throws taskNotCancellable. */
export const cancel: Action<'cancel'> = async (mock, call, { cancel: { id, replies } }, _body, log) => {
  const { task } = await findNamedTask(mock, call, id, log)
  const state = stateOf(mock, task)
  const reply = state === 'queued' || state === 'running' ? replies[state] : undefined
  if (!reply) throw new Problem('taskNotCancellable', `The task ${task.id} cannot be cancelled: it is ${state}.`)
  await changeTask(mock, task, (known) => ({ ...known, cancelledAt: known.cancelledAt ?? nowOf(mock, task) }))
  await freeTaskSlot(mock, call, task)
  return { kind: 'cancelled', task, reply }
}
