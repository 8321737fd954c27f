import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Sharp } from 'sharp'
import type { InputImage } from '../model/image.ts'
import type { Job } from '../model/job.ts'
import type { Task } from '../model/task.ts'
import { addFonts, fontFamilies } from './add-fonts.ts'
import { type SharpModule, withSharp } from './with-sharp.ts'

/** Partial image of a stream: number `index`, from 0, of `total` before the finished image. */
export interface PartialImage {
  readonly index: number
  readonly total: number
}

/**
 * Caches the latest images, bounded in bytes. Simultaneous requests for one image share the drawing. A full cache does not end
 * drawings that are under way.
 */
const latestImages = new LRUCache<string, Buffer, { task: Task; index: number; step: PartialImage | undefined }>({
  maxSize: 64 * 2 ** 20,
  sizeCalculation: ({ length }) => length,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _stale, { context: { task, index, step } }) => {
    drawn++
    return step ? coarsen(task, index, step) : renderImage(task, index)
  },
})

let drawn = 0
/** Returns the number of images that this process has drawn. */
export const countDrawnImages = (): number => drawn

export const mediaTypeOf = (format: Task['job']['format']) => `image/${format}`

/**
 * Draws an image of a task in the requested format and size. The image shows prompt, size, task id, references and mask. With
 * `partial`, draws the partial image of a stream. Equal arguments give equal bytes.
 */
export async function draw(task: Task, index: number, partial?: PartialImage): Promise<Buffer> {
  const key = [task.id, index, ...(partial ? [partial.index, partial.total] : [])].join('/')
  const bytes = await latestImages.fetch(key, { context: { task, index, step: partial } })
  if (!bytes) throw new Error(`the image of ${task.id} was not drawn`)
  return bytes
}

async function renderImage({ id, job }: Task, index: number): Promise<Buffer> {
  await addFonts()
  return withSharp(async (sharp) => encode(sharp(Buffer.from(await drawSvg(sharp, id, job, index))), job))
}

/** Draws the finished image in squares; each step has squares of a quarter of the area. */
async function coarsen(task: Task, index: number, partial: PartialImage): Promise<Buffer> {
  const { width, height } = task.job
  const side = 2 ** (partial.total - partial.index + 3)
  // An image that is too small for such squares has at least one more square per edge than in the step before.
  const squares = (edge: number) => Math.max(partial.index + 1, Math.round(edge / side))
  const finished = await draw(task, index)
  return withSharp(async (sharp) => {
    const { data, info } = await sharp(finished)
      .resize(squares(width), squares(height), { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const coarse = sharp(data, { raw: info }).resize(width, height, { fit: 'fill', kernel: 'nearest' })
    return encode(coarse, task.job)
  })
}

function encode(canvas: Sharp, { format, compression, transparent }: Job): Promise<Buffer> {
  const opaque = transparent && format !== 'jpeg' ? canvas : canvas.flatten({ background: '#ffffff' })
  const quality = compression === undefined ? {} : { quality: Math.max(1, compression) }
  if (format === 'jpeg') return opaque.jpeg(quality).toBuffer()
  return format === 'webp' ? opaque.webp(quality).toBuffer() : opaque.png({ compressionLevel: 6 }).toBuffer()
}

interface Cell {
  readonly image: InputImage
  readonly label: string
  readonly x: number
  readonly y: number
  readonly edge: number
}

interface Layout {
  readonly unit: number
  readonly pad: number
  readonly font: number
  readonly hue: number
  /** Positions of the references, and of a mask without transparent pixels. */
  readonly cells: readonly Cell[]
}

function layOut(id: string, { width, height, references, mask }: Job, index: number): Layout {
  const unit = Math.max(1, Math.min(width, height) / 40)
  const [pad, font] = [unit * 2, unit * 1.6]
  const hue = createHash('sha256').update(`${id}/${index}`).digest().readUInt16BE() % 360
  const inputs = [
    ...references.map((image) => ({ image, label: image.source })),
    ...(mask && !hasHoles(mask) ? [{ image: mask, label: 'mask' }] : []),
  ]
  const edge = Math.max(1, Math.floor(Math.min(unit * 8, (width - 2 * pad) / Math.max(1, inputs.length) - unit / 2)))
  const y = Math.max(0, Math.floor(height - pad - font * 3.6 - edge))
  const cells = inputs.map((input, column) => ({ ...input, edge, y, x: Math.floor(pad + column * (edge + unit / 2)) }))
  return { unit, pad, font, hue, cells }
}

const hasHoles = ({ thumbnail, hasAlpha }: InputImage) => thumbnail !== undefined && hasAlpha === true

const toXml = (text: string) =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

const ink = '#1a1a1a'

/**
 * Draws the image as SVG: colours by the task, text, and a frame that makes the edges visible. Characters that neither a
 * font of the package nor one of the machine has are drawn as boxes.
 */
async function drawSvg(sharp: SharpModule, id: string, job: Job, index: number): Promise<string> {
  const { width, height, transparent } = job
  const layout = layOut(id, job, index)
  const { unit, hue, cells } = layout
  const background = await drawBackground(sharp, job, layout)
  // Text needs an outline on any background except the light gradient.
  const outline =
    background || transparent ? ' stroke="#fff" stroke-opacity="0.8" stroke-linejoin="round" paint-order="stroke"' : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue},70%,86%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360},60%,68%)"/></linearGradient></defs>
