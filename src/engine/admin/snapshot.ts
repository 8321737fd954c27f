import type { StoreRecord } from '../../stores/store.ts'
import { nextTurn, type SteerableClock } from '../../time/clock.ts'
import { filePrefix } from '../act/files.ts'
import { expectRepeats } from '../act/lost-answers.ts'
import type { MockContext } from '../mock-context.ts'
import { jobRecord, type Task, taskOf, taskPrefix, taskRecord } from '../model/task.ts'
import type { Snapshot } from './snapshot-schema.ts'

/** Returns the world to which a record of a checked snapshot belongs. */
const worldOf = ([key, value]: StoreRecord): string =>
  key.startsWith(filePrefix) ? (key.slice(filePrefix.length).split(':')[0] ?? '') : (JSON.parse(value) as Task).world

/** A snapshot has the names of a task's fields; the store omits them to save memory. */
const toSnapshotRecord = ([key, value]: StoreRecord): StoreRecord =>
  key.startsWith(taskPrefix) ? [key, JSON.stringify(taskOf(key, value))] : [key, value]
const toStoreRecord = ([key, value]: StoreRecord): StoreRecord =>
  key.startsWith(taskPrefix) ? [key, taskToRecord(JSON.parse(value) as Task)] : [key, value]
const taskToRecord = (task: Task) => taskRecord(task, jobRecord(task.job))

/** Worlds that are brought up to date together; fewer than `maxWorlds`, so that all are in memory then. */
const worldsAtOnce = 1000

const clockStateOf = (clock: SteerableClock) => ({ now: clock.now(), frozen: clock.isFrozen() })

function setClock(clock: SteerableClock, { now, frozen }: { now: number; frozen: boolean }): void {
  if (frozen) clock.freeze()
  else clock.resume()
  clock.set(now)
}

/** Lists the records of some worlds, or of all, in pages. */
async function* listRecords({ state: { store } }: MockContext, ids: readonly string[] | undefined) {
  for (const id of ids ?? [undefined]) yield* store.list(id)
}

/**
 * Takes a snapshot of the worlds `ids`; without `ids`, of all worlds and the clock of the mock. Yields the parts of a JSON text,
 * because the whole can be longer than any string.
 */
export async function* takeSnapshot(mock: MockContext, ids: readonly string[] | undefined): AsyncGenerator<string> {
  const { store, worlds } = mock.state
  const worldIds = ids ?? [...new Set([...worlds.all().map(({ id }) => id), ...(await store.listWorlds())])]
  const states: Snapshot['worlds'][number][] = []
  // A process does not hold all worlds at once.
  for (let start = 0; start < worldIds.length; start += worldsAtOnce) {
    const page = worldIds.slice(start, start + worldsAtOnce)
    await worlds.refresh(page)
    states.push(...page.map((id) => ({ id, ...clockStateOf(worlds.of(id).clock) })))
  }
  const head = {
    format: 2,
    clock: ids ? null : clockStateOf(worlds.root.clock),
    worlds: states,
  } satisfies Partial<Snapshot>
  yield `${JSON.stringify(head).slice(0, -1)},"records":[`
  let isFirst = true
  for await (const page of listRecords(mock, ids)) {
    if (page.length === 0) continue
    yield `${isFirst ? '' : ','}${page.map((record) => JSON.stringify(toSnapshotRecord(record))).join(',')}`
    isFirst = false
    await nextTurn()
  }
  yield ']}'
}

/** Removes the tasks, files and callbacks of the worlds `ids`, or of all worlds. Other requests are answered between two pages. */
export async function forgetRecords(mock: MockContext, ids: readonly string[] | undefined): Promise<void> {
  mock.state.callbacks.forget(ids)
  for await (const page of listRecords(mock, ids)) {
    await Promise.all(page.map(([key]) => mock.state.store.remove(key)))
    await nextTurn()
  }
}

/** Restores the tasks, files and clocks of the worlds in the snapshot. Other worlds stay unchanged. */
export async function restoreSnapshot(mock: MockContext, snapshot: Snapshot): Promise<void> {
  const { store, worlds } = mock.state
  await forgetRecords(
    mock,
    snapshot.worlds.map(({ id }) => id),
  )
  const { clock } = snapshot
  if (clock) await worlds.change(worlds.root, (root) => setClock(root.clock, clock))
  for (const { id, ...state } of snapshot.worlds) {
    const world = worlds.of(id)
    await worlds.change(world, (changed) => setClock(changed.clock, state))
    // The clock may go back behind the current windows of the limits.
    await worlds.renew(world)
  }
  await worlds.renew(worlds.root)
  for (const record of snapshot.records) await store.putIfAbsent(...toStoreRecord(record), worldOf(record))
  // Parsing only these tasks, because a snapshot can have a million.
  const lost = snapshot.records.filter(
    ([key, value]) => key.startsWith(taskPrefix) && /"(?:isAnswerLost|repeats)":/.test(value),
  )
  await expectRepeats(
    mock,
    lost.map(([, value]) => JSON.parse(value) as Task),
  )
}
