import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPointer } from '../../src/dialect/lens.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import { drawImage } from '../support/images.ts'
import { form } from '../support/mock.ts'
import { cases } from './cases.ts'
import { folder, type Gateway, openIndependentGateway, openMock } from './gateways.ts'
import { allFaults, type Fault } from './server.ts'

describe.each([
  { name: 'the independent gateway', open: () => openIndependentGateway() },
  { name: 'the mock of its dialect', open: openMock },
])('$name', ({ open }) => {
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await open()
  })
  afterAll(() => gateway.stop())

  test.each(cases)('$trait: $name', async ({ observe, expected }) => {
    // Each case gets a new window of the rate limit.
    await gateway.clock.advance(60_000)
    expect(await observe(gateway)).toEqual(expected)
    expect(gateway.takeViolations()).toEqual([])
  })
})

const faulty = cases.flatMap(({ faults = {}, ...rest }) =>
  (Object.entries(faults) as [Fault, unknown][]).map(([fault, deviation]) => ({ ...rest, fault, deviation })),
)

test.each(faulty)('the independent gateway with $fault: $name', async ({ observe, fault, deviation, expected }) => {
  const gateway = await openIndependentGateway(fault)
  const observed = await observe(gateway).finally(gateway.stop)
  expect(observed).toEqual(deviation)
  expect(observed).not.toEqual(expected)
})

test('each fault has one case', () => {
  expect(faulty.map(({ fault }) => fault).sort()).toEqual([...allFaults].sort())
})

test('the dialect states the trait of each case', async () => {
  const { dialect } = await loadProvider(folder)
  const traits = cases.map(({ trait }) => trait)
  expect(traits.filter((trait) => readPointer(dialect, trait) === undefined)).toEqual([])
})

test('an edit changes the transparent part of the mask, and keeps the rest', async () => {
  const gateway = await openIndependentGateway()
  const left = { input: await drawImage('png', { width: 32, height: 64 }), left: 0, top: 0 }
  const mask = await sharp(await drawImage('png', { width: 64, height: 64, alpha: true, background: '#00000000' }))
    .composite([left])
    .png()
    .toBuffer()
  const image = await drawImage('png', { width: 64, height: 64, background: '#102030' })
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
