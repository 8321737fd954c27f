import { beforeAll, describe, expect, test } from 'vitest'
import { decode } from '../support/images.ts'
import { json, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['dimilinks', 'openai', 'apigo', 'gpt-best', 'ezlink'], { speed: Number.POSITIVE_INFINITY })
})

const paths = {
  dimilinks: '/dimilinks/v1/images/generations',
  openai: '/openai/v1/images/generations',
  apigo: '/apigo/v1/images/generations',
  'gpt-best': '/gpt-best/v1/images/generations',
  ezlink: '/ezlink/v1/images/generations',
}
const models = {
  dimilinks: 'gpt-image-2',
  openai: 'gpt-image-2',
  apigo: 'gpt-image-1',
  'gpt-best': 'gpt-image-2',
  ezlink: 'gpt-image-2',
}
type Id = keyof typeof paths
const generate = (id: Id, body: object) => mock.send(paths[id], json({ prompt: 'x', model: models[id], ...body }))

/** Decodes the first image of a reply in any form. */
async function decodeFirstImage(reply: Awaited<ReturnType<typeof generate>>) {
  const [{ url, b64_json }] = reply.json.data
  if (b64_json) return decode(Buffer.from(b64_json, 'base64'))
  return decode((await mock.send(url)).bytes)
}

describe('size', () => {
  test.each<[id: Id, body: object, width: number, height: number]>([
    ['dimilinks', {}, 1024, 1024],
    ['dimilinks', { size: '16:9' }, 1024, 576],
    ['dimilinks', { size: '9:16' }, 576, 1024],
    ['dimilinks', { size: '16:9', resolution: '2k' }, 2048, 1152],
    ['dimilinks', { size: '21:9', image_size: '2K' }, 2016, 864],
    ['dimilinks', { size: '4:5', scale: '1440p' }, 1600, 2000],
    ['dimilinks', { quality: '2k' }, 2048, 2048],
    ['dimilinks', { quality: 'high' }, 1024, 1024],
    ['dimilinks', { size: '1536x640' }, 1536, 640],
    ['dimilinks', { size: 'auto', resolution: '2k' }, 2048, 2048],
    ['openai', {}, 1024, 1024],
    ['openai', { size: '1536x864' }, 1536, 864],
    ['apigo', { size: '1536x1024' }, 1536, 1024],
    ['gpt-best', { size: '1024x1536' }, 1024, 1536],
    ['ezlink', { size: '512x512' }, 512, 512],
    ['gpt-best', { size: '16:9', image_size: '4K' }, 3840, 2160],
    ['gpt-best', { model: 'dall-e-2', size: '256x256' }, 256, 256],
    ['gpt-best', { model: 'nano-banana-3.1', aspect_ratio: '8:1', size: 'auto' }, 2896, 368],
  ])('%s %j is %ix%i', async (id, body, width, height) => {
    const reply = await generate(id, body)
    expect(reply.status).toBe(200)
    expect(await decodeFirstImage(reply)).toMatchObject({ width, height })
  })

  test.each<[id: Id, size: string, message: RegExp]>([
    ['dimilinks', '1000x1000', /multiples of 16/],
    ['dimilinks', '4096x4096', /limit is 8294400/],
    ['dimilinks', 'huge', /must be a ratio such as 16:9 or WIDTHxHEIGHT/],
    ['dimilinks', '0:1', /both sides of a ratio must be above 0/],
    ['openai', '512x512', /minimum pixel budget/],
    ['openai', '3840x1024', /within 3:1/],
    ['openai', '4000x1600', /longer than 3840/],
    ['openai', '1024*1024', /must match pattern/],
    ['gpt-best', '1000x1000', /multiples of 16/],
    ['gpt-best', '8:1', /within 3:1/],
    ['gpt-best', `${'9'.repeat(400)}:${'9'.repeat(400)}`, /must be/],
    ['dimilinks', '16x518400', /longer than 16383/],
    ['apigo', '1x16777216', /must be/],
    ['ezlink', '16777215x1', /must be/],
  ])('%s refuses %s', async (id, size, message) => {
    const reply = await generate(id, { size })
    expect(reply).toMatchObject({ status: 400, json: { error: { message: expect.stringMatching(message) } } })
  })
})

