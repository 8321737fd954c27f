import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { deviant } from '../support/gateway.ts'
import { drawImage } from '../support/images.ts'
import { form, json, type Reply, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const [red, blue] = ['#c83232', '#3232c8']
const size = { width: 64, height: 64 }
let mock: Awaited<ReturnType<typeof startMock>>
const images: Record<string, Buffer> = {}
beforeAll(async () => {
  mock = await startMock(['openai', 'gpt-best', 'apigo', 'ezlink', 'dimilinks'], { speed: Infinity })
  const hole = {
    input: { create: { width: 32, height: 64, channels: 4 as const, background: '#000' } },
    left: 0,
    top: 0,
  }
  const holed = await sharp({ create: { ...size, channels: 4, background: '#000' } })
    .composite([{ ...hole, blend: 'dest-out' }])
    .png()
    .toBuffer()
  const pad = (bytes: Buffer, length: number) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)])
  Object.assign(images, {
    red: await drawImage('png', { ...size, background: red }),
    wide: await drawImage('png', { width: 96, height: 64, background: red }),
    /** The left half is transparent. */
    holed,
    webp: await sharp(holed).webp().toBuffer(),
    wideHoled: await sharp(holed).resize(96, 64, { fit: 'fill' }).toBuffer(),
    opaque: await drawImage('png', { ...size, background: blue }),
    text: Buffer.from('no image'),
    full: pad(holed, 4_194_304),
    over: pad(holed, 4_194_305),
  })
})

type Fields = readonly (readonly [field: string, image: string])[]
const paths: Record<string, string> = {
  openai: '/openai/v1',
  'gpt-best': '/gpt-best/v1',
  apigo: '/apigo/v1',
  ezlink: '/ezlink/v1',
  dimilinks: '/dimilinks/v1',
}
const edit = (id: string, fields: Fields, more: readonly (readonly [string, string])[] = []) => {
  const model = id === 'apigo' ? 'gpt-image-1' : 'gpt-image-2'
  // DimiLinks treats files with equal name and length as one file.
  const files = fields.map(
    ([field, name]) =>
      [
        field,
        new File([new Uint8Array(images[name] as Buffer)], `${field}-${name}.png`, { type: 'image/png' }),
      ] as const,
  )
  return mock.send(`${paths[id]}/images/edits`, form([['prompt', 'x'], ['model', model], ...more, ...files]))
}
const image: Fields = [['image', 'red']]

