import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, host, json, type Reply, startMock } from '../support/mock.ts'

// The facts of openapi/providers/azure, as a caller sees them.

let mock: Awaited<ReturnType<typeof startMock>>
let picture: Buffer
beforeAll(async () => {
  const limits = { images: 1e6 }
  mock = await startMock(['azure'], { speed: Number.POSITIVE_INFINITY, keys: ['k-test'], limits })
  picture = await drawImage()
})

const pathOf = (operation: string, deployment = 'gpt-image-1', version = '2025-04-01-preview') =>
  `/azure/openai/deployments/${deployment}/images/${operation}?api-version=${version}`
const key = { 'api-key': 'k-test' }
const generate = (fields: object = {}, deployment?: string, headers: Record<string, string> = key): Promise<Reply> =>
  mock.bare(pathOf('generations', deployment), json({ prompt: 'an umbrella', ...fields }, headers))
type Part = readonly [name: string, value: string | Buffer]
const edit = (parts: readonly Part[], deployment?: string): Promise<Reply> =>
  mock.bare(pathOf('edits', deployment), { ...form([['prompt', 'add a hat'], ...parts]), headers: key })

describe('a reply', () => {
  test('of a GPT image model has base64 text and usage', async () => {
    const { status, json: body, headers } = await generate({ n: 2 })
    expect(status).toBe(200)
    expect(body).toEqual({
      created: expect.any(Number),
      data: [{ b64_json: expect.any(String) }, { b64_json: expect.any(String) }],
      usage: {
        total_tokens: 2051,
        input_tokens: 3,
        output_tokens: 2048,
        input_tokens_details: { text_tokens: 3, image_tokens: 0 },
      },
    })
    expect(headers.get('apim-request-id')).toBeTruthy()
  })

  test('of DALL-E 3 has a link, or base64 text on request', async () => {
    const { json: body } = await generate({}, 'dall-e-3')
    expect(body.data).toEqual([
      { url: expect.stringMatching(/\/private\/images\/[0-9a-f-]{36}\/0\?se=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ$/) },
    ])
    const { pathname, search } = new URL(body.data[0].url)
    expect((await mock.bare(pathname + search)).headers.get('content-type')).toBe('image/png')
    await mock.clock.advance(86_402_000)
    expect((await mock.bare(pathname + search)).status).toBe(403)
    const inText = await generate({ response_format: 'b64_json' }, 'dall-e-3')
    expect(inText.json.data).toEqual([{ b64_json: expect.any(String) }])
  })

  test('has the errors of the filter without type and param', async () => {
    const { status, json: body } = await generate({}, 'gpt-image-1', { ...key, 'x-proofsheet-scenario': 'moderated' })
    const message = 'Your task failed as a result of our safety system.'
    expect([status, body]).toEqual([400, { error: { code: 'contentFilter', message, param: null, type: null } }])
  })
})

test.each([
  ['rate-limited', 429, 'RateLimitReached'],
  ['server-error', 500, 'InternalServerError'],
  ['overloaded', 503, 'ServiceUnavailable'],
])('under %s is a %d with the code %s', async (scenario, status, code) => {
  const reply = await generate({}, 'gpt-image-1', { ...key, 'x-proofsheet-scenario': scenario })
  expect([reply.status, reply.json.error.code]).toEqual([status, code])
})

test.each<[fields: object, image: string]>([
  [{}, 'png 1024x1024'],
  [{ size: '1536x1024', output_format: 'jpeg' }, 'jpeg 1536x1024'],
])('the request %j makes an image: %s', async (fields, image) => {
  const { json: body } = await generate(fields)
  const { format, width, height } = await decode(Buffer.from(body.data[0].b64_json, 'base64'))
  expect(`${format} ${width}x${height}`).toBe(image)
})

test.each<[what: string, fields: object, deployment: string | undefined, status: number]>([
  ['ten images', { n: 10 }, undefined, 200],
  ['eleven images', { n: 11 }, undefined, 400],
  ['two images by DALL-E 3', { n: 2 }, 'dall-e-3', 400],
  ['no prompt', { prompt: undefined }, undefined, 400],
  ['a prompt of 4001 characters', { prompt: 'a'.repeat(4001) }, undefined, 200],
  ['a prompt of 4001 characters by DALL-E 3', { prompt: 'a'.repeat(4001) }, 'dall-e-3', 400],
  ['a wide size', { size: '1792x1024' }, undefined, 400],
  ['a wide size by DALL-E 3', { size: '1792x1024' }, 'dall-e-3', 200],
  ['webp', { output_format: 'webp' }, undefined, 400],
  ['PNG for a transparent background', { background: 'transparent' }, undefined, 200],
  ['JPEG for a transparent background', { background: 'transparent', output_format: 'jpeg' }, undefined, 400],
  ['a background by DALL-E 3', { background: 'opaque' }, 'dall-e-3', 400],
  ['the quality hd', { quality: 'hd' }, undefined, 400],
  ['the quality hd by DALL-E 3', { quality: 'hd' }, 'dall-e-3', 200],
  ['a style', { style: 'vivid' }, undefined, 400],
  ['a style by DALL-E 3', { style: 'vivid' }, 'dall-e-3', 200],
  ['the form of the result', { response_format: 'url' }, undefined, 400],
  ['a model beside the deployment', { model: 'gpt-image-1.5' }, undefined, 200],
  ['four unfinished images', { stream: true, partial_images: 4 }, undefined, 400],
])('a generation with %s', async (_what, fields, deployment, status) => {
  expect((await generate(fields, deployment)).status).toBe(status)
})

