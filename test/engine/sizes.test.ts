import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { createMock } from '../../src/engine/mock.ts'
import { deviant } from '../support/gateway.ts'
import { decode } from '../support/images.ts'
import { host, json, type Reply } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const folder = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

type Generate = Awaited<ReturnType<typeof serve>>

/** Returns a function that generates an image with the fields, at a gateway whose dialect has the changes. */
async function serve(changes: Readonly<Record<string, unknown>>) {
  const provider = deviant(await providerOf(folder), changes)
  const contract = toContract(toOpenApi(provider.dialect))
  expect(checkDialect(provider.dialect, contract)).toEqual([])
  const mock = await createMock({ providers: [{ ...provider, contract }], atRoot: true })
  return async (fields: object) => {
    const body = { input: { prompt: 'a fox' }, parameters: { response_format: 'b64_json' }, ...fields }
    const response = await mock.fetch(new URL('/images', host), json(body, { authorization: 'Bearer sk-test' }))
    const reply: Reply['json'] = await response.json()
    if (response.status !== 200) return `${reply.param}: ${reply.message}`
    const { width, height } = await decode(Buffer.from(reply.output.results[0].b64_image, 'base64'))
    return `${width}x${height}`
  }
}

const edges = {
  '/fields/size': undefined,
  '/fields/width': { names: ['width', '/canvas/width'] },
  '/fields/height': { names: ['height', '/canvas/height'] },
  '/images/size/multiple': 8,
  '/images/size/minEdge': 64,
}

const named = { '/fields/size': { names: ['size'] }, '/images/size/accepts': ['ratio', 'pixels'] }

describe('a gateway with a width and a height', () => {
  let generate: Generate
  beforeAll(async () => {
    generate = await serve(edges)
  })

  test.each<[what: string, fields: object, result: string]>([
    ['both', { width: 256, height: 128 }, '256x128'],
    ['both inside an object', { canvas: { width: 64, height: 192 } }, '64x192'],
    ['none', {}, '128x128'],
    ['the width alone', { width: 256 }, '256x128'],
    ['the height alone', { height: 72 }, '128x72'],
    ['an odd width', { width: 130 }, 'width: width 130x128: width and height must be multiples of 8 pixels.'],
    ['a short edge', { width: 128, height: 56 }, 'width: width 128x56: no edge may be shorter than 64 pixels.'],
    ['a text', { height: 'tall' }, 'height: Request body property height must be integer.'],
  ])('%s', async (_what, fields, result) => {
    expect(await generate(fields)).toBe(result)
  })

  test('a dialect with one of the two is refused', async () => {
    const { dialect } = deviant(await providerOf(folder), { '/fields/width': { names: ['width'] } })
    expect(checkDialect(dialect, toContract(toOpenApi(dialect)))).toEqual([
      '/fields/width: a request cannot name the height: add /fields/height, or remove /fields/width',
    ])
  })
})

describe('a ratio may have decimals', () => {
  let generate: Generate
  beforeAll(async () => {
    generate = await serve({
      '/fields/aspectRatio': { names: ['aspect_ratio'] },
      '/images/size/accepts': ['ratio'],
      '/images/size/default': '1:1',
      '/images/tier/table/1k': { '1:1': '128x128', '19.5:9': '195x90' },
    })
  })

  test.each<[ratio: string, result: string]>([
    ['9:19.5', '90x195'],
    ['19.5:9', '195x90'],
    ['2.5:1', '208x80'],
    ['9:19.', 'aspect_ratio: aspect_ratio must be a ratio such as 16:9, not 9:19..'],
  ])('%s', async (ratio, result) => {
    expect(await generate({ aspect_ratio: ratio })).toBe(result)
  })
})

describe('a size may have other separators', () => {
  test.each<[what: string, changes: Readonly<Record<string, unknown>>, fields: object, result: string]>([
    ['pixels', { pixels: '*' }, { size: '256*128' }, '256x128'],
    [
      'pixels with x',
      { pixels: '*' },
      { size: '256x128' },
      'size: size must be a ratio such as 16:9 or WIDTH*HEIGHT such as 1024*1024, not 256x128.',
    ],
    ['a ratio beside them', { pixels: '*' }, { size: '2:1' }, '176x96'],
  ])('%s', async (_what, separators, fields, result) => {
    const generate = await serve({ ...named, '/images/size/separators': separators })
    expect(await generate(fields)).toBe(result)
  })

  test('ratios alone', async () => {
    const generate = await serve({
      ...named,
      '/images/size/accepts': ['ratio'],
      '/images/size/default': '1:1',
      '/images/size/separators': { ratio: 'x' },
    })
    expect([await generate({ size: '2x1' }), await generate({ size: '2:1' })]).toEqual([
      '176x96',
      'size: size must be a ratio such as 16x9, not 2:1.',
    ])
  })

  test('one separator for both is refused', async () => {
    const { dialect } = deviant(await providerOf(folder), { ...named, '/images/size/separators': { ratio: 'x' } })
    expect(checkDialect(dialect, toContract(toOpenApi(dialect)))).toEqual([
      '/images/size/separators: x separates pixels and ratios, so a size has two meanings: give them different separators, or accept one form',
    ])
  })
})

describe('a size may name a tier or pixels', () => {
  let generate: Generate
  beforeAll(async () => {
    generate = await serve({
      '/fields/size': { names: ['size'] },
      '/fields/tier': { names: ['size'] },
      '/fields/aspectRatio': { names: ['aspect_ratio'] },
      '/images/size/accepts': ['ratio', 'pixels'],
    })
  })

  test.each<[size: string, ratio: string | undefined, result: string]>([
    ['2K', undefined, '256x256'],
    ['2k', '2:1', '368x176'],
    ['64x192', undefined, '64x192'],
    ['3k', undefined, 'size: size must be a ratio such as 16:9 or WIDTHxHEIGHT such as 1024x1024, not 3k.'],
  ])('%s with the ratio %s', async (size, ratio, result) => {
    expect(await generate({ size, aspect_ratio: ratio })).toBe(result)
  })
})
