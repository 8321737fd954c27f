import { LRUCache } from 'lru-cache'
import type { Task } from '../model/task.ts'
import { addFonts } from './add-fonts.ts'
import { compose, textsOf } from './compose.ts'
import { encode, enlarge } from './encode.ts'
import { findMissingLetters } from './missing-letters.ts'
import { type PartialImage, squaresOf } from './partial-image.ts'
import { coarsenSheet, finishSheet, layOutSheet } from './sheet.ts'
import { collectBuffers } from './tune-process.ts'
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
const latestImages = new LRUCache<string, Buffer, Drawing>({
  maxSize: 32 * 2 ** 20,
  sizeCalculation: ({ length }) => length,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _stale, { context }) => {
    drawn++
    return context.step ? coarsen(context, context.step) : renderImage(context)
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
export async function draw(
  task: Task,
  index: number,
  partial?: PartialImage,
  onMissingLetters?: OnMissingLetters,
): Promise<Buffer> {
  const key = [task.id, index, ...(partial ? [partial.index, partial.total] : [])].join('/')
  const bytes = await latestImages.fetch(key, { context: { task, index, step: partial, onMissingLetters } })
  if (!bytes) throw new Error(`the image of ${task.id} was not drawn`)
  // A response copies an image three times: as base64, as JSON, and for the socket.
  collectBuffers(4 * bytes.length)
  return bytes
}

async function renderImage(drawing: Drawing): Promise<Buffer> {
  const { id, job } = drawing.task
  const { sheet, missing } = await prepare(drawing)
  if (sheet) return finishSheet(sheet, job)
  return withSharp(async (sharp) =>
    encode(sharp(Buffer.from(await compose(sharp, id, job, drawing.index, missing))), job),
  )
}

async function prepare({ task: { id, job }, index, onMissingLetters }: Drawing) {
  await addFonts()
  const missing = await findMissingLetters(textsOf(job))
  if (missing.size > 0) onMissingLetters?.(missing)
  return { missing, sheet: missing.size > 0 ? undefined : await layOutSheet(id, job, index) }
}

/** Draws the finished image in squares. */
async function coarsen(drawing: Drawing, partial: PartialImage): Promise<Buffer> {
  const { job } = drawing.task
  const { sheet } = await prepare(drawing)
  if (sheet) return coarsenSheet(sheet, job, partial)
  const { across, down } = squaresOf(job, partial)
  const finished = await draw(drawing.task, drawing.index)
  const { data, info } = await withSharp((sharp) =>
    sharp(finished).resize(across, down, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true }),
  )
  return enlarge(data, info, job)
}
