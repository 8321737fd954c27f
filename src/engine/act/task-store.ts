import type { TaskState } from '../../dialect/schema.ts'
import { update } from '../../stores/store.ts'
import { nextTurn } from '../../time/clock.ts'
import type { MockContext } from '../mock-context.ts'
import {
  jobRecord,
  planOf,
  providerInKey,
  stateAt,
  type Task,
  type TaskPlan,
  taskKey,
  taskOf,
  taskPrefix,
  taskRecord,
} from '../model/task.ts'
import type { World } from '../request/worlds.ts'

/** Returns the time of the world that created the task, in ms since 1970. */
export const nowOf = ({ state }: MockContext, task: Task): number => state.worlds.of(task.world).clock.now()

/** Returns the state of a task at the time of its world. */
export const stateOf = (mock: MockContext, task: Task): Exclude<TaskState, 'expired'> =>
  task.cancelledAt === undefined ? stateAt(task, nowOf(mock, task)) : 'cancelled'

/** End of a stuck task: later than any time that a clock can show. */
export const endOfTime = Number.MAX_SAFE_INTEGER

/** Tells the clock of a task that somebody asked for the task, if time will change the answer. */
export function noteQuestion(mock: MockContext, task: Task): void {
  const { clock } = mock.state.worlds.of(task.world)
  const now = clock.now()
  const changesAt = now < task.startsAt ? task.startsAt : task.endsAt
  if (task.cancelledAt === undefined && now < changesAt && changesAt !== endOfTime)
    clock.noteQuestion(task.id, changesAt - now)
}

/** Changes a stored task, and returns the task as it is then; undefined when the store has none. */
export async function changeTask(
  { state: { store, feed } }: MockContext,
  task: Pick<Task, 'provider' | 'id'>,
  change: (task: Task) => Task,
): Promise<Task | undefined> {
  const key = taskKey(task)
  const record = await update(store, key, (before) => {
    if (before === undefined) return undefined
    const known = taskOf(key, before)
    const changed = change(known)
    return changed === known ? before : taskRecord(changed, jobRecord(changed.job))
  })
  if (record === undefined) return undefined
  const changed = taskOf(key, record)
  feed.tellChange(['tasks'], [changed.world])
  return changed
}

/**
 * Returns the task of a provider; undefined when the store has none. Brings the world of the task up to date; `current` is up
 * to date already.
 */
export async function findTask(
  { state: { store, worlds } }: MockContext,
  provider: string,
  id: string,
  current?: World,
): Promise<Task | undefined> {
  const key = taskKey({ provider, id })
  const record = await store.get(key)
  if (record === undefined) return undefined
  const task = taskOf(key, record)
  if (task.world !== current?.id) {
    const refreshing = worlds.refresh([task.world])
    if (refreshing) await refreshing
  }
  return task
}

/** Lists the tasks of a world, or of all worlds, in pages. Other requests are answered between two pages. */
export const listTasks = (mock: MockContext, world?: string): AsyncGenerator<Task[]> => listAs(mock, world, taskOf)

/** A task of which only the plan was read, in a fraction of the time. `read` reads the rest. */
interface PlannedTask {
  readonly provider: string
  readonly plan: TaskPlan
  readonly read: () => Task
}

/** Lists the plans of the tasks of a world, or of all worlds, in pages, as `listTasks` does. */
export const listPlanned = (mock: MockContext, world?: string): AsyncGenerator<PlannedTask[]> =>
  listAs(mock, world, (key, record) => ({
    provider: providerInKey(key),
    plan: planOf(record),
    read: () => taskOf(key, record),
  }))

async function* listAs<T>(
  { state: { store } }: MockContext,
  world: string | undefined,
  read: (key: string, record: string) => T,
): AsyncGenerator<T[]> {
  for await (const page of store.list(world)) {
    yield page.filter(([key]) => key.startsWith(taskPrefix)).map(([key, record]) => read(key, record))
    await nextTurn()
  }
}

/** Orders tasks by their age, the oldest first. */
export const byAge = (a: Task, b: Task): number => a.createdAt - b.createdAt || a.number - b.number
