import { z } from 'zod'
import type { Engine } from './act.ts'
import { filePrefix } from './files.ts'
import { taskPrefix } from './task.ts'
import type { World } from './worlds.ts'

const madeSchema = z.looseObject({ id: z.string(), createdAt: z.number() })
const taskSchema = madeSchema.extend({
  provider: z.string(),
  world: z.string(),
  endsAt: z.number(),
  job: z.looseObject({ does: z.string(), prompt: z.string(), n: z.number() }),
})

/** A removed file is an empty record beside its own. */
function isRecord([key, value]: [string, string]): boolean {
  if (key.startsWith(filePrefix) && value === '') return true
  const schema = key.startsWith(taskPrefix) ? taskSchema : key.startsWith(filePrefix) ? madeSchema : z.never()
  try {
    return schema.safeParse(JSON.parse(value)).success
  } catch {
    return false
  }
}

/** All that a mock knows of some keys, or of all: what was made, and how their clocks stand. */
export const snapshotSchema = z.strictObject({
  format: z.literal(1),
  worlds: z.array(z.strictObject({ id: z.string(), now: z.number(), frozen: z.boolean() })),
  records: z.array(z.tuple([z.string(), z.string()]).refine(isRecord, 'is no record of a task or a file')),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** Whose record it is. */
function worldOf(key: string, value: string): string {
  if (key.startsWith(filePrefix)) return key.slice(filePrefix.length).split(':')[0] ?? ''
  return (JSON.parse(value) as { world: string }).world
}

async function recordsOf({ store }: Engine, ids: readonly string[] | undefined): Promise<[string, string][]> {
  const lists = await Promise.all([taskPrefix, filePrefix].map((prefix) => store.list(prefix)))
  return lists.flat().filter(([key, value]) => !ids || ids.includes(worldOf(key, value)))
}

/** `ids` are the worlds that are meant; all when not given. */
export async function takeSnapshot(engine: Engine, ids: readonly string[] | undefined): Promise<Snapshot> {
  const worlds = ids ? ids.map((id) => engine.worlds.of(id)) : engine.worlds.all()
  const told = ({ id, clock }: World) => ({ id, now: clock.now(), frozen: clock.isFrozen() })
  return { format: 1, worlds: worlds.map(told), records: await recordsOf(engine, ids) }
}

/** Forgets what was made in the worlds, or in all. */
export async function forgetRecords(engine: Engine, ids: readonly string[] | undefined): Promise<void> {
  for (const [key] of await recordsOf(engine, ids)) await engine.store.remove(key)
}

/** Puts what was made in the worlds of the snapshot, and their clocks, back to what they were; all else stays. */
export async function restore(engine: Engine, { worlds, records }: Snapshot): Promise<void> {
  await forgetRecords(
    engine,
    worlds.map(({ id }) => id),
  )
  for (const { id, now, frozen } of worlds) {
    const { clock } = engine.worlds.of(id)
    if (frozen) clock.freeze()
    clock.set(now)
  }
  for (const [key, value] of records) await engine.store.putIfAbsent(key, value)
  engine.counts.clear()
}
