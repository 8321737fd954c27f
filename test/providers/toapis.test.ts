import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, host, json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const base = '/v1/images/generations'
const paint = { model: 'gpt-image-2', prompt: 'a fox' }

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['toapis'], { atRoot: true })
})
const submit = (fields: object) => mock.send(base, json({ ...paint, ...fields }))
const reset = () => mock.bare('/_proofsheet/reset', { method: 'POST' })

/** Submits a request and returns its task after the end. */
async function finish(fields: object, scenario = '') {
  const init = json({ ...paint, ...fields })
  const headers = { ...init.headers, ...(scenario ? { 'X-Proofsheet-Scenario': scenario } : {}) }
  const { json: task } = await mock.send(base, { ...init, headers })
  await mock.clock.advance(40_000)
  return (await mock.send(`${base}/${task.id}`)).json
}

test('every request makes a task, which names its model from the start', async () => {
  const { status, json: task } = await submit({ model: 'gpt-image-2-vip' })
  expect([status, task]).toEqual([
    200,
    {
      id: expect.stringMatching(/^img_[0-9a-f]{32}$/),
      object: 'generation.task',
      model: 'gpt-image-2-vip',
      status: 'queued',
      progress: 0,
      created_at: expect.any(Number),
      metadata: {},
    },
  ])
  const poll = (await mock.send(`${base}/${task.id}`)).json
  const { metadata: _, ...rest } = task
  expect(poll).toEqual(rest)
})

test('a finished task has links for 24 hours', async () => {
  const task = await finish({})
  expect(task).toEqual({
    id: expect.any(String),
    object: 'generation.task',
    model: 'gpt-image-2',
    status: 'completed',
    progress: 100,
    created_at: expect.any(Number),
    completed_at: task.created_at + 20,
    expires_at: task.completed_at + 86_400,
    result: { type: 'image', data: [{ url: expect.stringMatching(/\/generated\/img_[0-9a-f]{32}\/0$/) }] },
  })
  expect(await decode((await mock.bare(task.result.data[0].url)).bytes)).toMatchObject({ width: 1024, height: 1024 })
})

test('a failed task is a 200 with a code and a message', async () => {
  expect(await finish({}, 'upstream-failed')).toMatchObject({
    status: 'failed',
    progress: 0,
    error: {
      code: 'generation_failed',
      message: 'call upstream API failed: upstream returned status 422',
    },
  })
})

test.each([
  [
    { size: '3:2', resolution: '4k' },
    { width: 3520, height: 2336, format: 'png' },
  ],
  [
    { size: '9:16', metadata: { resolution: '1K' }, output_format: 'jpeg' },
    { width: 864, height: 1536, format: 'jpeg' },
  ],
])('%j makes an image of %j', async (fields, expected) => {
  const task = await finish(fields)
  expect(await decode((await mock.bare(task.result.data[0].url)).bytes)).toMatchObject(expected)
})

test('ten images are the most', async () => {
  expect((await finish({ n: 10 })).result.data).toHaveLength(10)
})

const message = expect.any(String)
const fox = (count: number) => Array(count).fill('https://example.com/fox.png')

describe('refusals', () => {
  beforeAll(reset)
  test.each([
    [
      'a missing prompt',
      { prompt: undefined },
      400,
      { code: 'invalid_request', type: 'invalid_request_error', param: 'prompt' },
    ],
    ['a prompt of 32001 characters', { prompt: 'a'.repeat(32_001) }, 400, { code: 'invalid_request' }],
    ['a prompt of 1001 characters', { model: 'gpt-4o-image', prompt: 'a'.repeat(1001) }, 400, {}],
    ['eleven images', { n: 11 }, 400, { code: 'invalid_request' }],
    ['a number as a text', { n: '1' }, 400, { code: 'invalid_request' }],
    ['two images of Gemini', { model: 'gemini-3-pro-image-preview', n: 2 }, 400, { code: 'invalid_request' }],
    ['WebP', { output_format: 'webp' }, 400, { code: 'invalid_request' }],
    ['base64 text', { image_urls: ['iVBORw0KGgo='] }, 400, { code: 'invalid_request' }],
    ['17 images', { image_urls: fox(17) }, 400, { code: 'invalid_request' }],
    ['15 images for Gemini', { model: 'gemini-3-pro-image-preview', image_urls: fox(15) }, 400, {}],
    ['six images for gpt-4o-image', { model: 'gpt-4o-image', image_urls: fox(6) }, 400, {}],
    ['two images for Kontext', { model: 'flux-kontext-pro', image_urls: fox(2) }, 400, {}],
    ['a mask alone', { mask_url: 'https://example.com/mask.png' }, 400, { code: 'invalid_request' }],
  ])('%s', async (_what, fields, status, error) => {
    expect(await submit(fields)).toMatchObject({ status, json: { error: { message, ...error } } })
  })

  test.each([
    ['insufficient-balance', 402, 'insufficient_quota'],
    ['server-error', 500, 'internal_error'],
  ])('the scenario %s', async (scenario, status, code) => {
    const init = json(paint)
    const headers = { ...init.headers, 'X-Proofsheet-Scenario': scenario }
    expect(await mock.send(base, { ...init, headers })).toMatchObject({ status, json: { error: { code, message } } })
  })

  test('no key, and an unknown task', async () => {
    expect(await mock.bare(base, json(paint))).toMatchObject({
      status: 401,
      json: { error: { code: 'unauthorized', type: 'authentication_error' } },
    })
    expect(await mock.send(`${base}/img_none`)).toMatchObject({
      status: 404,
      json: { error: { code: 'task_not_found' } },
    })
  })
})