${transparent ? '' : `<rect width="${width}" height="${height}" fill="url(#g)"/>`}
${background}
<rect x="${unit / 2}" y="${unit / 2}" width="${width - unit}" height="${height - unit}" rx="${unit}" fill="none" stroke="#808080" stroke-opacity="0.6" stroke-width="${unit / 4}"/>
${(await Promise.all(cells.map((cell) => drawCell(sharp, cell)))).join('\n')}
<g font-family="${fontFamilies}" fill="${ink}"${outline}>
${drawTexts(id, job, index, layout).join('\n')}
</g></svg>`
}

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

/** Squares along each edge of a mask. The thumbnail has fewer pixels, but their soft edges locate the original edge. */
const grid = 256

/** Draws the transparent part of a mask, hatched and with a border. `across` and `down` are its width and height. */
async function drawHoles(
  sharp: SharpModule,
  mask: InputImage,
  across: number,
  down: number,
  hue: number,
): Promise<string> {
  const alpha = await sharp(Buffer.from(mask.thumbnail ?? '', 'base64'))
    .ensureAlpha()
    .resize(grid, grid, { fit: 'fill', kernel: 'cubic' })
    .extractChannel('alpha')
    .raw()
    .toBuffer()
  const runs = Array.from({ length: grid }, (_, y) => {
    const pixels = Array.from(alpha.subarray(y * grid, (y + 1) * grid), (value) => (value < 128 ? 'o' : '.')).join('')
    return [...pixels.matchAll(/o+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
  })
  const path = runs.flat().join('')
  const lines = Array.from({ length: 32 }, (_, line) => `M${line * 16} 0l-${grid} ${grid}`).join('')
  const [fill, dark] = [`hsl(${(hue + 180) % 360},75%,80%)`, `hsl(${(hue + 180) % 360},65%,45%)`]
  return `<g transform="scale(${across / grid} ${down / grid})">
<clipPath id="h"><path d="${path}"/></clipPath>
<path d="${path}" stroke="${dark}" stroke-width="3"/>
<g clip-path="url(#h)"><rect width="${grid}" height="${grid}" fill="${fill}"/><path d="${lines}" stroke="${dark}" stroke-width="4"/></g>
</g>`
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

/** Draws all text of the image: prompt, names of the references, facts. */
function drawTexts(id: string, job: Job, index: number, { pad, font, cells }: Layout): string[] {
  const { width, height, prompt } = job
  const lines = wrapText(prompt.slice(0, 4000), Math.max(4, Math.floor((width - 2 * pad) / (font * 0.62))), 8)
  const facts = [
    `${width}x${height} ${job.format}${job.transparent ? ' transparent' : ''}`,
    [job.model, job.tier, `image ${index + 1} of ${job.n}`].filter(Boolean).join(', '),
    id,
  ]
  return [
    ...lines.map((line, lineIndex) => drawText(line, pad, pad + font * (1.1 + lineIndex * 1.35), font)),
    ...cells.map(({ label, x, y, edge }) => drawText(label, x, y - edge * 0.04, edge * 0.14)),
    ...cells
      .filter(({ image }) => image.thumbnail === undefined)
      .map(({ image, x, y, edge }) => drawText(image.name.slice(0, 16), x + edge * 0.05, y + edge * 0.55, edge * 0.1)),
    ...facts.map((fact, factIndex) =>
      drawText(fact, pad, height - pad - font * 1.08 * (facts.length - 1 - factIndex), font * 0.8),
    ),
  ]
}

const drawText = (line: string, x: number, y: number, size: number) =>
  `<text x="${x}" y="${y}" font-size="${size}" stroke-width="${size / 5}">${toXml(line)}</text>`

/** Breaks a text into lines of about `width` letters. A wide letter (Chinese, Japanese, Korean) counts as two. */
function wrapText(text: string, width: number, rows: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const widthOf = (letter: string) =>
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/u.test(letter)
      ? 2
      : 1
  for (const word of text.split(/(\s+)/)) {
    const length = [...word].reduce((sum, letter) => sum + widthOf(letter), 0)
    if (used > 0 && used + length > width && length <= width) {
      lines.push(line)
      line = ''
      used = 0
    }
    for (const letter of word) {
      if (used + widthOf(letter) > width) {
        lines.push(line)
        line = ''
        used = 0
      }
      line += letter
      used += widthOf(letter)
    }
  }
  const all = [...lines, line].map((rawLine) => rawLine.trim()).filter((trimmedLine) => trimmedLine !== '')
  return all.length > rows ? [...all.slice(0, rows - 1), `${all[rows - 1]} …`] : all
}
