import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, host, json, type Reply, startMock } from '../support/mock.ts'

// The facts of openapi/providers/openrouter, as a caller sees them.

let mock: Awaited<ReturnType<typeof startMock>>
let link: string
beforeAll(async () => {
  mock = await startMock(['openrouter'], { speed: Number.POSITIVE_INFINITY, keys: ['sk-test'] })
  link = `data:image/png;base64,${(await drawImage()).toString('base64')}`
})

const base = '/openrouter/api/v1'
const small = { model: 'openai/gpt-image-1', prompt: 'a red panda', size: '64x32' }
const generate = (fields: object = {}, headers: Record<string, string> = {}): Promise<Reply> =>
  mock.send(`${base}/images`, json({ ...small, ...fields }, headers))
const under = (scenario: string) => ({ 'x-proofsheet-scenario': scenario })

test('a reply has base64 text with its media type, and usage with the cost', async () => {
  const { status, json: body } = await generate({ n: 2, output_format: 'webp' })
  const image = { b64_json: expect.any(String), media_type: 'image/webp' }
  expect(status).toBe(200)
  expect(body).toEqual({
    created: expect.any(Number),
    data: [image, image],
    usage: { prompt_tokens: 3, completion_tokens: 8350, total_tokens: 8353, cost: 0.04 },
  })
})

test.each<[fields: object, image: string]>([
  [{}, 'png 64x32'],
  [{ output_format: 'jpeg' }, 'jpeg 64x32'],
  [{ size: undefined }, 'png 1024x1024'],
  [{ size: undefined, resolution: '512', aspect_ratio: '16:9' }, 'png 688x384'],
  [{ size: undefined, resolution: '512', aspect_ratio: '9:19.5' }, 'png 352x752'],
  [{ size: '512' }, 'png 512x512'],
  [{ size: '512', aspect_ratio: '3:2' }, 'png 624x416'],
])('the request %j makes an image: %s', async (fields, image) => {
  const { json: body } = await generate(fields)
  const { format, width, height } = await decode(Buffer.from(body.data[0].b64_json, 'base64'))
  expect(`${format} ${width}x${height}`).toBe(image)
})

test.each<[what: string, fields: object, status: number]>([
  ['no prompt', { prompt: undefined }, 400],
  ['an empty prompt', { prompt: '' }, 400],
  ['no model', { model: undefined }, 400],
  ['a low quality', { quality: 'low' }, 200],
  ['a compression of a PNG', { output_compression: 50 }, 200],
  ['options of a provider', { provider: { options: { openai: { unknown: 1 } } } }, 200],
  ['an unknown model', { model: 'acme/none' }, 400],
  ['ten images', { n: 10 }, 200],
  ['eleven images', { n: 11 }, 400],
  ['an unknown resolution', { resolution: '8K' }, 400],
  ['an unknown ratio', { aspect_ratio: '7:5' }, 400],
  ['an unknown quality', { quality: 'hd' }, 400],
  ['an unknown format', { output_format: 'gif' }, 400],
  ['a compression above 100', { output_compression: 101 }, 400],
  ['a transparent JPEG', { background: 'transparent', output_format: 'jpeg' }, 400],
  ['a transparent WebP', { background: 'transparent', output_format: 'webp' }, 200],
  ['a seed', { seed: 7 }, 200],
  ['a choice of providers', { provider: { only: ['azure'], allow_fallbacks: false } }, 200],
])('a request with %s', async (_what, fields, status) => {
  expect((await generate(fields)).status).toBe(status)
})

describe('a reference image is an object that says its type', () => {
  const typed = (url: string) => ({ type: 'image_url', image_url: { url } })
  test.each<[what: string, references: () => unknown, status: number]>([
    ['a data URL', () => [typed(link)], 200],
    ['a link', () => [typed('https://img.example/a.png')], 200],
    ['sixteen images', () => Array(16).fill(typed(link)), 200],
    ['seventeen images', () => Array(17).fill(typed(link)), 400],
    ['no type', () => [{ image_url: { url: link } }], 400],
    ['another type', () => [{ ...typed(link), type: 'text' }], 400],
    ['a bare link', () => [link], 400],
    ['base64 text', () => [typed('iVBORw0KGgo=')], 400],
  ])('%s', async (_what, references, status) => {
    expect((await generate({ input_references: references() })).status).toBe(status)
  })
})

