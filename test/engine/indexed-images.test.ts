import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { compose } from '../../src/engine/images/compose.ts'
import { draw, findImage } from '../../src/engine/images/draw.ts'
import { inspect } from '../../src/engine/images/inspect.ts'
import { isSimple } from '../../src/engine/images/simple-text.ts'
import type { InputImage } from '../../src/engine/model/image.ts'
import type { Job } from '../../src/engine/model/job.ts'
import { task } from '../support/draw-task.ts'

const long = 'A photograph of a red fox on a green hill at dawn, mist in the valley, soft light. '.repeat(5)

/** Reads the chunks of a PNG. */
function readChunks(png: Buffer): { type: string; contents: Buffer }[] {
  const chunks: { type: string; contents: Buffer }[] = []
  for (let start = 8; start < png.length; ) {
    const length = png.readUInt32BE(start)
    chunks.push({
      type: png.toString('latin1', start + 4, start + 8),
      contents: png.subarray(start + 8, start + 8 + length),
    })
    start += length + 12
  }
  return chunks
}

/** Draws a gradient with a disc, which has more colours than a palette. */
const photograph: InputImage = {
  ...{ source: 'file', name: 'photograph.png', field: 'image' },
  ...(await inspect(
    await sharp(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><radialGradient id="g"><stop stop-color="#fa3"/><stop offset="1" stop-color="#036"/></radialGradient><rect width="300" height="200" fill="url(#g)"/><circle cx="190" cy="60" r="30" fill="#e33"/></svg>',
      ),
    )
      .png()
      .toBuffer(),
  )),
}
const link: InputImage = { source: 'http', name: 'https://img.example/1.png', bytes: 0, sha256: 'c0ffee' }

const looks: readonly [what: string, job: Partial<Job>][] = [
  ['a short prompt', { width: 1024, height: 1024, prompt: 'A red fox' }],
  ['a long prompt in a wide image', { width: 1536, height: 1024, prompt: long }],
  ['small letters', { width: 256, height: 256, prompt: long }],
  ['a tiny image', { width: 64, height: 48, prompt: 'A red fox' }],
  ['Chinese and Japanese', { width: 512, height: 768, prompt: '一只红色的狐狸。ペンギン, 8K' }],
  ['Cyrillic, Greek and accents', { width: 512, height: 512, prompt: 'Ж, ё и λ, ﬁ naïve Ångström' }],
  ['no prompt', { width: 300, height: 200, prompt: '' }],
  ['a transparent background', { width: 512, height: 512, prompt: 'A red fox', transparent: true }],
  ['a photograph and a link', { width: 512, height: 512, prompt: 'A red fox', references: [photograph, link] }],
  [
    'a photograph on a transparent background',
    { width: 512, height: 512, transparent: true, references: [photograph] },
  ],
]

describe('an image of letters that were drawn before', () => {
  test.each(looks)('looks like its SVG: %s', async (_what, job) => {
    const one = task({ does: 'generate', ...job })
    const png = await draw(one, 0)
    const svg = Buffer.from(await compose(sharp, one.id, one.job, 0, new Set()))
    // Letters may lie a few pixels apart at the end of a line, so squares are compared.
    const [drawn = [], expected = []] = await Promise.all(
      [png, svg].map(async (bytes) => {
        const pixels = sharp(bytes).flatten({ background: '#456' }).resize(24, 24, { fit: 'fill', kernel: 'cubic' })
        return [...(await pixels.raw().toBuffer())]
      }),
    )
    const distances = expected.map((value, index) => Math.abs(value - (drawn[index] ?? 0)))
    expect(distances.reduce((sum, distance) => sum + distance, 0) / distances.length).toBeLessThan(5)
    const { width, height, channels } = await sharp(png).metadata()
    expect([width, height, channels]).toEqual([job.width, job.height, job.transparent ? 4 : 3])
  })

  test('has a palette, whole chunks, and the checksums of PNG and zlib', async () => {
    for (const size of [
      { width: 400, height: 300 },
      { width: 1, height: 40 },
      { width: 3840, height: 2160 },
    ]) {
      const png = await draw(task({ does: 'generate', prompt: long, ...size }), 0)
      const chunks = readChunks(png)
      expect([...new Set(chunks.map(({ type }) => type))]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
      const data = chunks.filter(({ type }) => type === 'IDAT').map(({ contents }) => contents)
      // inflateSync rejects a wrong Adler-32, and sharp a wrong CRC.
      expect(inflateSync(Buffer.concat(data)).length).toBe((size.width + 1) * size.height)
      expect((await sharp(png, { failOn: 'warning' }).raw().toBuffer()).length).toBe(size.width * size.height * 3)
    }
  })

  test('has the same bytes after other images and in a fresh process', async () => {
    const one = task({ does: 'generate', prompt: 'A red fox' })
    const first = await draw(one, 0)
    const other = { ...one, id: 'other' }
    expect((await draw(other, 0)).equals(first)).toBe(false)
    vi.resetModules()
    const { draw: drawAgain } = await import('../../src/engine/images/draw.ts')
    await drawAgain(task({ does: 'generate', prompt: 'Another fox, red and 8K' }), 0)
    expect((await drawAgain(one, 0)).equals(first)).toBe(true)
  })

  test('is drawn once for all who ask at the same time', async () => {
    const one = task({ does: 'generate', prompt: 'A red fox' })
    const [first, second] = await Promise.all([findImage(one, 0), findImage(one, 0)])
    expect(first).toBe(second)
  })

  test.each([...looks, ['JPEG', { format: 'jpeg' }], ['an emoji', { prompt: 'A fox \u{1F98A}' }]] as [
    string,
    Partial<Job>,
  ][])('has pieces in base64 that are the image in base64: %s', async (_what, job) => {
    const one = task({ does: 'generate', ...job })
    for (const partial of [undefined, { index: 0, total: 2 }]) {
      const { bytes, base64 } = await findImage(one, 0, partial)
      expect(Buffer.concat(base64).toString()).toBe(bytes.toString('base64'))
    }
  })

  test.each([
    ['jpeg', 'A red fox'],
    ['webp', 'A red fox'],
  ] as const)('has the requested format: %s', async (format, prompt) => {
    const { width, height, ...rest } = await sharp(await draw(task({ does: 'generate', prompt, format }), 0)).metadata()
    expect([rest.format, width, height]).toEqual([format, 400, 400])
  })
})

test.each<[text: string, isReady: boolean]>([
  ['A red fox: 100% "red" {x} <y> & ~', true],
  ['naïve Ångström — “fox”', true],
  ['Ж, ё и λ', true],
  ['一只红色的狐狸。ペンギン、여우', true],
  ['\u062B\u0639', false],
  ['\u05E9\u05D5', false],
  ['\u0932\u094B', false],
  ['\u0E08\u0E34', false],
  ['e\u0301', false],
  ['a fox \u{1F98A}', false],
  ['\u1112\u1161\u11AB', false],
  ['a\u200Db', false],
  ['a\u0007b', false],
])('letters of %j stand side by side: %j', (text, isReady) => {
  expect(isSimple(text)).toBe(isReady)
})
