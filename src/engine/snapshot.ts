import { z } from 'zod'
import type { SteerableClock } from '../clock.ts'
import type { Engine } from './act.ts'
import { filePrefix } from './files.ts'
import { jobRecord, type Task, taskKey, taskOf, taskPrefix, taskRecord } from './task.ts'

const stand = { now: z.number().positive().max(Number.MAX_SAFE_INTEGER), frozen: z.boolean() }
const picture = z.looseObject({ source: z.string(), name: z.string(), bytes: z.number(), sha256: z.string() })
const edge = z.int().min(1).max(16_383)
const task = z.looseObject({
  id: z.string(),
  provider: z.string(),
  world: z.string(),
  number: z.number(),
  createdAt: z.number(),
  startsAt: z.number(),
  endsAt: z.number(),
  pictures: z.int().min(1).max(64),
  partials: z.int().min(0).max(64),
  job: z.looseObject({
    does: z.enum(['generate', 'edit']),
    prompt: z.string(),
    n: z.int(),
    width: edge,
    height: edge,
    format: z.enum(['png', 'jpeg', 'webp']),
    references: z.array(picture),
    mask: picture.optional(),
    asked: z.looseObject({}),
  }),
})
const file = z.looseObject({ id: z.string(), createdAt: z.number(), purpose: z.string(), picture })

/** Whose a record of the store is. */
const worldOf = ([key, value]: readonly [string, string]): string =>
  key.startsWith(filePrefix) ? (key.slice(filePrefix.length).split(':')[0] ?? '') : taskOf(key, value).world

type StoreRecord = [key: string, value: string]

/** A snapshot says a task with names; a store keeps it without. */
const told = ([key, value]: StoreRecord): StoreRecord =>
  key.startsWith(taskPrefix) ? [key, JSON.stringify(taskOf(key, value))] : [key, value]
const kept = ([key, value]: StoreRecord): StoreRecord =>
  key.startsWith(taskPrefix) ? [key, recordOf(JSON.parse(value) as Task)] : [key, value]
const recordOf = (task: Task) => taskRecord(task, jobRecord(task.job))

/** Whose a record is that comes from outside; undefined for what is none. A removed file is an empty one beside its own. */
function judgedWorldOf([key, value]: readonly [string, string]): string | undefined {
  if (key.startsWith(filePrefix)) {
    const isFile = value === '' ? key.endsWith(':removed') : file.safeParse(toJson(value)).success
    return isFile ? key.slice(filePrefix.length).split(':')[0] : undefined
  }
  const { data } = task.safeParse(toJson(value))
  return data && key === taskKey(data) ? data.world : undefined
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** All that a mock knows of some keys, or of all: what was made, and how their clocks stand. */
export const snapshotSchema = z
  .strictObject({
    format: z.literal(1),
    /** That of the mock; null where the snapshot is of a key. */
    clock: z.strictObject(stand).nullable(),
    worlds: z.array(z.strictObject({ id: z.string(), ...stand })),
    records: z.array(z.tuple([z.string(), z.string()])),
  })
  .superRefine(({ worlds, records }, { addIssue }) => {
    const ids = new Set(worlds.map(({ id }) => id))
    for (const [index, record] of records.entries())
      if (!ids.has(judgedWorldOf(record) ?? ''))
        addIssue({
          code: 'custom',
          path: ['records', index],
          message: 'is no record of a task or a file of these worlds',
        })
  })
type Snapshot = z.infer<typeof snapshotSchema>

async function recordsOf({ store }: Engine, ids: readonly string[] | undefined): Promise<StoreRecord[]> {
  const lists = await Promise.all([taskPrefix, filePrefix].map((prefix) => store.list(prefix)))
  return lists.flat().filter((record) => !ids || ids.includes(worldOf(record)))
}

const standOf = (clock: SteerableClock) => ({ now: clock.now(), frozen: clock.isFrozen() })

function put(clock: SteerableClock, { now, frozen }: { now: number; frozen: boolean }): void {
  if (frozen) clock.freeze()
  else clock.resume()
  clock.set(now)
}

/** `ids` are the worlds that are meant; all, and the clock of the mock, when not given. */
export async function takeSnapshot(
  engine: Engine,
  clock: SteerableClock,
  ids: readonly string[] | undefined,
): Promise<Snapshot> {
  const records = await recordsOf(engine, ids)
  const known = ids ?? [...new Set([...engine.worlds.all().map(({ id }) => id), ...records.map(worldOf)])]
  const worlds = known.map((id) => ({ id, ...standOf(engine.worlds.of(id).clock) }))
  return { format: 1, clock: ids ? null : standOf(clock), worlds, records: records.map(told) }
}

/** Forgets what was made in the worlds, or in all. */
export async function forgetRecords(engine: Engine, ids: readonly string[] | undefined): Promise<void> {
  for (const [key] of await recordsOf(engine, ids)) await engine.store.remove(key)
}

/** Puts what was made in the worlds of the snapshot, and the clocks in it, back to what they were; all else stays. */
export async function restore(
  engine: Engine,
  clock: SteerableClock,
  { clock: stood, worlds, records }: Snapshot,
): Promise<void> {
  await forgetRecords(
    engine,
    worlds.map(({ id }) => id),
  )
  if (stood) put(clock, stood)
  for (const { id, ...stands } of worlds) {
    const world = engine.worlds.of(id)
    put(world.clock, stands)
    // Windows of limits may lie in the time that was taken back.
    world.limiters.clear()
    world.linked.clear()
  }
  for (const record of records) await engine.store.putIfAbsent(...kept(record))
  engine.counts.clear()
}
