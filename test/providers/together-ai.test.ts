import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { decode } from '../support/images.ts'
import { host, json, startMock } from '../support/mock.ts'

const schnell = 'black-forest-labs/FLUX.1-schnell'
const link = 'https://img.example/a.png'
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['together-ai'], { speed: Number.POSITIVE_INFINITY, keys: ['sk-test'] })
})
const generate = (fields: object, headers = {}) =>
  mock.send('/together-ai/v1/images/generations', json({ model: schnell, prompt: 'a fox', ...fields }, headers))

/** Generates an image as base64 text, and returns its format and size. */
async function draw(fields: object) {
  const { json: reply } = await generate({ response_format: 'base64', ...fields })
  const { format, width, height } = await decode(Buffer.from(reply.data[0].b64_json, 'base64'))
  return `${format} ${width}x${height}`
}

describe('an image', () => {
  test.each<[what: string, fields: object, image: string]>([
    ['has 1024 pixels in both directions, as a JPEG', {}, 'jpeg 1024x1024'],
    ['has the width and the height', { width: 512, height: 768 }, 'jpeg 512x768'],
    ['has the usual height beside a width', { width: 512 }, 'jpeg 512x1024'],
    ['has the ratio', { aspect_ratio: '2:1' }, 'jpeg 1448x728'],
    ['is a PNG', { width: 64, height: 64, output_format: 'png' }, 'png 64x64'],
  ])('%s', async (_what, fields, image) => {
    expect(await draw(fields)).toBe(image)
  })
})

describe('a reply', () => {
  test('has the model, and a link for each image', async () => {
    const { json: reply } = await generate({ n: 2, model: 'black-forest-labs/FLUX.2-pro' })
    expect(reply).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{7}-[0-9a-f]{6}-[0-9a-f]{16}-SJC$/),
      model: 'black-forest-labs/FLUX.2-pro',
      object: 'list',
      data: [0, 1].map((index) => ({ index, type: 'url', url: expect.stringMatching(`/shrt/${reply.id}/${index}$`) })),
    })
    const { status } = await mock.bare(new URL(reply.data[1].url).pathname)
    expect(status).toBe(200)
  })

  test('has base64 text on request, in another member than the word says', async () => {
    const { json: reply } = await generate({ response_format: 'base64' })
    expect(reply.data).toEqual([{ index: 0, type: 'b64_json', b64_json: expect.any(String) }])
  })
})

test.each<[what: string, fields: object]>([
  ['a seed and a guidance', { seed: 1, negative_prompt: 'a cat', guidance_scale: 3.5 }],
  ['an adapter', { image_loras: [{ path: 'https://img.example/lora', scale: 1 }] }],
  ['no check of safety', { disable_safety_checker: true }],
])('a request may have %s', async (_what, fields) => {
  expect((await generate({ width: 64, height: 64, ...fields })).status).toBe(200)
})

test.each<[what: string, path: string, init: RequestInit, status: number]>([
  ['takes a job', 'submit', json({ model: 'm', payload: {} }), 200],
  ['cancels a job', 'cancel', json({ model: 'm', request_id: 'r' }), 200],
  ['needs the id of a job', 'status?model=m', {}, 400],
])('the queue %s', async (_what, path, init, status) => {
  expect((await mock.send(`/together-ai/v1/queue/${path}`, init)).status).toBe(status)
})

describe('references are links in either field', () => {
  test.each<[what: string, fields: object, status: number]>([
    ['one link', { image_url: png }, 200],
    ['a list of links', { reference_images: [png, png] }, 200],
    ['base64 text without a data URL', { image_url: 'iVBORw0KGgo=' }, 400],
    ['a link that cannot be fetched', { reference_images: [`${link}?`, 5] }, 400],
  ])('%s', async (_what, fields, status) => {
    expect((await generate(fields)).status).toBe(status)
  })
})

describe('a refusal', () => {
  test.each<[what: string, fields: object, status: number, error: object]>([
    ['no prompt', { prompt: undefined }, 400, { type: 'invalid_request_error', code: null, param: 'prompt' }],
    ['an empty prompt', { prompt: '' }, 400, { type: 'invalid_request_error', code: null }],
    ['no model', { model: undefined }, 400, { type: 'invalid_request_error', param: 'model' }],
    ['an unknown model', { model: 'acme/none' }, 404, { type: 'invalid_request_error', code: 'model_not_available' }],
    ['five images', { n: 5 }, 400, { type: 'invalid_request_error', param: 'n' }],
    ['too many steps', { steps: 51 }, 400, { type: 'invalid_request_error', param: 'steps' }],
    ['an odd width', { width: 1023 }, 400, { type: 'invalid_request_error', param: 'width' }],
    ['b64_json as the form', { response_format: 'b64_json' }, 400, { param: 'response_format' }],
    ['webp', { output_format: 'webp' }, 400, { param: 'output_format' }],
    ['no step', { steps: 0 }, 400, { type: 'invalid_request_error', param: 'steps' }],
    ['an adapter without a scale', { image_loras: [{ path: 'a' }] }, 400, { param: 'image_loras.0.scale' }],
    ['a text in place of a boolean', { disable_safety_checker: 'no' }, 400, { param: 'disable_safety_checker' }],
  ])('%s', async (_what, fields, status, error) => {
    const reply = await generate(fields)
    expect([reply.status, reply.json]).toMatchObject([status, { error: { message: expect.any(String), ...error } }])
  })

  test.each([
    ['insufficient-balance', 402],
    ['hard-limit', 402],
    ['rate-limited', 429],
    ['server-error', 500],
    ['overloaded', 503],
  ])('under %s is a %d', async (scenario, status) => {
    const reply = await generate({}, { 'x-proofsheet-scenario': scenario })
    expect([reply.status, reply.json.error]).toEqual([
      status,
      { message: expect.any(String), type: expect.any(String), code: null, param: null },
    ])
  })

  test('of an unknown path is a 404', async () => {
    expect((await mock.send('/together-ai/v1/nothing')).status).toBe(404)
  })

  test.each<[what: string, key: string, status: number]>([
    ['a wrong key', 'Bearer sk-other', 401],
    ['a key without its scheme', 'sk-test', 401],
  ])('%s', async (_what, authorization, status) => {
    const reply = await generate({}, { authorization })
    expect([reply.status, reply.json.error.code]).toEqual([status, 'invalid_api_key'])
  })
})

test('the models are a bare list', async () => {
  const { json: models } = await mock.send('/together-ai/v1/models')
  expect(models.map(({ id }: { id: string }) => id)).toEqual([schnell, 'black-forest-labs/FLUX.2-pro'])
})

test('the client gets bytes', async () => {
  const baseUrl = `${host}/together-ai/v1`
  const client = createImageClient({ provider: 'together-ai', apiKey: 'sk-test', baseUrl, fetch: mock.fetch })
  const { data } = await client.submit('generate', { model: schnell, prompt: 'a fox', width: 64, height: 32 })
  const [image] = data?.images ?? []
  if (!image) throw new Error('no image')
  const { data: bytes = new Uint8Array() } = await client.bytes(image)
  expect(await decode(Buffer.from(bytes))).toMatchObject({ format: 'jpeg', width: 64, height: 32 })
})
