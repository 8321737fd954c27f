import { z } from 'zod'
import { parseJson } from '../../values/parse-json.ts'
import { filePrefix, removedFile } from '../act/files.ts'
import { taskKey } from '../model/task.ts'

const clockState = { now: z.number().positive().max(Number.MAX_SAFE_INTEGER), frozen: z.boolean() }
const image = z.looseObject({ source: z.string(), name: z.string(), bytes: z.number(), sha256: z.string() })
const edge = z.int().min(1).max(16_383)
const task = z.looseObject({
  id: z.string(),
  provider: z.string(),
  world: z.string(),
  number: z.number(),
  createdAt: z.number(),
  startsAt: z.number(),
  endsAt: z.number(),
  images: z.int().min(1).max(64),
  partials: z.int().min(0).max(64),
  job: z.looseObject({
    does: z.enum(['generate', 'edit']),
    prompt: z.string(),
    n: z.int(),
    width: edge,
    height: edge,
    format: z.enum(['png', 'jpeg', 'webp']),
    references: z.array(image),
    mask: image.optional(),
    asked: z.looseObject({}),
  }),
})
const file = z.looseObject({ id: z.string(), createdAt: z.number(), purpose: z.string(), image: image })

/**
 * Returns the world of a record of a snapshot; undefined for an invalid record. The record of a file is the file, empty when the
 * file was removed, or the id of the file of a link.
 */
function recordWorldOf([key, value]: readonly [string, string]): string | undefined {
  if (key.startsWith(filePrefix)) {
    const isFile = value === removedFile || z.union([file, z.string()]).safeParse(parseJson(value)).success
    return isFile ? key.slice(filePrefix.length).split(':')[0] : undefined
  }
  const { data } = task.safeParse(parseJson(value))
  return data && key === taskKey(data) ? data.world : undefined
}

/** The state of some worlds, or of all: their tasks and files, and their clocks. */
export const snapshotSchema = z
  .strictObject({
    format: z.literal(2),
    /** Clock of the mock; null in the snapshot of a key. */
    clock: z.strictObject(clockState).nullable(),
    worlds: z.array(z.strictObject({ id: z.string(), ...clockState })),
    records: z.array(z.tuple([z.string(), z.string()])),
  })
  .superRefine(({ worlds, records }, { addIssue }) => {
    const ids = new Set(worlds.map(({ id }) => id))
    for (const [index, record] of records.entries())
      if (!ids.has(recordWorldOf(record) ?? ''))
        addIssue({
          code: 'custom',
          path: ['records', index],
          message: 'is not a record of a task or a file of these worlds',
        })
  })
export type Snapshot = z.infer<typeof snapshotSchema>
