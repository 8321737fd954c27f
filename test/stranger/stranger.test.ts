import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPointer } from '../../src/dialect/lens.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import { form } from '../support/mock.ts'
import { picture } from '../support/pictures.ts'
import { exhibits } from './exhibits.ts'
import { folder, type Gateway, openMock, openStranger } from './gateways.ts'
import { allFaults, type Fault } from './server.ts'

describe.each([
  { name: 'the stranger', open: () => openStranger() },
  { name: 'the mock of its dialect', open: openMock },
])('$name', ({ open }) => {
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await open()
  })
  afterAll(() => gateway.stop())

  test.each(exhibits)('$trait: $what', async ({ observe, honest }) => {
    // Each row has its own window of the rate limit.
    await gateway.clock.advance(60_000)
    expect(await observe(gateway)).toEqual(honest)
    expect(gateway.judged()).toEqual([])
  })
})

const faulty = exhibits.flatMap(({ faults = {}, ...exhibit }) =>
  (Object.entries(faults) as [Fault, unknown][]).map(([fault, seen]) => ({ ...exhibit, fault, seen })),
)

test.each(faulty)('the stranger with $fault: $what', async ({ observe, fault, seen, honest }) => {
  const gateway = await openStranger(fault)
  const observed = await observe(gateway).finally(gateway.stop)
  expect(observed).toEqual(seen)
  expect(observed).not.toEqual(honest)
})

test('each of its faults is shown, once', () => {
  expect(faulty.map(({ fault }) => fault).sort()).toEqual([...allFaults].sort())
})

test('it imports nothing of ours', async () => {
  const files = ['server.ts', 'form.ts'].map((name) => readFile(new URL(name, import.meta.url), 'utf8'))
  const imported = (await Promise.all(files)).flatMap((text) =>
    [...text.matchAll(/(?:\bfrom\s|\bimport\b\s*\(?)\s*'([^']+)'/g)].map(([, name]) => name),
  )
  expect([...new Set(imported)].filter((name) => !name?.startsWith('node:')).sort()).toEqual(['./form.ts', 'sharp'])
})

test('its dialect quotes its page, and has every trait that is shown', async () => {
  const { dialect } = await loadProvider(folder)
  const page = (await readFile(join(folder, 'docs.md'), 'utf8')).replaceAll(/\s+/g, ' ')
  const quotes = Object.values(dialect.sources).flatMap(({ quote }) => quote ?? [])
  expect(quotes.filter((quote) => !page.includes(quote))).toEqual([])
  const traits = exhibits.map(({ trait }) => trait)
  expect(traits.filter((trait) => readPointer(dialect, trait) === undefined)).toEqual([])
})

test('its mask is real: it paints where the mask is see-through, and leaves the rest', async () => {
  const gateway = await openStranger()
  const left = { input: await picture('png', { width: 32, height: 64 }), left: 0, top: 0 }
  const mask = await sharp(await picture('png', { width: 64, height: 64, alpha: true, background: '#00000000' }))
    .composite([left])
    .png()
    .toBuffer()
  const image = await picture('png', { width: 64, height: 64, background: '#102030' })
  const parts = form([
    ['prompt', 'a lamp'],
    ['size', '64x64'],
    ['return_as', 'base64'],
    ['image', image],
    ['mask', mask],
  ])
  const { json } = await gateway.send('/api/v2/images/edits', parts).finally(gateway.stop)
  const drawn = await sharp(Buffer.from(json.pictures[0].data, 'base64')).raw().toBuffer({ resolveWithObject: true })
  const pixel = (x: number) => [...drawn.data.subarray((32 * 64 + x) * drawn.info.channels).subarray(0, 3)]
  expect(pixel(8)).toEqual([0x10, 0x20, 0x30])
  expect(pixel(56)).not.toEqual([0x10, 0x20, 0x30])
})