test('a stream has events without event lines, and ends with [DONE]', async () => {
  const { headers, bytes } = await generate({ stream: true })
  expect(headers.get('content-type')).toContain('text/event-stream')
  const lines = bytes.toString().split('\n').filter(Boolean)
  expect(lines.every((line) => line.startsWith('data: '))).toBe(true)
  expect(lines.at(-1)).toBe('data: [DONE]')
  expect(JSON.parse(lines[0]?.slice(6) ?? '')).toEqual({
    type: 'image_generation.completed',
    b64_json: expect.any(String),
    media_type: 'image/png',
    created: expect.any(Number),
    usage: { prompt_tokens: 3, completion_tokens: 4175, total_tokens: 4178 },
  })
})

test.each<[scenario: string, status: number, type: string]>([
  ['moderated', 403, 'content_policy_violation'],
  ['insufficient-balance', 402, 'payment_required'],
  ['hard-limit', 402, 'payment_required'],
  ['upstream-failed', 502, 'provider_error'],
  ['server-error', 500, 'internal_error'],
  ['model-not-allowed', 403, 'permission_denied'],
  ['rate-limited', 429, 'rate_limit_exceeded'],
  ['upstream-limited', 429, 'rate_limit_exceeded'],
  ['overloaded', 503, 'provider_overloaded'],
])('under %s the status is %d, as the number in the error is', async (scenario, status, type) => {
  const reply = await generate({}, under(scenario))
  expect([reply.status, reply.json.error]).toMatchObject([
    status,
    { code: status, message: expect.any(String), metadata: { error_type: type } },
  ])
})

test('a refusal of moderation gives reasons', async () => {
  const { json: body } = await generate({}, under('moderated'))
  expect(body.error.metadata).toMatchObject({ reasons: [expect.any(String)], flagged_input: expect.any(String) })
})

test.each<[what: string, path: string, init: RequestInit, status: number]>([
  ['a missing key', '/images', { ...json(small), headers: { authorization: '' } }, 401],
  ['a wrong key', '/images', json(small, { authorization: 'Bearer other' }), 401],
  ['an unknown path', '/nothing', {}, 404],
  ['a form', '/images', form([['prompt', 'a fox']]), 400],
])('%s is refused', async (_what, path, init, status) => {
  const reply = await mock.send(`${base}${path}`, init)
  expect([reply.status, reply.json?.error.code]).toEqual([status, status])
})

test.each(['/key', '/credits', '/models?output_modalities=image', '/images/models/openai/gpt-image-1/endpoints'])(
  'GET %s is served',
  async (path) => {
    expect((await mock.send(`${base}${path}`)).status).toBe(200)
  },
)

test('the list of models needs no key', async () => {
  const { json: body } = await mock.bare(`${base}/images/models`)
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['bytedance-seed/seedream-4.5', 'openai/gpt-image-1'])
})

test('the client sends references with their type, and gets bytes', async () => {
  const bodies: unknown[] = []
  const fetch: typeof mock.fetch = async (input, init) => {
    const request = new Request(input, init)
    bodies.push(await request.clone().json())
    return mock.fetch(request)
  }
  const client = createImageClient({ provider: 'openrouter', apiKey: 'sk-test', baseUrl: `${host}${base}`, fetch })
  const { data } = await client.submit('generate', { ...small, references: [link] })
  const [image] = data?.images ?? []
  if (!image) throw new Error('no image')
  const { data: bytes = new Uint8Array() } = await client.bytes(image)
  expect(await decode(Buffer.from(bytes))).toMatchObject({ format: 'png', width: 64, height: 32 })
  expect(bodies).toEqual([{ ...small, input_references: [{ type: 'image_url', image_url: { url: link } }] }])
})
