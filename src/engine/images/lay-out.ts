import { createHash } from 'node:crypto'
import type { InputImage } from '../model/image.ts'
import type { Job } from '../model/job.ts'
import { hasHoles } from './draw-mask.ts'
import { lineHeight } from './fit-text.ts'
import { type Label, labelReferences } from './reference-label.ts'

/** Square for a reference image, with the lines of its label above it. */
export interface Cell {
  readonly image: InputImage
  readonly label: Label
  readonly x: number
  readonly y: number
  readonly edge: number
  /** Size of the letters of the label, in pixels. */
  readonly font: number
}

/** Positions in an image, in pixels. All grow with the shorter edge of the image. */
export interface Layout {
  readonly unit: number
  readonly pad: number
  /** Size of the letters of the facts below. */
  readonly font: number
  readonly hue: number
  /** Positions of the references, and of a mask without transparent pixels. */
  readonly cells: readonly Cell[]
  /** Sizes of the letters of a prompt, from the largest. */
  readonly promptSizes: readonly number[]
  /** End of the prompt's area. */
  readonly promptEnd: number
}

/** Smallest letters of a prompt that a person can read, in pixels. */
const legible = 7
/** Height of a line of facts, in em. */
export const factHeight = 1.35
/** Most references side by side. */
const perRow = 8

/** Lays out an image with `facts` lines of facts at its bottom. */
export function layOut(id: string, job: Job, index: number, facts: number): Layout {
  const { width, height, references, mask } = job
  const unit = Math.max(1, Math.min(width, height) / 40)
  const [pad, font] = [unit * 2, unit * 1.28]
  const inputs = [...references, ...(mask && !hasHoles(mask) ? [mask] : [])]
  const factsStart = height - pad - font * (factHeight * (facts - 1) + 1.8)
  const cells = placeCells(inputs, { unit, pad, width, end: factsStart })
  const labelHeight = (cells[0]?.font ?? 0) * lineHeight * 3
  const sizes = [2.6, 2.2, 1.9, 1.6, 1.3, 1.05, 0.85, 0.7].map((size) => size * unit)
  return {
    ...{ unit, pad, font, cells },
    hue: hueOf(id, job, index),
    promptSizes: sizes.filter((size, position) => position === 0 || size >= legible),
    promptEnd: (cells[0]?.y ?? factsStart) - labelHeight - unit / 2,
  }
}

/** Hues of images without a background. */
const transparentHues = 8

/**
 * Computes the hue of an image: by its references, or else by its task. Images of the same references and mask differ in their texts
 * alone, so that they share what takes long to draw, and transparent images have few hues.
 */
function hueOf(id: string, { references, mask, transparent }: Job, index: number): number {
  const digest = (text: string) => createHash('sha256').update(text).digest().readUInt16BE()
  const inputs = mask ? [...references, mask] : references
  if (inputs.length > 0) return digest(inputs.map(({ sha256 }) => sha256).join()) % 360
  const number = digest(`${id}/${index}`)
  return transparent ? (number % transparentHues) * (360 / transparentHues) : number % 360
}

interface Area {
  readonly unit: number
  readonly pad: number
  readonly width: number
  readonly end: number
}

function placeCells(inputs: readonly InputImage[], { unit, pad, width, end }: Area): Cell[] {
  const rows = Math.ceil(inputs.length / perRow)
  const columns = Math.ceil(inputs.length / Math.max(1, rows))
  const gap = unit / 2
  const largest = rows > 1 ? unit * 5 : unit * 8
  const edge = Math.max(1, Math.floor(Math.min(largest, (width - 2 * pad) / Math.max(1, columns) - gap)))
  const font = Math.max(edge * 0.1, unit / 2, Math.min(legible, unit))
  const labels = labelReferences(inputs)
  return inputs.map((image, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns]
    const below = (rows - 1 - row) * (edge + font * lineHeight * 3 + gap)
    return {
      ...{ image, edge, font },
      label: labels[index] ?? [],
      x: Math.floor(pad + column * (edge + gap)),
      y: Math.max(0, Math.floor(end - edge - below)),
    }
  })
}
