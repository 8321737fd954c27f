/** The calls of the image suites of openai-node, openai-python and openai-go, which upload placeholders and mix models and fields. */
import OpenAI, { toFile } from 'openai'
import { beforeAll, describe, expect, test } from 'vitest'
import { drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

type FormFields = Parameters<typeof form>[0]
type Mock = Awaited<ReturnType<typeof startMock>>
let byContract: Mock
let byDialect: Mock
beforeAll(async () => {
  byContract = await startMock(['openai', 'dimilinks', 'together-ai'], { speed: Infinity, judge: 'contract' })
  byDialect = await startMock(['openai', 'dimilinks', 'together-ai', 'apigo'], { speed: Infinity })
})

const placeholder = (name: string, type = 'application/octet-stream') => new File(['Example data'], name, { type })
const editFields = {
  prompt: 'A cute baby sea otter wearing a beret',
  background: 'transparent',
  input_fidelity: 'high',
  model: 'gpt-image-2',
  n: '1',
  output_compression: '100',
  output_format: 'png',
  partial_images: '1',
  quality: 'high',
  response_format: 'url',
  size: '256x256',
  user: 'user-1234',
} as const
const generateFields = {
  prompt: 'A cute baby sea otter',
  background: 'transparent',
  model: 'gpt-image-2',
  moderation: 'low',
  n: 1,
  output_compression: 100,
  output_format: 'png',
  partial_images: 1,
  quality: 'medium',
  response_format: 'url',
  size: 'auto',
  style: 'vivid',
  user: 'user-1234',
} as const
const variationFields = { model: 'gpt-image-1', n: '1', response_format: 'url', size: '1024x1024', user: 'user-1234' }

describe('the edit of go-openai, which sends an empty response_format,', () => {
  test.each<[id: string, path: string, models: [string, string][]]>([
    ['openai', '/openai/v1/images/edits', [['model', 'gpt-image-2']]],
    ['apigo', '/apigo/v1/images/edits', [['model', 'gpt-image-1']]],
  ])('works at %s', async (_id, path, model) => {
    const image = new File([new Uint8Array(await drawImage())], 'a.png', { type: 'image/png' })
    const fields = { prompt: 'An otter', n: '1', size: '1024x1024', response_format: '' }
    const init = form([['image', image], ...Object.entries(fields), ...model])
    const reply = await byDialect.send(path, { ...init, headers: { 'api-key': 'sk-test' } })
    expect([reply.status, reply.json.data.length]).toEqual([200, 1])
    const wrong = await byDialect.send(path, {
      ...form([
        ['image', image],
        ['prompt', 'x'],
        ['n', ''],
      ]),
      headers: { 'api-key': 'sk-test' },
    })
    expect(wrong.status).toBe(400)
  })
})

describe('with the contract as the judge', () => {
  test('openai-node gets images from each call of its suite', async () => {
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: 'http://mock/openai/v1', fetch: byContract.fetch })
    const image = await toFile(Buffer.from('Example data'), 'README.md')
    const responses = await Promise.all([
      client.images.createVariation({ image }),
      client.images.createVariation({ ...variationFields, image, n: 1 } as OpenAI.ImageCreateVariationParams),
      client.images.edit({ image, prompt: editFields.prompt }),
      client.images.edit({
        ...editFields,
        image,
        mask: image,
        n: 1,
        output_compression: 100,
        partial_images: 1,
        stream: false,
      }),
      client.images.generate({ prompt: generateFields.prompt }),
      client.images.generate({ ...generateFields, stream: false }),
    ])
    expect(responses.map(({ data }) => data?.length)).toEqual([1, 1, 1, 1, 1, 1])
  })

  test.each<[client: string, file: string]>([
    ['openai-python', 'upload'],
    ['openai-go', 'anonymous_file'],
  ])('%s gets images, and streams, from the forms of its suite', async (_client, file) => {
    const image = ['image', placeholder(file)] as const
    const mask = ['mask', placeholder(file)] as const
    const requests: [path: string, init: RequestInit, type: RegExp][] = [
      ['variations', form([image]), /json/],
      ['variations', form([image, ...Object.entries(variationFields)]), /json/],
      ['edits', form([['prompt', 'An otter'], image]), /json/],
      ['edits', form([...Object.entries(editFields), image, mask]), /json/],
      ['edits', form([['prompt', 'An otter'], ['stream', 'true'], image]), /event-stream/],
      ['edits', form([...Object.entries(editFields), ['stream', 'true'], image, mask]), /event-stream/],
      ['generations', json({ ...generateFields, stream: true }), /event-stream/],
    ]
    for (const [path, init, type] of requests) {
      const { status, headers } = await byContract.send(`/openai/v1/images/${path}`, init)
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(type)])
    }
  })

  test('openai-go gets an image for the fields of SVG, and for markup with a mask', async () => {
    const [image, mask, markup] = ['image', 'mask', 'markup'].map((name) => [name, placeholder('a')] as const)
    const svg = { 'svg[model]': 'x', 'svg[reasoning][effort]': 'none', complexity: 'low', frame_count: '2' }
    const ask = (fields: Record<string, string>) =>
      byContract.send('/openai/v1/images/edits', form([...Object.entries(fields), image, mask, markup] as FormFields))
    expect((await ask({ ...editFields, ...svg })).status).toBe(200)
    const wrong = await ask({ ...editFields, ...svg, 'svg[reasoning][effort]': 'huge' })
    expect(wrong).toMatchObject({ status: 400, json: { error: { param: 'svg.reasoning.effort' } } })
  })

  test('an image has the size that the request names', async () => {
    const { json: body } = await byContract.send(
      '/openai/v1/images/generations',
      json({ prompt: 'x', size: '256x256' }),
    )
    expect(body.size).toBe('256x256')
  })

  test.each<[what: string, path: string, body: object, byDialect: number]>([
    ['an unknown model', '/openai/v1/images/generations', { prompt: 'x', model: 'gpt-image-9' }, 404],
    ['a retired model', '/openai/v1/images/generations', { prompt: 'x', model: 'dall-e-3' }, 404],
    ['a field of another model', '/openai/v1/images/generations', { prompt: 'x', style: 'vivid' }, 400],
    ['a size that no model has', '/openai/v1/images/generations', { prompt: 'x', size: '17x17' }, 400],
    ['a file that was not uploaded', '/openai/v1/images/edits', { prompt: 'x', images: [{ file_id: 'file-1' }] }, 404],
    ['a model of another gateway', '/together-ai/v1/images/generations', { prompt: 'x', model: 'flux-9' }, 404],
    ['a word for a size', '/dimilinks/v1/images/generations', { prompt: 'x', size: 'large' }, 400],
    ['more images than the gateway makes', '/dimilinks/v1/images/generations', { prompt: 'x', n: 10, size: '4k' }, 400],
  ])('%s is accepted, which the dialect refuses', async (_what, path, body, expected) => {
    expect((await byContract.send(path, json(body))).status).toBe(200)
    expect((await byDialect.send(path, json(body))).status).toBe(expected)
  })

  test.each<[what: string, path: string, body: object, error: object]>([
    ['a wrong type', 'generations', { prompt: 1 }, { param: 'prompt', code: 'invalid_value' }],
    ['a missing field', 'generations', { n: 1 }, { param: 'prompt', code: 'missing_required_parameter' }],
    ['an unknown field', 'generations', { prompt: 'x', colour: 'red' }, { code: 'unknown_parameter' }],
    ['a number out of range', 'generations', { prompt: 'x', n: 11 }, { param: 'n' }],
    ['a reference of another shape', 'edits', { prompt: 'x', images: 'a.png' }, { param: 'images' }],
  ])('%s is refused by the schema', async (_what, path, body, error) => {
    const reply = await byContract.send(`/openai/v1/images/${path}`, json(body))
    expect(reply).toMatchObject({ status: 400, json: { error } })
  })

  test.each<[method: string, path: string, id: (json: { id?: string; task_id?: string }) => unknown]>([
    ['GET', '/openai/v1/files/file_id', ({ id }) => id],
    ['DELETE', '/openai/v1/files/file_id', ({ id }) => id],
    ['GET', '/openai/v1/models/gpt-4o-mini', ({ id }) => id],
    ['GET', '/dimilinks/v1/tasks/task_id', ({ task_id: id }) => id],
  ])('%s %s is answered by the schema, whatever the id', async (method, path, id) => {
    const { status, json: body } = await byContract.send(path, { method })
    expect([status, id(body)]).toEqual([200, expect.any(String)])
  })

  test('a missing key and an unknown path are refused', async () => {
    expect((await byContract.bare('/openai/v1/images/generations', json({ prompt: 'x' }))).status).toBe(401)
    expect((await byContract.send('/openai/v1/images/nothing', json({ prompt: 'x' }))).status).toBe(404)
  })
})
