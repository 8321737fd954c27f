import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { compose } from '../../src/engine/images/compose.ts'
import { draw } from '../../src/engine/images/draw.ts'
import { inspect } from '../../src/engine/images/inspect.ts'
import type { PartialImage } from '../../src/engine/images/partial-image.ts'
import type { InputImage } from '../../src/engine/model/image.ts'
import type { Job } from '../../src/engine/model/job.ts'
import { task } from '../support/draw-task.ts'
import { decode, drawImage } from '../support/images.ts'

const remote: InputImage = { source: 'http', name: 'https://img.example/1.png', bytes: 0, sha256: 'c0ffee' }
const asFile = async (bytes: Buffer): Promise<InputImage> => ({
  source: 'file',
  name: 'a.png',
  ...(await inspect(bytes)),
})
const red = (width = 200, height = 200) => drawImage('png', { width, height, background: '#c80000' }).then(asFile)

/** Draws a black PNG with a transparent rectangle, in pixels. */
const holed = (width: number, height: number, [left, top, across, down]: readonly [number, number, number, number]) =>
  sharp({ create: { width, height, channels: 4, background: '#000000' } })
    .composite([
      {
        input: { create: { width: across, height: down, channels: 4, background: '#fff' } },
        left,
        top,
        blend: 'dest-out',
      },
    ])
    .png()
    .toBuffer()

type Point = readonly [x: number, y: number]
const pixel = async (bytes: Buffer, [left, top]: Point) => [
  ...(await sharp(bytes).ensureAlpha().extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
]
/** Adds up the differences of two pixels in all channels. */
const apart = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, channel) => sum + Math.abs(value - (b[channel] ?? 0)), 0)

describe('a mask', () => {
  const square = [200, 200] as const
  test.each<
    [
      what: string,
      frame: readonly [width: number, height: number],
      hole: readonly [number, number, number, number],
      size: readonly [width: number, height: number],
      inside: readonly Point[],
      outside: readonly Point[],
    ]
  >([
    [
      'in the middle',
      square,
      [100, 50, 60, 60],
      [400, 400],
      [
        [210, 110],
        [310, 210],
        [260, 160],
      ],
      [
        [190, 160],
        [330, 160],
        [260, 90],
        [260, 230],
        [145, 260],
      ],
    ],
    [
      'up to an edge',
      square,
      [100, 0, 100, 200],
      [400, 400],
      [
        [210, 200],
        [390, 100],
      ],
      [[190, 200]],
    ],
    [
      'with edges between the pixels of its thumbnail',
      [960, 960],
      [485, 300, 205, 205],
      [960, 960],
      [
        [492, 400],
        [683, 400],
        [600, 307],
      ],
      [
        [473, 400],
        [702, 400],
        [600, 288],
      ],
    ],
    [
      'of a wide image in a square result',
      [200, 100],
      [100, 0, 60, 50],
      [400, 400],
      [
        [210, 110],
        [310, 190],
      ],
      [
        [190, 150],
        [330, 150],
        [250, 210],
      ],
    ],
    [
      'of a square image in a wide result',
      square,
      [100, 50, 60, 60],
      [800, 400],
      [
        [410, 110],
        [510, 210],
      ],
      [
        [390, 160],
        [530, 160],
        [460, 230],
      ],
    ],
  ])('%s changes only its transparent area', async (_what, frame, hole, [width, height], inside, outside) => {
    const references = [await red(...frame)]
    const mask = await asFile(await holed(...frame, hole))
    const without = await draw(task({ width, height, references }), 0)
    const masked = await draw(task({ width, height, references, mask }), 0)
    for (const point of inside)
      expect(apart(await pixel(masked, point), await pixel(without, point))).toBeGreaterThan(100)
    for (const point of outside) expect(await pixel(masked, point)).toEqual(await pixel(without, point))
  })

  test('of another size than the image is stretched over the whole image', async () => {
    const references = [await red(200, 100)]
    const mask = await asFile(await holed(50, 50, [25, 0, 25, 50]))
    const masked = await draw(task({ references, mask }), 0)
    expect(await pixel(masked, [190, 250])).toEqual([200, 0, 0, 255])
    expect(await pixel(masked, [210, 250])).not.toEqual([200, 0, 0, 255])
    expect(await pixel(masked, [390, 110])).not.toEqual([200, 0, 0, 255])
    expect(await pixel(masked, [190, 350])).not.toEqual([200, 0, 0, 255])
  })

  test('shows when the first reference is only a link', async () => {
    const mask = await asFile(await holed(200, 200, [100, 50, 60, 60]))
    const masked = await draw(task({ references: [remote], mask }), 0)
    expect(apart(await pixel(masked, [212, 160]), await pixel(masked, [180, 160]))).toBeGreaterThan(100)
  })

  test.each<[what: string, mask: () => Promise<InputImage>]>([
    ['has no alpha', () => drawImage('png', { width: 200, height: 200, background: '#000000' }).then(asFile)],
    ['is only a link', async () => remote],
  ])('that %s is drawn beside the references and changes nothing else', async (_what, mask) => {
    const references = [await red()]
    const without = await draw(task({ references }), 0)
    const masked = await draw(task({ references, mask: await mask() }), 0)
    for (const point of [
      [200, 150],
      [350, 350],
      [60, 280],
    ] as const)
      expect(await pixel(masked, point)).toEqual(await pixel(without, point))
    expect(await pixel(masked, [145, 260])).not.toEqual(await pixel(without, [145, 260]))
  })
})

