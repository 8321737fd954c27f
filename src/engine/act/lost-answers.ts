import { update } from '../../stores/store.ts'
import type { MockContext } from '../mock-context.ts'
import { digestOfParts } from '../model/digest.ts'
import { jobRecord, type Task } from '../model/task.ts'
import { countKey, type World } from '../request/worlds.ts'
import { changeTask, findTask, stateOf } from './task-store.ts'

/** Most tasks with a lost answer that are known for equal requests of a world. */
const maxKnown = 100

/** Returns the key of the value that lists, by their ids, the tasks of equal requests whose answers were lost. */
const lostKey = (world: World, provider: string, jobText: string): string =>
  countKey(world, 'lost', digestOfParts(32, provider, jobText))

const idsIn = (text: string | undefined): string[] => text?.split(' ') ?? []

/** Notes that the client never got the whole answer to the request that created the task. `task` is the task as it was created. */
export async function noteLostAnswer(mock: MockContext, task: Task): Promise<void> {
  let isNew = false
  const stored = await changeTask(mock, task, (known) => {
    isNew = known.isAnswerLost === undefined
    return isNew ? { ...known, isAnswerLost: true } : known
  })
  if (stored && isNew) await expectRepeat(mock, task)
}

/** Notes that the client got to know a task whose answer was lost: by a repeat with its idempotency key, or by a poll. */
export async function noteKnownTask(mock: MockContext, task: Task): Promise<void> {
  const { state } = mock
  await changeTask(mock, task, ({ isAnswerLost: _, ...known }) => known)
  await update(state.store, lostKey(state.worlds.of(task.world), task.provider, jobRecord(task.job)), (before) => {
    const others = idsIn(before).filter((id) => id !== task.id)
    return others.length > 0 ? others.join(' ') : undefined
  })
}

/** Makes a task known to the next equal request. */
async function expectRepeat({ state }: MockContext, { provider, id, world, job }: Task): Promise<void> {
  const key = lostKey(state.worlds.of(world), provider, jobRecord(job))
  await update(state.store, key, (before) => [...idsIn(before), id].slice(-maxKnown).join(' '))
}

/** Makes restored tasks with lost answers known to the next equal requests, unless a restored task repeats them already. */
export async function expectRepeats(mock: MockContext, tasks: readonly Task[]): Promise<void> {
  const repeated = new Set(tasks.map(({ repeats }) => repeats))
  for (const task of tasks) if (task.isAnswerLost && !repeated.has(task.id)) await expectRepeat(mock, task)
}

/**
 * Returns the id of the oldest task of an equal request whose answer was lost; undefined if there is none, or if all such tasks
 * failed or were cancelled. A lost answer explains one repeat: a later equal request asks for another image.
 */
export async function takeLostTask(
  mock: MockContext,
  { provider, world }: { readonly provider: { readonly id: string }; readonly world: World },
  jobText: string,
): Promise<string | undefined> {
  const { store } = mock.state
  const key = lostKey(world, provider.id, jobText)
  for (;;) {
    const before = await store.get(key)
    if (before === undefined) return undefined
    const [oldest = '', ...others] = idsIn(before)
    if (!(await store.replace(key, before, others.length > 0 ? others.join(' ') : undefined))) continue
    const task = await findTask(mock, provider.id, oldest, world)
    if (task && !['failed', 'cancelled'].includes(stateOf(mock, task))) return oldest
  }
}
