import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Picture } from './inspect.ts'
import type { Job } from './job.ts'
import type { Task } from './task.ts'

/** The latest pictures, bounded in bytes; two who ask for one at once share the drawing of it. */
const drawn = new LRUCache<string, Buffer, { task: Task; index: number }>({
  maxSize: 64 * 2 ** 20,
  sizeCalculation: ({ length }) => length,
  fetchMethod: (_key, _stale, { context }) => render(context.task, context.index),
})

export const mediaTypeOf = (format: Task['job']['format']) => `image/${format}`

/**
 * The picture of a task: in the format and at the size asked for, with prompt, size and task id on it, references and
 * mask shown. The same task and index give the same bytes.
 */
export async function draw(task: Task, index: number): Promise<Buffer> {
  const bytes = await drawn.fetch(`${task.id}/${index}`, { context: { task, index } })
  if (!bytes) throw new Error(`the picture of ${task.id} was not drawn`)
  return bytes
}

async function render({ id, job }: Task, index: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const { width, height, format, compression } = job
  const layout = layOut(job)
  const thumbnails = await Promise.all(
    layout.cells.flatMap(({ picture, x, y, edge }) =>
      picture.thumbnail === undefined
        ? []
        : sharp(Buffer.from(picture.thumbnail, 'base64'))
            .resize(edge, edge, { fit: 'contain', background: '#00000000' })
            .toBuffer()
            .then((input) => ({ input, left: x, top: y })),
    ),
  )
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  const sketched = Buffer.from(sketch(id, job, index, layout))
  const canvas = sharp({ create: { width, height, channels: 4, background } }).composite([
    { input: sketched, top: 0, left: 0 },
    ...thumbnails,
  ])
  const quality = compression === undefined ? {} : { quality: Math.max(1, compression) }
  if (format === 'jpeg') return canvas.flatten({ background: '#ffffff' }).jpeg(quality).toBuffer()
  return format === 'webp' ? canvas.webp(quality).toBuffer() : canvas.png({ compressionLevel: 6 }).toBuffer()
}

interface Layout {
  readonly unit: number
  readonly pad: number
  readonly font: number
  /** Where the references and the mask stand, in whole pixels. */
  readonly cells: readonly { picture: Picture; label: string; x: number; y: number; edge: number }[]
}

function layOut({ width, height, references, mask }: Job): Layout {
  const unit = Math.max(1, Math.min(width, height) / 40)
  const [pad, font] = [unit * 2, unit * 1.6]
  const shown = [
    ...references.map((picture) => ({ picture, label: picture.source })),
    ...(mask ? [{ picture: mask, label: 'mask' }] : []),
  ]
  const edge = Math.max(1, Math.floor(Math.min(unit * 8, (width - 2 * pad) / Math.max(1, shown.length) - unit / 2)))
  const y = Math.max(0, Math.floor(height - pad - font * 3.6 - edge))
  const cells = shown.map((each, column) => ({ ...each, edge, y, x: Math.floor(pad + column * (edge + unit / 2)) }))
  return { unit, pad, font, cells }
}

const toXml = (text: string) =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

const ink = '#1a1a1a'

/**
 * The picture as SVG: coloured by the task, lettered, with a frame so that its edges can be checked by eye. Letters that
 * no font of the machine has come out as boxes.
 */
function sketch(id: string, job: Job, index: number, { unit, pad, font, cells }: Layout): string {
  const { width, height, prompt } = job
  const hue = createHash('sha256').update(`${id}/${index}`).digest().readUInt16BE() % 360
  const lines = wrap(prompt.slice(0, 4000), Math.max(4, Math.floor((width - 2 * pad) / (font * 0.62))), 8)
  const facts = [
    `${width}x${height} ${job.format}${job.transparent ? ' transparent' : ''}`,
    [job.model, job.tier, `picture ${index + 1} of ${job.n}`].filter(Boolean).join(', '),
    id,
  ]
  const letters = [
    ...lines.map((line, row) => text(line, pad, pad + font * (1.1 + row * 1.35), font)),
    ...cells.map(({ label, x, y, edge }) => text(label, x, y - edge * 0.04, edge * 0.14)),
    ...cells
      .filter(({ picture }) => picture.thumbnail === undefined)
      .map(({ picture, x, y, edge }) => text(picture.name.slice(0, 16), x + edge * 0.05, y + edge * 0.55, edge * 0.1)),
    ...facts.map((fact, row) => text(fact, pad, height - pad - font * 1.08 * (facts.length - 1 - row), font * 0.8)),
  ]
  const frames = cells.map(
    ({ picture, x, y, edge }) =>
      `<rect x="${x}" y="${y}" width="${edge}" height="${edge}" fill="#${picture.sha256.slice(0, 6) || '888888'}" fill-opacity="0.4" stroke="${ink}" stroke-opacity="0.5"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue},70%,86%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360},60%,68%)"/></linearGradient></defs>
${job.transparent ? '' : `<rect width="${width}" height="${height}" fill="url(#g)"/>`}
<rect x="${unit / 2}" y="${unit / 2}" width="${width - unit}" height="${height - unit}" rx="${unit}" fill="none" stroke="${ink}" stroke-opacity="0.35" stroke-width="${unit / 4}"/>
${frames.join('\n')}
<g font-family="Noto Sans CJK SC, Noto Sans SC, WenQuanYi Zen Hei, DejaVu Sans, sans-serif" fill="${ink}">
${letters.join('\n')}
</g></svg>`
}

const text = (line: string, x: number, y: number, size: number) =>
  `<text x="${x}" y="${y}" font-size="${size}">${toXml(line)}</text>`

/** Breaks a text into lines of about `width` letters. A wide letter (Chinese, Japanese, Korean) counts as two. */
function wrap(text: string, width: number, rows: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const wide = (letter: string) =>
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/u.test(letter)
      ? 2
      : 1
  for (const word of text.split(/(\s+)/)) {
    const length = [...word].reduce((sum, letter) => sum + wide(letter), 0)
    if (used > 0 && used + length > width && length <= width) {
      lines.push(line)
      line = ''
      used = 0
    }
    for (const letter of word) {
      if (used + wide(letter) > width) {
        lines.push(line)
        line = ''
        used = 0
      }
      line += letter
      used += wide(letter)
    }
  }
  const all = [...lines, line].map((each) => each.trim()).filter((each) => each !== '')
  return all.length > rows ? [...all.slice(0, rows - 1), `${all[rows - 1]} …`] : all
}
