import { LRUCache } from 'lru-cache'
import type { Job } from '../model/job.ts'
import { joinPieces, Piece } from '../pixels/piece.ts'
import { DrawnImage } from './drawn-image.ts'
import type { PartialImage } from './partial-image.ts'
import { coarsenSheet, finishSheet, layOutPlain } from './sheet.ts'

interface Drawing {
  readonly job: Job
  readonly step: PartialImage | undefined
}

/** Caches the latest plain images, bounded in bytes. Simultaneous requests for one image share the drawing. */
const plainImages = new LRUCache<string, DrawnImage, Drawing>({
  maxSize: 16 * 2 ** 20,
  sizeCalculation: ({ size }) => size,
  ignoreFetchAbort: true,
  fetchMethod: async (_key, _stale, { context: { job, step } }) => {
    const plain = { ...job, references: [], mask: undefined }
    const sheet = await layOutPlain(plain)
    // The port writes one piece in less time than many, and no other image shares the pieces.
    const pieces = await (step ? coarsenSheet(sheet, plain, step) : finishSheet(sheet, plain))
    return new DrawnImage([new Piece(joinPieces(pieces))])
  },
})

/** Draws an image without texts and references: all jobs with equal size, format and background get the same bytes. */
export async function drawPlain(job: Job, step?: PartialImage): Promise<DrawnImage> {
  const { width, height, format, compression, transparent } = job
  const key = [width, height, format, compression, transparent, step?.index, step?.total].join()
  const image = await plainImages.fetch(key, { context: { job, step } })
  if (!image) throw new Error(`the plain image ${key} was not drawn`)
  return image
}