describe('limits', () => {
  test('submits and polls have one each, named in the headers, for all keys of a user', async () => {
    await reset()
    const stateOf = ({ headers }: { headers: Headers }) =>
      ['limit', 'remaining', 'reset', 'category'].map((name) => headers.get(`x-ratelimit-${name}`))
    expect(stateOf(await submit({}))).toEqual(['300', '299', '60', 'async_submit'])
    expect(stateOf(await mock.send(`${base}/img_none`))).toEqual(['3000', '2999', '60', 'async_query'])
    const other = { ...json(paint), headers: { ...json(paint).headers, authorization: 'Bearer sk-other' } }
    expect(stateOf(await mock.bare(base, other))).toEqual(['300', '298', '60', 'async_submit'])
  })

  test('50 submits in 10 s are the most, and refused ones do not count', async () => {
    await reset()
    for (let sent = 0; sent < 50; sent++) await submit({ n: 11 })
    const refused = await submit({})
    expect([refused.status, refused.json, refused.headers.get('retry-after')]).toEqual([
      429,
      { error: { code: 'rate_limit_exceeded', message: 'Async task request rate exceeded' } },
      '10',
    ])
    await mock.clock.advance(10_000)
    expect((await submit({})).headers.get('x-ratelimit-remaining')).toBe('249')
  })
})

describe('uploads', () => {
  const upload = (file: Buffer) => mock.send('/v1/uploads/images', form([['file', file]]))

  test('give an id and a link, which a request names', async () => {
    const { status, json: reply } = await upload(await drawImage())
    expect([status, reply]).toEqual([
      200,
      {
        success: true,
        message: '',
        data: {
          id: expect.stringMatching(/^upload_[0-9A-Za-z]{8}$/),
          url: expect.stringMatching(/\/uploads\/123\/\d{10}_[0-9a-f]{8}\.png$/),
          mime_type: 'image/png',
          size: expect.any(Number),
        },
      },
    ])
    const mask = (await upload(await drawImage('png', { alpha: true }))).json.data.url
    expect((await submit({ image_urls: [reply.data.url], mask_url: mask })).status).toBe(200)
    const other = (await upload(await drawImage('png', { alpha: true, width: 32 }))).json.data.url
    expect((await submit({ reference_images: [reply.data.url], mask_url: other })).status).toBe(400)
  })

  test('are refused in an envelope of their own', async () => {
    expect(await upload(Buffer.from('no image'))).toMatchObject({
      status: 400,
      json: { success: false, message: 'Unsupported image type. Allowed: JPEG, PNG, WebP, GIF' },
    })
    expect(await upload(Buffer.concat([await drawImage(), Buffer.alloc(10_485_760)]))).toMatchObject({
      status: 400,
      json: { success: false, message: 'Image too large. Maximum size is 10MB' },
    })
  })
})

test('a client uploads files first, because requests name only links', async () => {
  await reset()
  const dialect = toClientDialect(await providerOf('toapis'))
  const options = { apiKey: 'sk-test', baseUrl: `${host}/v1`, fetch: mock.fetch, clock: mock.clock }
  const client = createImageClient({ dialect, ...options })
  const edit = (content: Buffer | string) => {
    const file = new File([typeof content === 'string' ? content : new Uint8Array(content)], 'fox.png')
    return client.submit('edit', { ...paint, references: [file, file] } as never)
  }
  expect((await edit(await drawImage())).data?.id).toMatch(/^img_/)
  expect((await edit('text')).error).toMatchObject({
    status: 400,
    message: 'Unsupported image type. Allowed: JPEG, PNG, WebP, GIF',
  })
})
