import { isNode } from '../../contract/document.ts'
import { paramName, readField } from '../../dialect/body-field.ts'
import type { TaskList } from '../../dialect/schema.ts'
import type { MockContext } from '../mock-context.ts'
import type { RequestBody } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import type { Task } from '../model/task.ts'
import { exceptParameters, refuseFindings } from '../read/refuse-findings.ts'
import type { Call } from '../request/call.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { isNoLongerKept, isOfOtherKey } from './find-task.ts'
import { byAge, findTask, listTasks, noteQuestion } from './task-store.ts'

type TaskIds = NonNullable<TaskList['ids']>
type Found = { readonly task: Task; readonly isExpired: boolean }

/** Lists the tasks that the request names, or the tasks of the key. Throws missingField, badField and unknownTask. */
export const list: Action<'list'> = async (mock, call, { list }, body, log) => {
  const { dialect } = call.provider
  const ids = list.ids && readIds(list.ids, call, body)
  refuseFindings(dialect, exceptParameters(log.findings, list.ids ? [list.ids.name] : []), body.value)
  const pending = applyScenario(mock, call, log, 'poll', {})
  if (pending) await pending
  const showsExpired = dialect.tasks.polls?.[list.poll]?.states.expired !== undefined
  if (list.ids && ids) {
    const tasks = await findNamed(mock, call, list.ids, ids, showsExpired)
    for (const { task } of tasks) noteQuestion(mock, task)
    return { kind: 'listed', list, tasks, total: tasks.length, hasMore: false }
  }
  const own = await listOwn(mock, call, showsExpired)
  const { start, size } = readPage(list, call, own)
  const tasks = own.slice(start, start + size)
  for (const { task } of tasks) noteQuestion(mock, task)
  return { kind: 'listed', list, tasks, total: own.length, hasMore: start + size < own.length }
}

/** Reads the ids in the request. Throws missingField without any, and badField for too many. */
function readIds({ in: place, name, separator, max }: TaskIds, { query }: Call, body: RequestBody): string[] {
  const inBody = isNode(body.value) ? readField(body.value, name) : undefined
  const texts = (place === 'query' ? query.getAll(name) : [inBody ?? []].flat()).map(String)
  const ids = (separator === undefined ? texts : texts.flatMap((text) => text.split(separator)))
    .map((id) => id.trim())
    .filter((id) => id !== '')
  const param = paramName(name)
  if (ids.length === 0) throw new Problem('missingField', `${param} is missing.`, param)
  if (max !== undefined && ids.length > max)
    throw new Problem('badField', `${param} has ${ids.length} ids; the limit is ${max}.`, param)
  return ids
}

async function findNamed(
  mock: MockContext,
  call: Call,
  { unknown = 'ignore' }: TaskIds,
  ids: readonly string[],
  showsExpired: boolean,
): Promise<Found[]> {
  const found: Found[] = []
  for (const id of new Set(ids)) {
    const task = await findTask(mock, call.provider.id, id, call.world)
    const isExpired = task !== undefined && isNoLongerKept(mock, call, task)
    const isHidden =
      task !== undefined && call.provider.dialect.tasks.otherKeys !== 'accept' && isOfOtherKey(call, task)
    if (task && !isHidden && (!isExpired || showsExpired)) found.push({ task, isExpired })
    else if (unknown === 'reject') throw new Problem('unknownTask', `There is no task ${id}.`)
  }
  return found
}

/** Lists the tasks of the key at the gateway, the newest first. */
async function listOwn(mock: MockContext, call: Call, showsExpired: boolean): Promise<Found[]> {
  const tasks: Task[] = []
  for await (const page of listTasks(mock, call.world.id))
    for (const task of page) if (task.provider === call.provider.id) tasks.push(task)
  return tasks
    .sort(byAge)
    .map((task) => ({ task, isExpired: isNoLongerKept(mock, call, task) }))
    .filter(({ isExpired }) => !isExpired || showsExpired)
    .reverse()
}

/** Reads which part of the list the request asks for. Throws badField. */
function readPage({ page }: TaskList, { query }: Call, own: readonly Found[]): { start: number; size: number } {
  if (!page) return { start: 0, size: own.length }
  const readCount = (name: string, fallback: number): number => {
    const value = Number(query.get(name) || fallback)
    if (Number.isInteger(value) && value > 0) return value
    throw new Problem('badField', `${name} must be a whole number above 0; it is ${query.get(name)}.`, name)
  }
  const { limit, next, maxSize = Number.POSITIVE_INFINITY } = page
  const size = Math.min(maxSize, limit ? readCount(limit.name, page.size) : page.size)
  const after = next?.unit === 'task' ? query.get(next.name) : null
  if (!next || (next.unit === 'task' && !after)) return { start: 0, size }
  if (next.unit === 'page') return { start: (readCount(next.name, 1) - 1) * size, size }
  const start = own.findIndex(({ task }) => task.id === after) + 1
  if (start === 0) throw new Problem('badField', `${next.name} must be the id of a task; it is ${after}.`, next.name)
  return { start, size }
}
