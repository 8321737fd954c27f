import { byAge, listTasks } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'

/** Orders tasks, the newest first, also tasks of one moment in different worlds. */
export const newestFirst = (a: Task, b: Task): number => byAge(b, a) || (a.id < b.id ? -1 : 1)

/** Finds the newest tasks of some worlds, or of all: at most `limit`, and only those older than `before`. Never holds more than a few pages of tasks. */
export async function findNewestTasks(
  mock: MockContext,
  worlds: readonly string[] | undefined,
  { limit, before }: { readonly limit: number; readonly before: Task | undefined },
): Promise<Task[]> {
  let newest: Task[] = []
  const cut = () => {
    newest = newest.sort(newestFirst).slice(0, limit)
  }
  for (const world of worlds ?? [undefined])
    for await (const page of listTasks(mock, world)) {
      newest.push(...(before ? page.filter((task) => newestFirst(before, task) < 0) : page))
      if (newest.length > 2 * limit) cut()
    }
  cut()
  await mock.state.worlds.refresh([...new Set(newest.map((task) => task.world))])
  return newest
}
