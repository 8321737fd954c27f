import type { Job } from '../model/job.ts'
import type { Line } from './draw-lines.ts'
import { hasHoles } from './draw-mask.ts'
import { fitText, lineHeight } from './fit-text.ts'
import { type Cell, factHeight, type Layout } from './lay-out.ts'
import { fitFirst, shorten } from './letters.ts'
import { listCodePoints } from './missing-letters.ts'
import { nameOf, sizeOf } from './reference-label.ts'

/** Fact about an image, in a line at its bottom. */
export interface Fact {
  readonly text: string
  readonly colour?: string
}

/** Lists the facts at the bottom of an image. */
export function listFacts(id: string, job: Job, index: number, missing: ReadonlySet<string>): Fact[] {
  const { width, height, format, transparent, mask, model, tier, n } = job
  const size = `${width}x${height} ${format}${transparent ? ' transparent' : ''}`
  const masked = mask && hasHoles(mask) ? `mask ${nameOf(mask)} ${sizeOf(mask)}` : undefined
  return [
    ...(missing.size > 0 ? [{ text: `No font has ${listCodePoints(missing, 3)}`, colour: '#b00020' }] : []),
    { text: [size, masked].filter(Boolean).join(', ') },
    { text: [model, tier, `image ${index + 1} of ${n}`].filter(Boolean).join(', ') },
    { text: id },
  ]
}

/** Lays out all lines of an image: prompt, labels of the references, facts. */
export const layTexts = (job: Job, layout: Layout, facts: readonly Fact[], missing: ReadonlySet<string>): Line[] => [
  ...layPrompt(job, layout, missing),
  ...layout.cells.flatMap(layLabel),
  ...layFacts(facts, job, layout),
]

function layPrompt(
  { width, prompt }: Job,
  { pad, promptSizes, promptEnd }: Layout,
  missing: ReadonlySet<string>,
): Line[] {
  const box = { width: width - 2 * pad, height: promptEnd - pad, sizes: promptSizes, missing }
  const { lines, size } = fitText(prompt, box)
  return lines.map((text, row) => ({ text, x: pad, y: pad + size * (1 + row * lineHeight), size }))
}

const layLabel = ({ label, x, y, edge, font }: Cell): Line[] =>
  label.map((texts, row) => ({
    text: fitFirst(texts, edge / font),
    ...{ x, size: font },
    y: y - font * (0.4 + (label.length - 1 - row) * lineHeight),
  }))

const layFacts = (facts: readonly Fact[], { width, height }: Job, { pad, font }: Layout): Line[] =>
  facts.map(({ text, colour }, row) => ({
    text: shorten(text, (width - 2 * pad) / font),
    ...{ x: pad, size: font },
    y: height - pad - font * factHeight * (facts.length - 1 - row),
    ...(colour ? { colour } : {}),
  }))
