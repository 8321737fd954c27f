import type { Job } from '../model/job.ts'
import { gradientPalette } from '../pixels/gradient.ts'
import { joinPieces, Piece } from '../pixels/piece.ts'
import { averageSquares, writeSquares } from '../pixels/squares.ts'
import { type Palette, writePng } from '../pixels/write-png.ts'
import { advanceOf, measureAdvances } from './advances.ts'
import { isOutlined } from './compose.ts'
import { drawBands, stampLines } from './draw-bands.ts'
import type { Line } from './draw-lines.ts'
import { encode, enlarge } from './encode.ts'
import { findGround, type Ground } from './ground.ts'
import { layOut } from './lay-out.ts'
import { layTexts, listFacts } from './lay-texts.ts'
import { type PartialImage, squaresOf } from './partial-image.ts'
import { type PlacedLine, placeLetters } from './place-letters.ts'
import { isSimple } from './simple-text.ts'
import { withSharp } from './with-sharp.ts'

/** Image whose ground and letters were drawn before, for this image or for others. */
export interface Sheet {
  readonly ground: Ground
  readonly palette: Palette
  readonly lines: readonly PlacedLine[]
}

const none: ReadonlySet<string> = new Set()

/** Puts an image together from its ground and pictures of letters. Undefined for texts with emoji or with letters that join. */
export async function layOutSheet(id: string, job: Job, index: number): Promise<Sheet | undefined> {
  const facts = listFacts(id, job, index, none)
  const layout = layOut(id, job, index, facts.length)
  const lines = layTexts(job, layout, facts, none)
  if (!lines.every(({ text }) => isSimple(text)) || !(await isMeasurable(lines))) return undefined
  const ground = await findGround(job, layout)
  const placed = await placeLetters(lines, isOutlined(job))
  return { ground, palette: ground.palette ?? gradientPalette(layout.hue), lines: placed }
}

/** Lays out an image without texts. */
export async function layOutPlain(job: Job): Promise<Sheet> {
  const layout = layOut('', job, 0, 0)
  const ground = await findGround(job, layout)
  return { ground, palette: ground.palette ?? gradientPalette(layout.hue), lines: [] }
}

/** Encodes an image in the requested format. Only the rows with text of a PNG are compressed. */
export async function finishSheet({ ground, palette, lines }: Sheet, job: Job): Promise<Piece[]> {
  const png = writePng(ground.width, ground.height, palette, await drawBands(ground, lines))
  return job.format === 'png' ? png : [new Piece(await withSharp(async (sharp) => encode(sharp(joinPieces(png)), job)))]
}

/** Encodes an image in squares of their mean colours. */
export async function coarsenSheet(
  { ground, palette, lines }: Sheet,
  job: Job,
  partial: PartialImage,
): Promise<Piece[]> {
  const bytes = ground.pixels.slice()
  stampLines(ground, { width: ground.width, first: 0, bytes }, lines)
  const squares = averageSquares(bytes, palette, ground, squaresOf(job, partial))
  if (job.format === 'png') return writeSquares(ground.width, ground.height, squares)
  const { across, down, channels, data } = squares
  return [new Piece(await enlarge(data, { width: across, height: down, channels }, job))]
}

/** Measures the letters of lines; false if a letter can be no picture of its own. */
async function isMeasurable(lines: readonly Line[]): Promise<boolean> {
  const letters = new Set(lines.flatMap(({ text }) => [...text]))
  await measureAdvances(letters)
  return [...letters].every((letter) => advanceOf(letter) !== undefined)
}
