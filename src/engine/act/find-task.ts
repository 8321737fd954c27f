import type { Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import { Problem } from '../model/problem.ts'
import type { Task } from '../model/task.ts'
import { exceptParameters, refuseFindings } from '../read/refuse-findings.ts'
import type { Call } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import { noteKnownTask } from './lost-answers.ts'
import { findTask, nowOf } from './task-store.ts'

type TaskIdPlace = NonNullable<Dialect['tasks']['result']>['id']

/**
 * Finds the task that a request names. With `showsExpired`, also one that is no longer kept. Throws missingField, unknownTask for a missing
 * task or one that is no longer kept, unknownTask or wrongKey for the task of another key, and the cause of anything else in the request
 * that the contract refuses.
 */
export async function findNamedTask(
  mock: MockContext,
  call: Call,
  id: TaskIdPlace,
  log: ExchangeLog,
  { showsExpired = false } = {},
): Promise<{ readonly task: Task; readonly isExpired: boolean }> {
  const { tasks } = call.provider.dialect
  const taskId = id.in === 'path' ? call.params[id.name] : call.query.get(id.name)
  if (!taskId) throw new Problem('missingField', `${id.name} is missing.`, id.name)
  // A gateway looks the id up whatever its form, so an id of the wrong form is unknown.
  refuseFindings(call.provider.dialect, exceptParameters(log.findings, [id.name]))
  const task = await findTask(mock, call.provider.id, taskId, call.world)
  const isExpired = task !== undefined && isNoLongerKept(mock, call, task)
  const pending = applyScenario(mock, call, log, 'poll', { task: task?.scenario })
  if (pending) await pending
  const isForeign = task !== undefined && isOfOtherKey(call, task)
  if (!task || (isExpired && !showsExpired) || (tasks.otherKeys === 'hide' && isForeign))
    throw new Problem('unknownTask', `There is no task ${taskId}.`)
  if (tasks.otherKeys === 'reject' && isForeign)
    throw new Problem('wrongKey', `The task ${taskId} belongs to another key.`)
  log.task = task
  if (task.isAnswerLost) await noteKnownTask(mock, task)
  return { task, isExpired }
}

/** Tests for a task that ended so long ago that the gateway no longer keeps it. */
export function isNoLongerKept(mock: MockContext, { provider }: Call, task: Task): boolean {
  const { retentionSeconds } = provider.dialect.tasks
  return retentionSeconds !== undefined && nowOf(mock, task) >= task.endsAt + retentionSeconds * msPerSecond
}

export const isOfOtherKey = ({ world }: Call, task: Task): boolean => task.world !== world.id
