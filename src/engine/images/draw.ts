import { LRUCache } from 'lru-cache'
import type { CreateRaw, Sharp } from 'sharp'
import type { Job } from '../model/job.ts'
import type { Task } from '../model/task.ts'
import { writeSquares } from '../pixels/squares.ts'
import { addFonts } from './add-fonts.ts'
import { compose, textsOf } from './compose.ts'
import { findMissingLetters } from './missing-letters.ts'
import { averageSheet, layOutSheet, writeSheet } from './sheet.ts'
import { withSharp } from './with-sharp.ts'

/** Partial image of a stream: number `index`, from 0, of `total` before the finished image. */
export interface PartialImage {
  readonly index: number
  readonly total: number
}

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
  maxSize: 64 * 2 ** 20,
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
  return bytes
}

async function renderImage(drawing: Drawing): Promise<Buffer> {
  const { id, job } = drawing.task
  const { sheet, missing } = await prepare(drawing)
  if (!sheet)
    return withSharp(async (sharp) =>
      encode(sharp(Buffer.from(await compose(sharp, id, job, drawing.index, missing))), job),
    )
  const png = await writeSheet(sheet)
  return job.format === 'png' ? png : withSharp(async (sharp) => encode(sharp(png), job))
}

async function prepare({ task: { id, job }, index, onMissingLetters }: Drawing) {
  await addFonts()
  const missing = await findMissingLetters(textsOf(job))
  if (missing.size > 0) onMissingLetters?.(missing)
  return { missing, sheet: missing.size > 0 ? undefined : await layOutSheet(id, job, index) }
}

/** Draws the finished image in squares; each step has squares of a quarter of the area. */
async function coarsen(drawing: Drawing, partial: PartialImage): Promise<Buffer> {
  const { width, height, format } = drawing.task.job
  const side = 2 ** (partial.total - partial.index + 3)
  // An image that is too small for such squares has at least one more square per edge than in the step before.
  const squaresAlong = (edge: number) => Math.max(partial.index + 1, Math.round(edge / side))
  const [across, down] = [squaresAlong(width), squaresAlong(height)]
  const { sheet } = await prepare(drawing)
  if (!sheet) return coarsenFinished(drawing, across, down)
  const squares = averageSheet(sheet, across, down)
  if (format === 'png') return writeSquares(width, height, squares)
  return enlarge(squares.data, { width: across, height: down, channels: squares.channels }, drawing.task.job)
}

async function coarsenFinished({ task, index }: Drawing, across: number, down: number): Promise<Buffer> {
  const finished = await draw(task, index)
  const { data, info } = await withSharp((sharp) =>
    sharp(finished).resize(across, down, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true }),
  )
  return enlarge(data, info, task.job)
}

/** Enlarges each pixel to a square. */
const enlarge = (data: Uint8Array, { width, height, channels }: CreateRaw, job: Job): Promise<Buffer> =>
  withSharp(async (sharp) =>
    encode(
      sharp(data, { raw: { width, height, channels } }).resize(job.width, job.height, {
        fit: 'fill',
        kernel: 'nearest',
      }),
      job,
    ),
  )

function encode(canvas: Sharp, { format, compression, transparent }: Job): Promise<Buffer> {
  const opaque = transparent && format !== 'jpeg' ? canvas : canvas.flatten({ background: '#ffffff' })
  const quality = compression === undefined ? {} : { quality: Math.max(1, compression) }
  if (format === 'jpeg') return opaque.jpeg(quality).toBuffer()
  // Level 6 takes a fifth longer for an image full of text, and saves 5 % of its bytes.
  return format === 'webp' ? opaque.webp(quality).toBuffer() : opaque.png({ compressionLevel: 4 }).toBuffer()
}
