import { beforeAll, describe, expect, test } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

const variations = '/openai/v1/images/variations'
const generations = '/openai/v1/images/generations'
let mock: Awaited<ReturnType<typeof startMock>>
let legacy: Awaited<ReturnType<typeof startMock>>
let file: Buffer
beforeAll(async () => {
  mock = await startMock(['openai', 'ezlink'], { speed: Infinity })
  legacy = await startMock(['openai', 'ezlink'], { speed: Infinity, legacy: true })
  file = await drawImage('png', { width: 64, height: 64 })
})
const vary = (target: typeof mock, fields: Parameters<typeof form>[0] = []) =>
  target.send(variations, form([['image', file], ...fields]))

describe('by default, retired routes and models are refused', () => {
  test("variations with OpenAI's error, for any request", async () => {
    const error = {
      message: 'This endpoint is retired and no longer available. POST /images/variations is no longer served.',
      type: 'invalid_request_error',
      param: null,
      code: null,
    }
    for (const init of [form([['image', file]]), form([]), json({ prompt: 'x' })])
      expect(await mock.send(variations, init)).toMatchObject({ status: 404, json: { error } })
  })

  test.each(['dall-e-2', 'dall-e-3', 'gpt-image-1'])('%s', async (model) => {
    const reply = await mock.send(generations, json({ prompt: 'x', model }))
    expect(reply).toMatchObject({ status: 404, json: { error: { code: 'model_not_found', param: 'model' } } })
  })
})

describe('with legacy', () => {
  const square = { format: 'png', width: 1024, height: 1024 }
  const fetchImage = async (url: string) => {
    expect(url).toMatch(/^http:\/\/mock\/openai\/generated\//)
    return decode((await legacy.bare(url)).bytes)
  }
  const decodeBase64 = (base64: string) => decode(Buffer.from(base64, 'base64'))

  test.each<[fields: [string, string][], width: number, count: number]>([
    [[['model', 'dall-e-2']], 1024, 1],
    [[], 1024, 1],
    [
      [
        ['size', '256x256'],
        ['n', '2'],
      ],
      256,
      2,
    ],
    [
      [
        ['response_format', 'url'],
        ['size', '512x512'],
      ],
      512,
      1,
    ],
  ])('variations with %o are links to squares', async (fields, width, count) => {
    const reply = await vary(legacy, fields)
    expect(reply.status).toBe(200)
    expect(reply.json.data).toHaveLength(count)
    for (const { url } of reply.json.data)
      expect(await fetchImage(url)).toMatchObject({ ...square, width, height: width })
  })

  test('variations in base64', async () => {
    const [{ b64_json, url }] = (await vary(legacy, [['response_format', 'b64_json']])).json.data
    expect([url, await decodeBase64(b64_json)]).toEqual([undefined, expect.objectContaining(square)])
  })

  test.each<[what: string, fields: Parameters<typeof form>[0], status: number, error: object]>([
    ['no image', [], 400, { code: 'missing_required_parameter', param: 'image' }],
    [
      'an unknown size',
      [
        ['image', 'IMAGE'],
        ['size', '1024x1536'],
      ],
      400,
      { code: 'invalid_value', param: 'size' },
    ],
    [
      'an unknown model',
      [
        ['image', 'IMAGE'],
        ['model', 'no-such-model'],
      ],
      404,
      { code: 'model_not_found', param: 'model' },
    ],
  ])('variations with %s are refused', async (_what, fields, status, error) => {
    const parts = fields.map(([name, value]) => [name, value === 'IMAGE' ? file : value] as const)
    expect(await legacy.send(variations, form(parts))).toMatchObject({ status, json: { error } })
  })

  test.each<[model: string, size: string | undefined, width: number]>([
    ['dall-e-2', undefined, 1024],
    ['dall-e-2', '256x256', 256],
    ['dall-e-3', '1792x1024', 1792],
  ])('%s of the size %s, as a link or in base64', async (model, size, width) => {
    const ask = async (more: object) =>
      (await legacy.send(generations, json({ prompt: 'x', model, size, ...more }))).json.data[0]
    const expected = expect.objectContaining({ format: 'png', width })
    expect(await fetchImage((await ask({})).url)).toEqual(expected)
    expect(await fetchImage((await ask({ response_format: 'url' })).url)).toEqual(expected)
    const plain = await ask({ response_format: 'b64_json' })
    expect([Object.keys(plain), await decodeBase64(plain.b64_json)]).toEqual([['b64_json'], expected])
  })

  test.each<[what: string, body: object, error: object]>([
    ['two images of dall-e-3', { model: 'dall-e-3', n: 2 }, { code: 'invalid_value', param: 'n' }],
    ['a size of another model', { model: 'dall-e-2', size: '1792x1024' }, { code: 'invalid_value', param: 'size' }],
    ['a format', { model: 'dall-e-2', output_format: 'webp' }, { code: 'unknown_parameter', param: 'output_format' }],
    ['a stream', { model: 'dall-e-3', stream: true }, { code: 'unknown_parameter', param: 'stream' }],
    ['style for dall-e-2', { model: 'dall-e-2', style: 'vivid' }, { code: 'unknown_parameter', param: 'style' }],
    ['a prompt over 1000', { model: 'dall-e-2', prompt: 'x'.repeat(1001) }, { param: 'prompt' }],
    [
      'response_format for a current model',
      { response_format: 'url' },
      { code: 'unknown_parameter', param: 'response_format' },
    ],
    ...['png', 1, {}].map((value): [string, object, object] => [
      `response_format ${JSON.stringify(value)}, whatever else is wrong,`,
      { response_format: value, n: 'two' },
      { code: 'unknown_parameter', param: 'response_format' },
    ]),
  ])('%s is refused', async (_what, body, error) => {
    expect(await legacy.send(generations, json({ prompt: 'x', ...body }))).toMatchObject({
      status: 400,
      json: { error },
    })
  })

  test('a link is valid for an hour', async () => {
    const [{ url }] = (await vary(legacy)).json.data
    await legacy.clock.advance(3_600_000)
    expect((await legacy.bare(url)).status).toBe(200)
    await legacy.clock.advance(1)
    expect((await legacy.bare(url)).status).toBe(403)
  })

  test("EZLink's variations stay unimplemented", async () => {
    for (const target of [mock, legacy]) {
      const reply = await target.send('/ezlink/v1/images/variations', form([['image', file]]))
      expect(reply).toMatchObject({
        status: 501,
        json: { error: { code: 'api_not_implemented', message: 'API not implemented' } },
      })
    }
  })
})
