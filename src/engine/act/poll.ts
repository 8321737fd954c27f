import { msPerSecond } from '../../time/units.ts'
import { Problem } from '../model/problem.ts'
import { exceptParameters, refuseFindings } from '../read/refuse-findings.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { findTask, nowOf } from './task-store.ts'

/**
 * Finds the task that a poll names. Throws missingField, unknownTask for a missing or expired task, unknownTask or wrongKey for the
 * task of another key, and the cause of anything else in the request that the contract refuses.
 */
export const poll: Action<'poll'> = async (mock, call, { poll: { id, states } }, _body, log) => {
  const { tasks } = call.provider.dialect
  const taskId = id.in === 'path' ? call.params[id.name] : call.query.get(id.name)
  if (!taskId) throw new Problem('missingField', `${id.name} is missing.`, id.name)
  // A gateway looks the id up whatever its form, so an id of the wrong form is unknown.
  refuseFindings(call.provider.dialect, exceptParameters(log.findings, [id.name]))
  const task = await findTask(mock, call.provider.id, taskId)
  const isExpired =
    task !== undefined &&
    tasks.retentionSeconds !== undefined &&
    nowOf(mock, task) >= task.endsAt + tasks.retentionSeconds * msPerSecond
  const pending = applyScenario(mock, call, log, 'poll', { task: task?.scenario })
  if (pending) await pending
  const isForeign = task !== undefined && task.world !== call.world.id
  if (!task || (isExpired && states.expired === undefined) || (tasks.otherKeys === 'hide' && isForeign))
    throw new Problem('unknownTask', `There is no task ${taskId}.`)
  if (tasks.otherKeys === 'reject' && isForeign)
    throw new Problem('wrongKey', `The task ${taskId} belongs to another key.`)
  log.task = task
  return { kind: 'polled', task, isExpired }
}
