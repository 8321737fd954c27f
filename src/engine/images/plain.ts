import { LRUCache } from 'lru-cache'
import type { Job } from '../model/job.ts'
import type { PartialImage } from './partial-image.ts'
import { coarsenSheet, finishSheet, layOutPlain } from './sheet.ts'

interface Drawing {
  readonly job: Job
  readonly step: PartialImage | undefined
}

/** Caches the latest plain images, bounded in bytes. Simultaneous requests for one image share the drawing. */
const plainImages = new LRUCache<string, Buffer, Drawing>({
  maxSize: 32 * 2 ** 20,
  sizeCalculation: ({ length }) => length,
  ignoreFetchAbort: true,
  fetchMethod: async (_key, _stale, { context: { job, step } }) => {
    const plain = { ...job, references: [], mask: undefined }
    const sheet = await layOutPlain(plain)
    return step ? coarsenSheet(sheet, plain, step) : finishSheet(sheet, plain)
  },
})

/** Draws an image without texts and references: all jobs with equal size, format and background get the same bytes. */
export async function drawPlain(job: Job, step?: PartialImage): Promise<Buffer> {
  const { width, height, format, compression, transparent } = job
  const key = [width, height, format, compression, transparent, step?.index, step?.total].join()
  const bytes = await plainImages.fetch(key, { context: { job, step } })
  if (!bytes) throw new Error(`the plain image ${key} was not drawn`)
  return bytes
}
