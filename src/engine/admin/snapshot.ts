import type { SteerableClock } from '../../time/clock.ts'
import { filePrefix } from '../act/files.ts'
import type { MockContext } from '../mock-context.ts'
import { jobRecord, type Task, taskOf, taskPrefix, taskRecord } from '../model/task.ts'
import { resetCounts } from '../request/worlds.ts'
import type { Snapshot } from './snapshot-schema.ts'

/** Returns the world to which a record of the store belongs. */
const worldOf = ([key, value]: readonly [string, string]): string =>
  key.startsWith(filePrefix) ? (key.slice(filePrefix.length).split(':')[0] ?? '') : taskOf(key, value).world

type StoreRecord = [key: string, value: string]

/** A snapshot has the names of a task's fields; the store omits them to save memory. */
const toSnapshotRecord = ([key, value]: StoreRecord): StoreRecord =>
  key.startsWith(taskPrefix) ? [key, JSON.stringify(taskOf(key, value))] : [key, value]
const toStoreRecord = ([key, value]: StoreRecord): StoreRecord =>
  key.startsWith(taskPrefix) ? [key, taskToRecord(JSON.parse(value) as Task)] : [key, value]
const taskToRecord = (task: Task) => taskRecord(task, jobRecord(task.job))

async function listRecords(
  { state: { store } }: MockContext,
  ids: readonly string[] | undefined,
): Promise<StoreRecord[]> {
  const lists = await Promise.all([taskPrefix, filePrefix].map((prefix) => store.list(prefix)))
  return lists.flat().filter((record) => !ids || ids.includes(worldOf(record)))
}

const clockStateOf = (clock: SteerableClock) => ({ now: clock.now(), frozen: clock.isFrozen() })

function setClock(clock: SteerableClock, { now, frozen }: { now: number; frozen: boolean }): void {
  if (frozen) clock.freeze()
  else clock.resume()
  clock.set(now)
}

/** Takes a snapshot of the worlds `ids`; without `ids`, of all worlds and the clock of the mock. */
export async function takeSnapshot(
  mock: MockContext,
  clock: SteerableClock,
  ids: readonly string[] | undefined,
): Promise<Snapshot> {
  const records = await listRecords(mock, ids)
  const worldIds = ids ?? [...new Set([...mock.state.worlds.all().map(({ id }) => id), ...records.map(worldOf)])]
  const worlds = worldIds.map((id) => ({ id, ...clockStateOf(mock.state.worlds.of(id).clock) }))
  return { format: 1, clock: ids ? null : clockStateOf(clock), worlds, records: records.map(toSnapshotRecord) }
}

/** Removes the tasks and files of the worlds `ids`, or of all worlds. */
export async function forgetRecords(mock: MockContext, ids: readonly string[] | undefined): Promise<void> {
  for (const [key] of await listRecords(mock, ids)) await mock.state.store.remove(key)
}

/** Restores the tasks, files and clocks of the worlds in the snapshot. Other worlds stay unchanged. */
export async function restoreSnapshot(
  mock: MockContext,
  clock: SteerableClock,
  { clock: mockClockState, worlds, records }: Snapshot,
): Promise<void> {
  await forgetRecords(
    mock,
    worlds.map(({ id }) => id),
  )
  if (mockClockState) setClock(clock, mockClockState)
  for (const { id, ...worldClockState } of worlds) {
    const world = mock.state.worlds.of(id)
    setClock(world.clock, worldClockState)
    // The clock may go back behind the current windows of the limits.
    resetCounts(world)
    world.linkedTasks.clear()
    world.cancelledTasks.clear()
  }
  resetCounts(mock.state.worlds.user)
  for (const record of records) await mock.state.store.putIfAbsent(...toStoreRecord(record))
  mock.state.requestCounts.clear()
}