test('an edit shows the whole first reference', async () => {
  const blue = await asFile(await drawImage('png', { background: '#0000c8' }))
  const drawn = await draw(task({ references: [await red(200, 100), blue] }), 0)
  expect(await pixel(drawn, [390, 110])).toEqual([200, 0, 0, 255])
  expect(await pixel(drawn, [10, 290])).toEqual([200, 0, 0, 255])
  expect(await pixel(drawn, [350, 80])).not.toEqual([200, 0, 0, 255])
})

test('a transparent result has transparent edges, also over an opaque reference', async () => {
  const drawn = await draw(task({ transparent: true, references: [await red()] }), 0)
  expect((await pixel(drawn, [1, 1]))[3]).toBe(0)
  expect(await pixel(drawn, [350, 200])).toEqual([200, 0, 0, 255])
})

test('a transparent result without a reference has an opaque mark that shows on black and on white', async () => {
  const drawn = await draw(task({ transparent: true }), 0)
  expect((await pixel(drawn, [1, 1]))[3]).toBe(0)
  const mark = await pixel(drawn, [200, 200])
  expect(mark[3]).toBe(255)
  // The mark has a dark and a white ring.
  expect([await pixel(drawn, [200, 111]), await pixel(drawn, [200, 115])]).toEqual([
    [255, 255, 255, 255],
    [26, 26, 26, 255],
  ])
})

test('a line is drawn with its indentation', async () => {
  const left = async (prompt: string) => {
    const { data, info } = await sharp(await draw(task({ prompt }), 0))
      .extract({ left: 0, top: 0, width: 400, height: 60 })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return [...data.entries()].reduce((x, [index, value]) => (value < 80 ? Math.min(x, index % info.width) : x), 400)
  }
  const start = await left('I')
  expect(await left('    I')).toBeGreaterThan(start + 15)
})

test('an image says which letters no font has', async () => {
  const reds = async (prompt: string) => {
    const pixels = await sharp(await draw(task({ prompt }), 0))
      .removeAlpha()
      .raw()
      .toBuffer()
    return Array.from({ length: pixels.length / 3 }, (_, index) => [
      ...pixels.subarray(index * 3, index * 3 + 3),
    ]).filter(([red = 0, green = 0, blue = 0]) => red > 140 && green < 60 && blue < 70).length
  }
  expect(await reds('A fox')).toBe(0)
  expect(await reds('A \u0378 fox')).toBeGreaterThan(50)
})

