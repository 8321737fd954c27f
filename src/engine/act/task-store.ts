import { writeId } from '../../dialect/id-template.ts'
import type { Dialect, TaskState } from '../../dialect/schema.ts'
import { createKeyRemover } from '../../redaction/key-remover.ts'
import { mayContainKey } from '../../redaction/secret-names.ts'
import { update } from '../../stores/store.ts'
import { nextTurn } from '../../time/clock.ts'
import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import { digestOf } from '../model/digest.ts'
import type { Job } from '../model/job.ts'
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
import type { Call } from '../request/call.ts'
import type { ScenarioEffects } from '../request/scenario-effects.ts'
import { countKey, type World } from '../request/worlds.ts'

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

/** Stores a task for the job under a new id. A prompt that contains the key of the caller is stored without the key. */
export async function writeTask(mock: MockContext, call: Call, received: Job, plan: TaskPlan): Promise<Task> {
  const { seed } = mock.config
  const { store } = mock.state
  const { provider, world } = call
  const { id: idTemplate } = provider.dialect.tasks
  // The id takes the first free number, so the same seed and the same requests give the same ids.
  // The id contains a hash of the job: the image cache relies on equal ids meaning equal images.
  const receivedText = jobRecord(received)
  const hasKey = mayContainKey(receivedText, call.key)
  const job = hasKey ? createKeyRemover(call.key)(received) : received
  const jobText = hasKey ? jobRecord(job) : receivedText
  const record = taskRecord(plan, jobText)
  const request = `${seed} ${provider.id} ${world.id} ${jobText}`
  const counter = countKey(world, 'equal', request)
  for (;;) {
    // Count before writing, so that equal requests that arrive together get different numbers.
    const number = (await store.add(counter, 1)) - 1
    const id = writeId(idTemplate, {
      digits: (length) => digestOf(length, `${request} ${number}`),
      time: plan.createdAt,
    })
    if (!(await store.putIfAbsent(taskKey({ provider: provider.id, id }), record, world.id))) continue
    mock.state.feed.tellChange(['tasks'], [world.id])
    return { id, provider: provider.id, ...plan, job }
  }
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

/** Plans when the task starts and ends, and its result: as documented, then changed by the effects of the scenario. */
export function planTask(
  { config: { instant } }: MockContext,
  call: Call,
  job: Job,
  effects: ScenarioEffects | undefined,
): TaskPlan {
  const { world } = call
  const { dialect } = call.provider
  const { duration = 1, stuck, fails, images = 0, partials = 0 } = effects?.task ?? {}
  const createdAt = world.clock.now()
  const durationMs = instant ? 0 : documentedSecondsOf(dialect, job) * duration * msPerSecond
  const fraction = fails?.at ?? 1
  const endsAt = stuck ? endOfTime : createdAt + durationMs * (fails ? fraction : 1)
  return {
    world: world.id,
    createdAt,
    number: call.number,
    startsAt:
      stuck === 'queued' ? endOfTime : Math.min(endsAt, createdAt + durationMs * dialect.tasks.duration.queuedShare),
    endsAt,
    images: Math.max(1, job.n + images),
    partials: Math.max(0, (job.partials ?? 0) + partials),
    fails: fails && { cause: fails.cause, detail: fails.detail, at: fraction },
    links: effects?.links,
    scenario: effects?.selection,
  }
}

const documentedSecondsOf = ({ tasks, images }: Dialect, { tier }: Job): number =>
  tasks.duration.secondsByTier?.[tier ?? images.tier?.default ?? ''] ?? tasks.duration.seconds

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
