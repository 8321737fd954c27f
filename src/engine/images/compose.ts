import type { InputImage } from '../model/image.ts'
import type { Job } from '../model/job.ts'
import { drawLines, ink, type Line } from './draw-lines.ts'
import { drawHoles, hasHoles } from './draw-mask.ts'
import { fitText, lineHeight, maxLength } from './fit-text.ts'
import { type Cell, factHeight, type Layout, layOut } from './lay-out.ts'
import { fitFirst, shorten } from './letters.ts'
import { listCodePoints } from './missing-letters.ts'
import { nameOf, sizeOf } from './reference-label.ts'
import type { SharpModule } from './with-sharp.ts'

/**
 * Composes an image as SVG: colours by the task, a frame that makes the edges visible, references and mask, text. `missing` are
 * letters of the texts that no font has; the image says so.
 */
export async function compose(
  sharp: SharpModule,
  id: string,
  job: Job,
  index: number,
  missing: ReadonlySet<string>,
): Promise<string> {
  const { width, height, transparent } = job
  const facts = listFacts(id, job, index, missing)
  const layout = layOut(id, job, index, facts.length)
  const { unit, hue, cells } = layout
  const background = await drawBackground(sharp, job, layout)
  const lines = [...layPrompt(job, layout, missing), ...cells.flatMap(layLabel), ...layFacts(facts, job, layout)]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue},70%,86%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360},60%,68%)"/></linearGradient></defs>
${transparent ? '' : `<rect width="${width}" height="${height}" fill="url(#g)"/>`}
${background}
${transparent && background === '' ? drawMark(job, unit) : ''}
<rect x="${unit / 2}" y="${unit / 2}" width="${width - unit}" height="${height - unit}" rx="${unit}" fill="none" stroke="#808080" stroke-opacity="0.6" stroke-width="${unit / 4}"/>
${(await Promise.all(cells.map((cell) => drawCell(sharp, cell)))).join('\n')}
${await drawLines(sharp, lines, background !== '' || transparent)}
</svg>`
}

/** Lists the texts of an image, whose letters a font has to have. */
export const textsOf = ({ prompt, model, references }: Job): string =>
  [prompt.slice(0, maxLength), model, ...references.map(({ name }) => name)].join('\n')

/** Draws an opaque disc with two rings, which shows on black and on white. */
const drawMark = ({ width, height }: Job, unit: number) =>
  ['#fff', ink, 'url(#g)']
    .map((fill, ring) => `<circle cx="${width / 2}" cy="${height / 2}" r="${unit * (9 - ring * 0.4)}" fill="${fill}"/>`)
    .join('')

/** Draws the first reference behind everything else, and over the reference the area that the mask marks for editing. */
async function drawBackground(
  sharp: SharpModule,
  { width, height, transparent, references, mask }: Job,
  layout: Layout,
): Promise<string> {
  const reference = references[0]?.thumbnail === undefined ? undefined : references[0]
  const holed = mask && hasHoles(mask) ? mask : undefined
  // The mask applies to the first reference, so both have one frame.
  const { width: across = 1, height: down = 1 } = reference ?? holed ?? {}
  if (!reference && !holed) return ''
  // A transparent image keeps transparent edges.
  const inset = transparent ? layout.unit : 0
  return `<svg x="${inset}" y="${inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" viewBox="0 0 ${across} ${down}">
${reference ? await embedThumbnail(sharp, reference, `width="${across}" height="${down}" preserveAspectRatio="none"`) : ''}
${holed ? await drawHoles(sharp, holed, across, down, layout.hue) : ''}
</svg>`
}

async function drawCell(sharp: SharpModule, { image, x, y, edge }: Cell): Promise<string> {
  const position = `x="${x}" y="${y}" width="${edge}" height="${edge}"`
  const colour = image.sha256.slice(0, 6) || '888888'
  return `<rect ${position} fill="#${colour}" fill-opacity="0.4" stroke="${ink}" stroke-opacity="0.5"/>${await embedThumbnail(sharp, image, position)}`
}

/** Embeds the thumbnail in SVG as PNG, because the SVG renderer has no WebP. Empty when the image has no thumbnail. */
async function embedThumbnail(sharp: SharpModule, { thumbnail }: InputImage, attributes: string): Promise<string> {
  if (thumbnail === undefined) return ''
  const png = await sharp(Buffer.from(thumbnail, 'base64')).png().toBuffer()
  return `<image ${attributes} href="data:image/png;base64,${png.toString('base64')}"/>`
}

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

interface Fact {
  readonly text: string
  readonly colour?: string
}

/** Lists the facts at the bottom of an image. */
function listFacts(id: string, job: Job, index: number, missing: ReadonlySet<string>): Fact[] {
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

const layFacts = (facts: readonly Fact[], { width, height }: Job, { pad, font }: Layout): Line[] =>
  facts.map(({ text, colour }, row) => ({
    text: shorten(text, (width - 2 * pad) / font),
    ...{ x: pad, size: font },
    y: height - pad - font * factHeight * (facts.length - 1 - row),
    ...(colour ? { colour } : {}),
  }))
