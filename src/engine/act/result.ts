import { Problem } from '../model/problem.ts'
import { failureProblem } from '../model/task.ts'
import type { Action } from './action.ts'
import { findNamedTask } from './find-task.ts'
import { noteQuestion, stateOf } from './task-store.ts'

/** Finds the result of a task. Throws taskUnfinished, taskCancelled, and the failure of the task. */
export const result: Action<'result'> = async (mock, call, { id }, _body, log) => {
  const { task } = await findNamedTask(mock, call, id, log)
  noteQuestion(mock, task)
  const state = stateOf(mock, task)
  if (state === 'cancelled') throw new Problem('taskCancelled', `The task ${task.id} was cancelled.`)
  if (state === 'failed' && task.fails) throw failureProblem(task.fails)
  if (state !== 'succeeded') throw new Problem('taskUnfinished', `The task ${task.id} has not ended.`)
  return { kind: 'finished', task }
}
