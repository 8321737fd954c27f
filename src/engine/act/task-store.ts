import { writeId } from '../../dialect/id-template.ts'
import type { Dialect, TaskState } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import { digestOf } from '../model/digest.ts'
import type { Job } from '../model/job.ts'
import { jobRecord, stateAt, type Task, taskKey, taskOf, taskPrefix, taskRecord } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { ScenarioEffects } from '../request/scenario-effects.ts'

/** Returns the time of the world that created the task, in ms since 1970. */
export const nowOf = ({ state }: MockContext, task: Task): number => state.worlds.of(task.world).clock.now()

/** Returns the state of a task at the time of its world. */
export const stateOf = (mock: MockContext, task: Task): Exclude<TaskState, 'expired'> =>
  mock.state.worlds.of(task.world).cancelledTasks.has(task.id) ? 'cancelled' : stateAt(task, nowOf(mock, task))

/** End of a stuck task: later than any time that a clock can show. */
export const endOfTime = Number.MAX_SAFE_INTEGER

/** Stores a task for the job under a new id. */
export async function writeTask(
  mock: MockContext,
  call: Call,
  job: Job,
  effects: ScenarioEffects | undefined,
): Promise<Task> {
  const { seed } = mock.config
  const { store, requestCounts } = mock.state
  const { provider, world } = call
  const { id: idTemplate } = provider.dialect.tasks
  const plan = { world: world.id, ...planTask(mock, call, job, effects) }
  // The id takes the first free number, so the same seed and the same requests give the same ids.
  // The id contains a hash of the job: the image cache relies on equal ids meaning equal images.
  const jobText = jobRecord(job)
  const record = taskRecord(plan, jobText)
  const request = `${seed} ${provider.id} ${world.id} ${jobText}`
  for (;;) {
    const number = requestCounts.get(request) ?? 0
    // Count before writing, so that equal requests that arrive together get different numbers.
    requestCounts.set(request, number + 1)
    const id = writeId(idTemplate, {
      digits: (length) => digestOf(length, `${request} ${number}`),
      time: plan.createdAt,
    })
    if (await store.putIfAbsent(taskKey({ provider: provider.id, id }), record))
      return { id, provider: provider.id, ...plan, job }
  }
}

/** Plans when the task starts and ends, and its result: as documented, then changed by the effects of the scenario. */
function planTask(
  { config: { instant } }: MockContext,
  call: Call,
  job: Job,
  effects: ScenarioEffects | undefined,
): Omit<Task, 'id' | 'provider' | 'world' | 'job'> {
  const { world } = call
  const { dialect } = call.provider
  const { duration = 1, stuck, fails, images = 0, partials = 0 } = effects?.task ?? {}
  const createdAt = world.clock.now()
  const durationMs = instant ? 0 : documentedSecondsOf(dialect, job) * duration * msPerSecond
  const fraction = fails?.at ?? 1
  const endsAt = stuck ? endOfTime : createdAt + durationMs * (fails ? fraction : 1)
  return {
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

/** Returns the task of a provider; undefined when the store has none. */
export async function findTask(
  { state: { store } }: MockContext,
  provider: string,
  id: string,
): Promise<Task | undefined> {
  const key = taskKey({ provider, id })
  const record = await store.get(key)
  return record === undefined ? undefined : taskOf(key, record)
}

/** Lists the tasks of the given worlds, or of all worlds, oldest first. */
export async function listTasks({ state: { store } }: MockContext, worlds?: readonly string[]): Promise<Task[]> {
  const records = await store.list(taskPrefix)
  return records
    .map(([key, record]) => taskOf(key, record))
    .filter(({ world }) => !worlds || worlds.includes(world))
    .sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
}