describe('an edit', () => {
  test.each<[what: string, parts: () => Part[], deployment: string | undefined, status: number]>([
    ['one file', () => [['image', picture]], undefined, 200],
    [
      'two files',
      () => [
        ['image[]', picture],
        ['image[]', picture],
      ],
      undefined,
      200,
    ],
    [
      'a mask',
      () => [
        ['image', picture],
        ['mask', picture],
      ],
      undefined,
      200,
    ],
    ['no file', () => [], undefined, 400],
    [
      'fidelity',
      () => [
        ['image', picture],
        ['input_fidelity', 'high'],
      ],
      undefined,
      200,
    ],
    [
      'fidelity by the small model',
      () => [
        ['image', picture],
        ['input_fidelity', 'high'],
      ],
      'gpt-image-1-mini',
      400,
    ],
  ])('with %s', async (_what, parts, deployment, status) => {
    expect((await edit(parts(), deployment)).status).toBe(status)
  })

  test('is a form and not JSON', async () => {
    expect((await mock.bare(pathOf('edits'), json({ prompt: 'add a hat' }, key))).status).toBeGreaterThanOrEqual(400)
  })
})

test('a stream sends unfinished images, and then the image', async () => {
  const { headers, bytes } = await generate({ stream: true, partial_images: 1 })
  expect(headers.get('content-type')).toContain('text/event-stream')
  const events = [...bytes.toString().matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))
  expect(events).toMatchObject([
    { type: 'image_generation.partial_image', partial_image_index: 0, b64_json: expect.any(String) },
    { type: 'image_generation.completed', b64_json: expect.any(String) },
  ])
})

describe('a key', () => {
  test.each<[what: string, headers: Record<string, string>, status: number]>([
    ['in api-key', key, 200],
    ['as a token', { authorization: 'Bearer k-test' }, 200],
    ['as a token without its scheme', { authorization: 'k-test' }, 401],
    ['that is wrong', { 'api-key': 'other' }, 401],
    ['that is missing', {}, 401],
  ])('%s', async (_what, headers, status) => {
    const { status: received, json: body } = await generate({}, 'gpt-image-1', headers)
    expect([received, body.error?.code]).toEqual([status, status === 200 ? undefined : '401'])
  })
})

test.each<[what: string, path: string, error: object]>([
  ['a deployment that does not exist', pathOf('generations', 'nobody'), { code: 'DeploymentNotFound' }],
  ['another path', '/azure/openai/deployments/gpt-image-1/images', { code: '404', message: 'Resource not found' }],
])('%s is a 404', async (_what, path, error) => {
  const { status, json: body } = await mock.bare(path, json({ prompt: 'x' }, key))
  expect([status, body]).toMatchObject([404, { error }])
})

test.each([
  ['no version', '/azure/openai/deployments/gpt-image-1/images/generations'],
  ['a version that is no date', pathOf('generations', 'gpt-image-1', 'latest')],
])('%s of the API is refused', async (_what, path) => {
  expect((await mock.bare(path, json({ prompt: 'x' }, key))).status).toBe(400)
})

test('the sixth image of a minute is limited, with a delay in ms', async () => {
  const limited = await startMock(['azure'], { speed: Number.POSITIVE_INFINITY })
  const ask = (n: number) => limited.bare(pathOf('generations'), json({ prompt: 'x', n }, key))
  expect((await ask(5)).status).toBe(200)
  const { status, json: body, headers } = await ask(1)
  expect([status, body.error.code, headers.get('retry-after-ms')]).toEqual([429, 'RateLimitReached', '60000'])
})

test('the client names the deployment and the version, and gets bytes', async () => {
  const options = { apiKey: 'k-test', baseUrl: `${host}/azure/openai`, fetch: mock.fetch }
  const client = createImageClient({ provider: 'azure', ...options })
  const { data } = await client.submit('generate', { model: 'dall-e-3', prompt: 'a fox' })
  const [image] = data?.images ?? []
  if (!image) throw new Error('no image')
  const { data: bytes = new Uint8Array() } = await client.bytes(image)
  expect(await decode(Buffer.from(bytes))).toMatchObject({ format: 'png', width: 1024, height: 1024 })
})