describe('labels of references', () => {
  const png = { bytes: 5700, sha256: 'c0ffee', width: 640, height: 480 }
  test.each<[what: string, references: readonly InputImage[], expected: readonly string[]]>([
    ['a file', [{ source: 'file', name: 'fox.png', field: 'image', ...png }], ['image', 'fox.png', '640x480, 5.7 kB']],
    [
      'files of one field',
      [
        { source: 'file', name: 'fox.png', field: 'image[]', ...png },
        { source: 'file', name: 'cat.png', field: 'image[]', ...png },
      ],
      ['image[] 1', 'fox.png', '640x480, 5.7 kB', 'image[] 2', 'cat.png', '640x480, 5.7 kB'],
    ],
    [
      'a link that was not followed',
      [{ ...remote, name: 'https://img.example/a/caf%C3%A9.png?w=3', field: 'image_urls', isPlaceholder: true }],
      ['image_urls', 'café.png', 'not fetched'],
    ],
    [
      'a link without a path',
      [{ ...remote, name: 'https://img.example/', ...png }],
      ['link', 'img.example', '640x480, 5.7 kB'],
    ],
    [
      'base64',
      [{ source: 'data', name: 'the data URL', field: 'image', ...png, bytes: 2_500_000 }],
      ['image', 'data URL', '640x480, 2.5 MB'],
    ],
    [
      'a long name',
      [{ source: 'file', name: 'a-very-long-name-of-a-background.png', field: 'image', ...png, bytes: 1 }],
      ['image', 'a-very-l…round.png', '640x480, 1 B'],
    ],
  ])('%s', async (_what, references, expected) => {
    const svg = await compose(sharp, 'task', task({ references, prompt: '' }).job, 0, new Set())
    const texts = Array.from(svg.matchAll(/<text [^>]*>([^<]*)</g), ([, text]) => text)
    expect(texts.slice(0, -3).filter(Boolean)).toEqual(expected)
  })
})

test('a thumbnail is transparent where its image is', async () => {
  const { thumbnail = '' } = await inspect(await holed(960, 960, [480, 0, 480, 960]))
  const bytes = Buffer.from(thumbnail, 'base64')
  expect(await decode(bytes)).toEqual({ format: 'webp', width: 96, height: 96, hasAlpha: true })
  expect([(await pixel(bytes, [70, 48]))[3], (await pixel(bytes, [20, 48]))[3]]).toEqual([0, 255])
})

describe('a stream', () => {
  const total = 3
  const steps: readonly PartialImage[] = [0, 1, 2].map((index) => ({ index, total }))

  /** Returns the mean difference of two images, in levels of a channel. */
  const distance = async (a: Buffer, b: Buffer) => {
    const [left, right] = await Promise.all(
      [a, b].map((bytes) => sharp(bytes).flatten({ background: '#fff' }).raw().toBuffer()),
    )
    if (!left || !right) throw new Error('expected two images')
    return left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] ?? 0)), 0) / left.length
  }

  test.each<[what: string, job: Partial<Job>]>([
    ['png', {}],
    ['jpeg', { format: 'jpeg', compression: 40 }],
    ['webp', { format: 'webp' }],
    ['wide', { width: 1536, height: 1024 }],
    ['64x64', { width: 64, height: 64 }],
    ['16x16', { width: 16, height: 16 }],
    ['transparent', { transparent: true }],
    ['transparent webp', { transparent: true, format: 'webp' }],
  ])('approaches the finished image with each partial image: %s', async (_what, job) => {
    const one = task({ ...job, references: [await red(200, 100)] })
    const finished = await draw(one, 0)
    const partials = await Promise.all(steps.map((step) => draw(one, 0, step)))
    for (const partial of partials) expect(await decode(partial)).toEqual(await decode(finished))
    expect(new Set([...partials, finished].map((bytes) => bytes.toString('base64'))).size).toBe(4)
    const distances = await Promise.all(partials.map((partial) => distance(partial, finished)))
    expect(distances).toEqual(distances.toSorted((a, b) => b - a))
    expect(distances.at(-1)).toBeGreaterThan(0)
  })

  test('partial images differ by index and by length of the stream', async () => {
    const one = task({ n: 2 })
    const drawn = await Promise.all([
      draw(one, 0, { index: 0, total: 1 }),
      draw(one, 0, { index: 0, total: 2 }),
      draw(one, 1, { index: 0, total: 1 }),
    ])
    expect(new Set(drawn.map((bytes) => bytes.toString('base64'))).size).toBe(3)
  })
})

test.each<[what: string, step: PartialImage | undefined]>([
  ['finished', undefined],
  ['coarse', { index: 0, total: 2 }],
])('a %s image has the same bytes when it is drawn again', async (_what, step) => {
  const mask = await asFile(await holed(200, 200, [100, 50, 60, 60]))
  const one = task({ references: [await red(), remote], mask })
  const before = await draw(one, 0, step)
  // A fresh module has an empty cache.
  vi.resetModules()
  const { draw: drawAgain } = await import('../../src/engine/images/draw.ts')
  expect(drawAgain).not.toBe(draw)
  expect((await drawAgain(one, 0, step)).equals(before)).toBe(true)
})
