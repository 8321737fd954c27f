import type { Context, Hono } from 'hono'
import { listCreatingEntries } from '../act/creating-entries.ts'
import { byAge, findTask, listTasks } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'
import { describeTask, type TaskListContext } from './describe-task.ts'
import { readPage, streamJson, writeList } from './lists.ts'
import { findNewestTasks } from './newest-tasks.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/** Adds the route that lists tasks. */
export function addTaskRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  admin.get('/tasks', async (c) => {
    const { limit, after } = readPage(c)
    const scope = scopeOf(target, c)
    const { id, order = 'oldest', before } = c.req.query()
    const context = contextOf(target, c)
    const describe = (tasks: readonly Task[]) => tasks.map((task) => describeTask(context, task))
    if (id !== undefined) return c.json({ tasks: describe(await findTasks(target, scope, id)) })
    if (order !== 'newest' && order !== 'oldest')
      throw new BadAdminRequest('Invalid order: expected newest or oldest, as in ?order=newest.')
    if (order === 'oldest') return streamJson(writeList('tasks', listPages(mock, scope, after, describe), limit))
    const [oldest] = before === undefined ? [] : await findTasks(target, undefined, before)
    if (before !== undefined && !oldest)
      throw new BadAdminRequest(`There is no task ${before}: expected the id of the last task of the page before.`)
    return c.json({ tasks: describe(await findNewestTasks(mock, scope, { limit, before: oldest })) })
  })
}

function contextOf({ mock, served }: AdminTarget, { req }: Context): TaskListContext {
  return { mock, served, origin: new URL(req.url).origin, entries: listCreatingEntries(mock) }
}

/** Finds the tasks with an id: two gateways could have the same. */
async function findTasks(
  { mock, served }: AdminTarget,
  scope: readonly string[] | undefined,
  id: string,
): Promise<Task[]> {
  const found = await Promise.all(served.map((provider) => findTask(mock, provider.id, id)))
  return found.filter((task) => task !== undefined).filter(({ world }) => !scope || scope.includes(world))
}

/** Lists the tasks of the scope in pages, the oldest first, behind the task with the id `after`. */
async function* listPages<Row>(
  mock: MockContext,
  scope: readonly string[] | undefined,
  after: string | undefined,
  describe: (tasks: readonly Task[]) => Row[],
): AsyncGenerator<Row[]> {
  const { worlds } = mock.state
  let isBehind = after === undefined
  for (const world of scope ?? [undefined])
    for await (const page of listTasks(mock, world)) {
      page.sort(byAge)
      const start = isBehind ? 0 : page.findIndex(({ id }) => id === after) + 1
      isBehind ||= start > 0
      if (!isBehind) continue
      const tasks = page.slice(start)
      await worlds.refresh([...new Set(tasks.map((task) => task.world))])
      yield describe(tasks)
    }
}
