import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Picture } from './inspect.ts'
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
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  const canvas = sharp({ create: { width, height, channels: 4, background } }).composite([
    { input: Buffer.from(sketch(id, job, index)), top: 0, left: 0 },
  ])
  const quality = compression === undefined ? {} : { quality: Math.max(1, compression) }
  if (format === 'jpeg') return canvas.flatten({ background: '#ffffff' }).jpeg(quality).toBuffer()
  return format === 'webp' ? canvas.webp(quality).toBuffer() : canvas.png({ compressionLevel: 6 }).toBuffer()
}

const escape = (text: string) =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** The picture as SVG: coloured by the task, lettered, with a frame so that its edges can be checked by eye. */
function sketch(id: string, job: Task['job'], index: number): string {
  const { width, height, prompt, references, mask } = job
  const unit = Math.max(4, Math.min(width, height) / 40)
  const hue = createHash('sha256').update(`${id}/${index}`).digest().readUInt16BE() % 360
  const font = unit * 1.6
  const pad = unit * 2
  const lines = wrap(prompt, Math.max(4, Math.floor((width - 2 * pad) / (font * 0.62))), 8)
  const cell = Math.min(unit * 8, (width - 2 * pad) / Math.max(1, references.length + (mask ? 1 : 0)) - unit / 2)
  const thumbnails = [
    ...references.map((each) => ({ each, label: each.source })),
    ...(mask ? [{ each: mask, label: 'mask' }] : []),
  ]
  const facts = [
    `${width}x${height} ${job.format}${job.transparent ? ' transparent' : ''}`,
    [job.model, job.tier, `picture ${index + 1} of ${job.n}`].filter(Boolean).join(', '),
    id,
  ]
  const ink = '#1a1a1a'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue},70%,86%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360},60%,68%)"/></linearGradient></defs>
${job.transparent ? '' : `<rect width="${width}" height="${height}" fill="url(#g)"/>`}
<rect x="${unit / 2}" y="${unit / 2}" width="${width - unit}" height="${height - unit}" rx="${unit}" fill="none" stroke="${ink}" stroke-opacity="0.35" stroke-width="${unit / 4}"/>
<g font-family="Noto Sans CJK SC, Noto Sans SC, WenQuanYi Zen Hei, DejaVu Sans, sans-serif" fill="${ink}">
${lines.map((line, row) => `<text x="${pad}" y="${pad + font * (1.1 + row * 1.35)}" font-size="${font}">${escape(line)}</text>`).join('\n')}
${thumbnails.map(({ each, label }, column) => thumbnail(each, label, pad + column * (cell + unit / 2), height - pad - font * 3.6 - cell, cell)).join('\n')}
${facts.map((fact, row) => `<text x="${pad}" y="${height - pad - font * 0.8 * (facts.length - 1 - row) * 1.35}" font-size="${font * 0.8}" fill-opacity="0.75">${escape(fact)}</text>`).join('\n')}
</g></svg>`
}

function thumbnail(
  { thumbnail: data, name, sha256 }: Picture,
  label: string,
  x: number,
  y: number,
  edge: number,
): string {
  const frame = `<rect x="${x}" y="${y}" width="${edge}" height="${edge}" fill="#${sha256.slice(0, 6)}" fill-opacity="0.4" stroke="#1a1a1a" stroke-opacity="0.5"/>`
  const inside = data
    ? `<image x="${x}" y="${y}" width="${edge}" height="${edge}" href="data:image/webp;base64,${data}"/>`
    : `<text x="${x + edge * 0.05}" y="${y + edge * 0.55}" font-size="${edge * 0.1}">${escape(name.slice(0, 16))}</text>`
  return `${frame}${inside}<text x="${x}" y="${y - edge * 0.04}" font-size="${edge * 0.14}">${escape(label)}</text>`
}

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