describe('number of images', () => {
  test.each<[id: Id, body: object, count: number]>([
    ['dimilinks', { n: 4, resolution: '2k' }, 4],
    ['dimilinks', { n: 4 }, 1],
    ['dimilinks', { n: 9, resolution: '4k' }, 4],
    ['dimilinks', { n: 0 }, 1],
    ['openai', { n: 3 }, 3],
    ['apigo', { n: 2 }, 2],
    ['gpt-best', { n: 2 }, 2],
  ])('%s %j gives %i', async (id, body, count) => {
    expect((await generate(id, body)).json.data).toHaveLength(count)
  })

  test.each<[id: Id, n: unknown]>([
    ['dimilinks', 'two'],
    ['openai', 11],
    ['openai', 0],
    ['openai', 1.5],
    ['apigo', 11],
    ['gpt-best', 11],
  ])('%s refuses n = %s', async (id, n) => {
    expect((await generate(id, { n })).status).toBe(400)
  })
})

describe('format', () => {
  test.each<[id: Id, body: object, format: string, hasAlpha: boolean]>([
    ['dimilinks', { output_format: 'webp' }, 'webp', false],
    ['dimilinks', { output_format: 'jpeg', output_compression: 30 }, 'jpeg', false],
    ['openai', { output_format: 'webp', background: 'transparent' }, 'webp', true],
    ['apigo', { output_format: 'jpeg' }, 'jpeg', false],
  ])('%s %j is %s', async (id, body, format, hasAlpha) => {
    expect(await decodeFirstImage(await generate(id, body))).toMatchObject({ format, hasAlpha })
  })

  test('a transparent JPEG is refused', async () => {
    const reply = await generate('openai', { output_format: 'jpeg', background: 'transparent' })
    expect(reply).toMatchObject({ status: 400, json: { error: { param: 'background' } } })
  })

  test('lower quality gives fewer bytes', async () => {
    const length = async (output_compression: number) =>
      (await mock.send((await generate('dimilinks', { output_format: 'jpeg', output_compression })).json.data[0].url))
        .bytes.length
    expect(await length(10)).toBeLessThan(await length(95))
  })
})

test('names of JavaScript members are not words of a gateway', async () => {
  expect((await generate('dimilinks', { response_format: 'constructor' })).status).toBe(400)
  expect((await generate('gpt-best', { model: 'constructor', prompt: 'a'.repeat(40_000) })).status).toBe(400)
})

test('a refusal of aspect_ratio names the field', async () => {
  expect((await generate('gpt-best', { aspect_ratio: 'banana' })).json.error).toMatchObject({
    param: 'aspect_ratio',
    message: expect.stringMatching(/^aspect_ratio must be/),
  })
})

describe('prompt', () => {
  test.each<[id: Id, prompt: unknown, status: number]>([
    ['dimilinks', '', 400],
    ['dimilinks', '  ', 400],
    ['dimilinks', 7, 400],
    ['openai', '', 400],
    ['openai', 'é'.repeat(32_000), 200],
    ['openai', '😀'.repeat(32_000), 200],
    ['openai', 'a'.repeat(32_001), 400],
    ['ezlink', 'a'.repeat(1_000_001), 400],
    ['gpt-best', 'a'.repeat(32_001), 400],
  ])('%s with the prompt %s', async (id, prompt, status) => {
    expect((await generate(id, { prompt })).status).toBe(status)
  })
})

describe('models', () => {
  test.each<[id: Id, model: string, status: number, code: string]>([
    ['apigo', 'nope', 404, 'model_not_found'],
    ['dimilinks', 'dall-e-3', 400, 'model_not_found'],
    ['openai', 'dall-e-2', 404, 'model_not_found'],
    ['openai', 'dall-e-3', 404, 'model_not_found'],
    ['openai', 'gpt-image-1', 404, 'model_not_found'],
    ['openai', 'nonsense', 404, 'model_not_found'],
  ])('%s refuses %s', async (id, model, status, code) => {
    expect(await generate(id, { model })).toMatchObject({ status, json: { error: { code } } })
  })

  test('a model is refused from the day of its retirement', async () => {
    const datedMock = await startMock(['openai'], { speed: Number.POSITIVE_INFINITY })
    const send = () => datedMock.send('/openai/v1/images/generations', json({ prompt: 'x', model: 'gpt-image-1.5' }))
    expect((await send()).status).toBe(200)
    await datedMock.clock.advance(11 * 86_400_000)
    expect((await send()).json.error.message).toMatch(/retired on 2026-12-01/)
  })

  test('a GPT model of OpenAI refuses response_format', async () => {
    expect((await generate('openai', { response_format: 'b64_json' })).json.error).toMatchObject({
      message: "Unknown parameter: 'response_format'.",
      code: 'unknown_parameter',
      param: 'response_format',
    })
  })
})
