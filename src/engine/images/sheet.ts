import type { Job } from '../model/job.ts'
import { gradientPalette } from '../pixels/gradient.ts'
import { averageSquares, type Squares } from '../pixels/squares.ts'
import { type Palette, writePng } from '../pixels/write-png.ts'
import { advanceOf, measureAdvances } from './advances.ts'
import { isOutlined } from './compose.ts'
import { drawBands, stampLines } from './draw-bands.ts'
import type { Line } from './draw-lines.ts'
import { findGround, type Ground } from './ground.ts'
import { layOut } from './lay-out.ts'
import { layTexts, listFacts } from './lay-texts.ts'
import { type PlacedLine, placeLetters } from './place-letters.ts'
import { isSimple } from './simple-text.ts'

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

/** Writes an image as PNG. Only its rows with text are compressed. */
export const writeSheet = async ({ ground, palette, lines }: Sheet): Promise<Buffer> =>
  writePng(ground.width, ground.height, palette, await drawBands(ground, lines))

/** Computes squares of an image, and their mean colours. */
export function averageSheet({ ground, palette, lines }: Sheet, across: number, down: number): Squares {
  const bytes = ground.pixels.slice()
  stampLines(ground, { width: ground.width, first: 0, bytes }, lines)
  return averageSquares(bytes, palette, ground, { across, down })
}

/** Measures the letters of lines; false if a letter can be no picture of its own. */
async function isMeasurable(lines: readonly Line[]): Promise<boolean> {
  const letters = new Set(lines.flatMap(({ text }) => [...text]))
  await measureAdvances(letters)
  return [...letters].every((letter) => advanceOf(letter) !== undefined)
}