async function colourAt({ json }: Reply, x: number, y: number): Promise<'red' | 'blue' | 'other'> {
  const [{ b64_json, url }] = json.data
  const bytes = url === undefined ? Buffer.from(b64_json, 'base64') : (await mock.send(url)).bytes
  const [r = 0, g = 0, b = 0] = await sharp(bytes)
    .extract({ left: x, top: y, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer()
  const isNear = (...colour: number[]) => colour.every((value, index) => Math.abs(value - ([r, g, b][index] ?? 0)) < 10)
  return isNear(200, 50, 50) ? 'red' : isNear(50, 50, 200) ? 'blue' : 'other'
}
/** Reads the colours left and right of the middle of a result, which is 1024 pixels wide and high. */
const sides = async (reply: Reply) => [await colourAt(reply, 300, 500), await colourAt(reply, 700, 500)]

describe('the result shows the area to edit', () => {
  test.each(['openai', 'gpt-best', 'apigo', 'ezlink'])('%s, in a form', async (id) => {
    expect(await sides(await edit(id, image))).toEqual(['red', 'red'])
    expect(await sides(await edit(id, [...image, ['mask', 'holed']]))).toEqual(['other', 'red'])
  })

  const dataUrl = (name: string) => `data:image/png;base64,${images[name]?.toString('base64')}`
  test.each<[id: string, operation: string, body: () => object, mask: () => object]>([
    [
      'openai',
      'edits',
      () => ({ images: [{ image_url: dataUrl('red') }] }),
      () => ({ mask: { image_url: dataUrl('holed') } }),
    ],
    ['ezlink', 'edits', () => ({ image: dataUrl('red'), model: 'gpt-image-2' }), () => ({ mask: dataUrl('holed') })],
    ['dimilinks', 'generations', () => ({ image: dataUrl('red') }), () => ({ mask_url: dataUrl('holed') })],
  ])('%s, in JSON', async (id, operation, body, mask) => {
    const send = (more: object) =>
      mock.send(`${paths[id]}/images/${operation}`, json({ prompt: 'x', ...body(), ...more }))
    expect(await sides(await send({}))).toEqual(['red', 'red'])
    expect(await sides(await send(mask()))).toEqual(['other', 'red'])
  })
})

describe('a mask that breaks the rules is refused', () => {
  const strict: [what: string, fields: Fields, message: RegExp][] = [
    ['of another format', [...image, ['mask', 'webp']], /must be png; it is webp\.$/],
    [
      'of another size',
      [...image, ['mask', 'wideHoled']],
      /is 96x64 and the image is 64x64; the sizes must be equal\.$/,
    ],
    [
      'of the size of the second',
      [
        ['image[]', 'red'],
        ['image[]', 'wide'],
        ['mask', 'wideHoled'],
      ],
      /is 96x64 and the image is 64x64/,
    ],
    [
      'without alpha',
      [...image, ['mask', 'opaque']],
      /has no alpha channel; transparent pixels must mark the area to edit\.$/,
    ],
    ['over 4 MiB', [...image, ['mask', 'over']], /has 4194305 bytes; the limit is 4194304\.$/],
    ['that is not an image', [...image, ['mask', 'text']], /is not an image that can be decoded\.$/],
  ]
  test.each(strict)('OpenAI: %s', async (_what, fields, message) => {
    const error = {
      code: 'invalid_image_file',
      type: 'invalid_request_error',
      param: 'mask',
      message: expect.stringMatching(message),
    }
    expect(await edit('openai', fields)).toMatchObject({ status: 400, json: { error } })
  })
  test.each(strict)('gpt-best: %s', async (_what, fields, message) => {
    const error = { code: null, type: 'invalid_request_error', param: 'mask', message: expect.stringMatching(message) }
    expect(await edit('gpt-best', fields)).toMatchObject({ status: 400, json: { error } })
  })

  test.each<[id: string, mask: string, status: number, message: RegExp | undefined]>([
    ['openai', 'full', 200, undefined],
    ['gpt-best', 'full', 200, undefined],
    ['apigo', 'opaque', 200, undefined],
    ['apigo', 'over', 200, undefined],
    ['apigo', 'wideHoled', 400, /is 96x64 and the image is 64x64/],
    ['apigo', 'webp', 400, /must be png; it is webp/],
    ['ezlink', 'webp', 200, undefined],
    ['ezlink', 'wide', 200, undefined],
    ['ezlink', 'text', 400, /is not an image/],
  ])('%s with the mask %s: %i', async (id, mask, status, message) => {
    const reply = await edit(id, [...image, ['mask', mask]])
    expect(reply.status).toBe(status)
    if (message) expect(reply.json.error.message).toMatch(message)
  })

  test.each(['openai', 'gpt-best'])('%s: a mask that is not a file', async (id) => {
    const error = { param: 'mask', message: 'mask must be a file.' }
    expect(await edit(id, image, [['mask', 'here']])).toMatchObject({ status: 400, json: { error } })
  })
})

describe('DimiLinks treats the mask of a form as a reference', () => {
  // The second of two references is drawn in a square around this point.
  const second = [370, 723] as const

  test('the mask is drawn among the references', async () => {
    expect(await colourAt(await edit('dimilinks', image), ...second)).toBe('red')
    expect(await colourAt(await edit('dimilinks', [...image, ['mask', 'opaque']]), ...second)).toBe('blue')
  })

  test('the mask can have any size and format, and marks no area', async () => {
    for (const mask of ['webp', 'wideHoled', 'over'])
      expect(await sides(await edit('dimilinks', [...image, ['mask', mask]]))).toEqual(['red', 'red'])
  })

  test('the mask counts towards the limit of nine', async () => {
    const names = Array.from({ length: 9 }, (_, index) => [`image_${index}`, 'red'] as const)
    const files = (count: number): Fields => names.slice(0, count)
    expect((await edit('dimilinks', [...files(8), ['mask', 'holed']])).status).toBe(200)
    expect(await edit('dimilinks', [...files(9), ['mask', 'holed']])).toMatchObject({
      status: 400,
      json: {
        error: {
          code: 'invalid_reference_image',
          message: '最多支持 9 张参考图: There are 10 references; the limit is 9.',
        },
      },
    })
  })

  test('the mask alone is not enough', async () => {
    expect(await edit('dimilinks', [['mask', 'holed']])).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_request_error' } },
    })
  })
})

test('a mask that counts as a reference is one image where the references are a list', async () => {
  const provider = deviant(await providerOf('dimilinks'), {
    '/mask/as/json': 'reference',
    '/references/json/shapes': ['array'],
  })
  const { fetch } = await createMock({ providers: [provider], atRoot: true, speed: Infinity })
  const url = `data:image/png;base64,${images.red?.toString('base64')}`
  const statusOf = async (mask: unknown) => {
    const body = { model: 'gpt-image-2', prompt: 'x', image: [url], mask_url: mask }
    const sent = new Request('http://mock.test/v1/images/generations', json(body, { authorization: 'Bearer k' }))
    return (await fetch(sent)).status
  }
  expect([await statusOf(url), await statusOf([url])]).toEqual([200, 400])
})

describe('markup at OpenAI', () => {
  test.each<[what: string, fields: Fields, status: number, param: string | undefined]>([
    ['over an image', [...image, ['markup', 'holed']], 200, undefined],
    ['with a mask', [...image, ['markup', 'holed'], ['mask', 'holed']], 400, undefined],
    ['without alpha', [...image, ['markup', 'opaque']], 400, 'markup'],
    ['that is not an image', [...image, ['markup', 'text']], 400, 'markup'],
  ])('%s: %i', async (_what, fields, status, param) => {
    const reply = await edit('openai', fields, [['model', 'gpt-image-2.5-sunburst']])
    expect(reply.status).toBe(status)
    if (param) expect(reply.json.error.param).toBe(param)
  })

  test('other gateways ignore markup', async () => {
    expect((await edit('gpt-best', [...image, ['markup', 'text']])).status).toBe(200)
  })
})
