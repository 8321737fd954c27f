import type { Hono } from 'hono'
import { byAge, endOfTime, listTasks, stateOf } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'
import { readPage, streamJson, writeList } from './lists.ts'
import { scopeOf } from './scope.ts'
import type { AdminTarget } from './target.ts'

/** Adds the routes that list tasks. */
export function addTaskRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  admin.get('/tasks', (c) => {
    const { limit, after } = readPage(c)
    return streamJson(writeList('tasks', listAdminTasks(mock, scopeOf(target, c), after), limit))
  })
}

/** Lists the tasks of the scope in pages, behind the task with the id `after`. */
async function* listAdminTasks(
  mock: MockContext,
  scope: readonly string[] | undefined,
  after: string | undefined,
): AsyncGenerator<ReturnType<typeof toAdminTask>[]> {
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
      yield tasks.map((task) => toAdminTask(mock, task))
    }
}

function toAdminTask(mock: MockContext, task: Task) {
  const { id, provider, world, createdAt, startsAt, endsAt, scenario, images, job } = task
  const finiteTime = (ms: number) => (ms === endOfTime ? null : ms)
  return {
    id,
    provider,
    world,
    state: stateOf(mock, task),
    createdAt,
    startsAt: finiteTime(startsAt),
    endsAt: finiteTime(endsAt),
    images,
    does: job.does,
    prompt: job.prompt,
    ...(scenario === undefined ? {} : { scenario }),
  }
}
