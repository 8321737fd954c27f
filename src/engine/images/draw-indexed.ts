import type { Job } from '../model/job.ts'
import { gradientPalette } from '../pixels/gradient.ts'
import { writePng } from '../pixels/write-png.ts'
import { advanceOf, measureAdvances } from './advances.ts'
import { drawBands } from './draw-bands.ts'
import type { Line } from './draw-lines.ts'
import { findGround } from './ground.ts'
import { layOut } from './lay-out.ts'
import { layTexts, listFacts } from './lay-texts.ts'
import { placeLetters } from './place-letters.ts'
import { isSimple } from './simple-text.ts'

const none: ReadonlySet<string> = new Set()

/**
 * Draws an image as PNG from a ground and pictures of letters that were drawn before: only rows with text are compressed. Undefined
 * for images that need more: references, a transparent background, emoji, or letters that join.
 */
export async function drawIndexed(id: string, job: Job, index: number): Promise<Buffer | undefined> {
  const { width, height, references, mask, transparent } = job
  if (transparent || mask || references.length > 0) return undefined
  const facts = listFacts(id, job, index, none)
  const layout = layOut(id, job, index, facts.length)
  const lines = layTexts(job, layout, facts, none)
  if (!lines.every(({ text }) => isSimple(text)) || !(await isMeasurable(lines))) return undefined
  const ground = findGround({ width, height, unit: layout.unit })
  const bands = await drawBands(ground, await placeLetters(lines))
  return writePng(width, height, gradientPalette(layout.hue), bands)
}

/** Measures the letters of lines; false if a letter can be no picture of its own. */
async function isMeasurable(lines: readonly Line[]): Promise<boolean> {
  const letters = new Set(lines.flatMap(({ text }) => [...text]))
  await measureAdvances(letters)
  return [...letters].every((letter) => advanceOf(letter) !== undefined)
}
