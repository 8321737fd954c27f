import { LRUCache } from 'lru-cache'
import type { Task } from '../model/task.ts'
import { Piece } from '../pixels/piece.ts'
import { addFonts } from './add-fonts.ts'
import { compose, textsOf } from './compose.ts'
import { DrawnImage } from './drawn-image.ts'
import { encode, enlarge } from './encode.ts'
import { findMissingLetters } from './missing-letters.ts'
import { type PartialImage, squaresOf } from './partial-image.ts'
import { coarsenSheet, finishSheet, layOutSheet } from './sheet.ts'
import { withSharp } from './with-sharp.ts'

type OnMissingLetters = (letters: ReadonlySet<string>) => void

interface Drawing {
  readonly task: Task
  readonly index: number
  readonly step: PartialImage | undefined
  readonly onMissingLetters: OnMissingLetters | undefined
}

/**
 * Caches the latest images, bounded in bytes. Simultaneous requests for one image share the drawing. A full cache does not end
 * drawings that are under way.
 */
const latestImages = new LRUCache<string, DrawnImage, Drawing>({
  maxSize: 16 * 2 ** 20,
  sizeCalculation: ({ size }) => size,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _stale, { context }) => {
    drawn++
    return (context.step ? coarsen(context, context.step) : renderImage(context)).then(
      (pieces) => new DrawnImage(pieces),
    )
  },
})

let drawn = 0
/** Returns the number of images that this process has drawn. */
export const countDrawnImages = (): number => drawn

export const mediaTypeOf = (format: Task['job']['format']) => `image/${format}`

/**
 * Draws an image of a task in the requested format and size. The image shows prompt, size, task id, references and mask. With
 * `partial`, draws the partial image of a stream. Equal arguments give equal bytes. `onMissingLetters` gets the letters that
 * no font has, unless the image was drawn before.
 */
export async function findImage(
  task: Task,
  index: number,
  partial?: PartialImage,
  onMissingLetters?: OnMissingLetters,
): Promise<DrawnImage> {
  const key = [task.id, index, ...(partial ? [partial.index, partial.total] : [])].join('/')
  const image = await latestImages.fetch(key, { context: { task, index, step: partial, onMissingLetters } })
  if (!image) throw new Error(`the image of ${task.id} was not drawn`)
  return image
}

/** Draws an image of a task as `findImage` does, and returns its bytes. */
export const draw = async (...drawing: Parameters<typeof findImage>): Promise<Buffer> =>
  (await findImage(...drawing)).bytes

async function renderImage(drawing: Drawing): Promise<readonly Piece[]> {
  const { id, job } = drawing.task
  const { sheet, missing } = await prepare(drawing)
  if (sheet) return finishSheet(sheet, job)
  const bytes = await withSharp(async (sharp) =>
    encode(sharp(Buffer.from(await compose(sharp, id, job, drawing.index, missing))), job),
  )
  return [new Piece(bytes)]
}

async function prepare({ task: { id, job }, index, onMissingLetters }: Drawing) {
  await addFonts()
  const missing = await findMissingLetters(textsOf(job))
  if (missing.size > 0) onMissingLetters?.(missing)
  return { missing, sheet: missing.size > 0 ? undefined : await layOutSheet(id, job, index) }
}

/** Draws the finished image in squares. */
async function coarsen(drawing: Drawing, partial: PartialImage): Promise<readonly Piece[]> {
  const { job } = drawing.task
  const { sheet } = await prepare(drawing)
  if (sheet) return coarsenSheet(sheet, job, partial)
  const { across, down } = squaresOf(job, partial)
  const finished = await draw(drawing.task, drawing.index)
  const { data, info } = await withSharp((sharp) =>
    sharp(finished).resize(across, down, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true }),
  )
  return [new Piece(await enlarge(data, info, job))]
}
