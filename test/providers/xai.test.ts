import { beforeAll, expect, test } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { form, json, type Reply, startMock } from '../support/mock.ts'

// The facts of openapi/providers/xai, as a caller sees them.

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['xai'], { speed: Number.POSITIVE_INFINITY, keys: ['sk-test'] })
})

const base = '/xai/v1'
const model = 'grok-imagine-image-2.0'
const generate = (fields: object = {}, headers: Record<string, string> = {}): Promise<Reply> =>
  mock.send(`${base}/images/generations`, json({ prompt: 'a cat in a tree', model, ...fields }, headers))
const edit = (fields: object): Promise<Reply> =>
  mock.send(`${base}/images/edits`, json({ prompt: 'add a hat', model, ...fields }))
const poll = (id: string): Promise<Reply> => mock.send(`${base}/images/${id}`)
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const picture = async () => `data:image/png;base64,${(await drawImage()).toString('base64')}`

test('a reply has data and usage without a time, and an image says its media type', async () => {
  const { status, json: body, headers } = await generate({ n: 2 })
  const image = { url: expect.stringMatching(/\/xai-.+\/.+\/\d$/), mime_type: 'image/jpeg' }
  expect(status).toBe(200)
  expect(body).toEqual({
    data: [image, image],
    usage: {
      cost_in_usd_ticks: 200_000_000,
      input_tokens: 4,
      input_tokens_details: { cached_tokens: 0, image_tokens: 0, text_tokens: 4 },
      output_tokens: 2048,
      output_tokens_details: { image_tokens: 2048, reasoning_tokens: 0, text_tokens: 0 },
      total_tokens: 2052,
    },
  })
  expect(headers.get('x-request-id')).toBeTruthy()
})

test.each([
  [{}, 1024, 1024],
  [{ aspect_ratio: 'auto' }, 1024, 1024],
  [{ aspect_ratio: '16:9' }, 1360, 768],
  [{ aspect_ratio: '9:19.5', resolution: '1k' }, 688, 1504],
])('the request %j makes a JPEG of %d x %d pixels', async (fields, width, height) => {
  const { json: body } = await generate({ response_format: 'b64_json', ...fields })
  expect(body.data[0].b64_json).not.toMatch(/^data:/)
  expect(await decode(Buffer.from(body.data[0].b64_json, 'base64'))).toMatchObject({ format: 'jpeg', width, height })
})

test('an image is fetched without a key', async () => {
  const { json: body } = await generate()
  const { pathname } = new URL(body.data[0].url)
  expect((await mock.bare(pathname)).headers.get('content-type')).toBe('image/jpeg')
})

test.each<[what: string, fields: object, status: number]>([
  ['ten images', { n: 10 }, 200],
  ['eleven images', { n: 11 }, 422],
  ['no model', { model: null }, 200],
  ['an unknown model', { model: 'grok-9' }, 404],
  ['an unknown ratio', { aspect_ratio: '7:3' }, 422],
  ['the resolution 2k', { resolution: '2k' }, 200],
  ['the resolution 1.5k', { resolution: '1.5k' }, 200],
  ['the resolution 4k', { resolution: '4k' }, 422],
  ['the quality high', { quality: 'high' }, 422],
  ['the quality medium', { quality: 'medium' }, 200],
  ['a user', { user: 'ann' }, 200],
  ['no prompt', { prompt: undefined }, 422],
])('a generation with %s is a %s %d', async (_, fields, status) => {
  expect((await generate(fields)).status).toBe(status)
})

test.each<[what: string, count: number, status: number]>([
  ['one image', 1, 200],
  ['three images', 3, 200],
  ['four images', 4, 400],
])('an edit with %s in images', async (_, count, status) => {
  const images = Array.from({ length: count }, async () => ({ url: await picture() }))
  expect((await edit({ images: await Promise.all(images) })).status).toBe(status)
})

test('an edit names one image in image, and never both fields', async () => {
  const image = { url: await picture() }
  expect((await edit({ image })).status).toBe(200)
  expect((await edit({ image, images: [image] })).status).toBe(422)
  expect((await edit({})).status).toBe(422)
  expect((await mock.send(`${base}/images/edits`, form([['prompt', 'a hat']]))).status).toBe(415)
})

test.each<[what: string, fields: object, status: number]>([
  ['a link and the id of a file', { image: { url: 'https://img.example/a.png', file_id: 'file_1' } }, 400],
  ['a GIF', { image: { url: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7' } }, 400],
  ['eleven images to make', { image: { url: 'https://img.example/a.png' }, n: 11 }, 422],
  ['no prompt', { image: { url: 'https://img.example/a.png' }, prompt: undefined }, 422],
])('an edit with %s is refused', async (_what, fields, status) => {
  expect((await edit(fields)).status).toBe(status)
})

test.each<[what: string, path: string, init: RequestInit, status: number]>([
  ['another method', '/images/generations', { method: 'PUT' }, 405],
  ['no body', '/images/generations', { method: 'POST' }, 415],
  ['half a body', '/images/generations', { ...json({}), body: '{' }, 400],
  ['a full rate', '/images/generations', json({ prompt: 'a' }, { 'x-proofsheet-scenario': 'rate-limited' }), 429],
  ['a failure', '/images/generations', json({ prompt: 'a' }, { 'x-proofsheet-scenario': 'server-error' }), 500],
  ['an unknown file', '/files/none', {}, 404],
  ['an unknown task', '/images/none', {}, 404],
])('%s is refused with a code in words', async (_what, path, init, status) => {
  const reply = await mock.send(`${base}${path}`, init)
  expect([reply.status, reply.json]).toEqual([status, { code: expect.any(String), error: expect.any(String) }])
})

test.each(['/models', `/models/${model}`, '/image-generation-models', `/image-generation-models/${model}`])(
  'GET %s describes models',
  async (path) => {
    expect(JSON.stringify((await mock.send(`${base}${path}`)).json)).toContain('"id":"grok-imagine-image')
  },
)

test('a deferred request gives an id; its poll is a 202 while it is pending, and then has the images', async () => {
  const slow = await startMock(['xai'])
  const ask = json({ prompt: 'a cat', model, deferred: true })
  const submitted = await slow.send(`${base}/images/generations`, ask)
  expect(submitted.json).toEqual({ request_id: expect.stringMatching(uuid) })
  const path = `${base}/images/${submitted.json.request_id}`
  const pending = await slow.send(path)
  expect([pending.status, pending.json]).toEqual([202, { ...submitted.json, status: 'pending' }])
  await slow.clock.advance(60_000)
  const done = await slow.send(path)
  expect([done.status, done.json]).toMatchObject([
    200,
    { ...submitted.json, status: 'done', data: [{ mime_type: 'image/jpeg' }], usage: { output_tokens: 1024 } },
  ])
  await slow.clock.advance(86_400_000)
  expect((await slow.send(path)).status).toBe(404)
})

test('a failed deferred request is a 200 with one of five codes', async () => {
  const submitted = await generate({ deferred: true }, { 'x-proofsheet-scenario': 'moderated' })
  const { status, json: body } = await poll(submitted.json.request_id)
  expect([status, body.status, body.error.code]).toEqual([200, 'failed', 'permission_denied'])
})

test('moderation is a 400 that is charged', async () => {
  const { status, json: body } = await generate({}, { 'x-proofsheet-scenario': 'moderated' })
  expect([status, body]).toEqual([
    400,
    {
      code: 'Client specified an invalid argument',
      error: 'Generated image rejected by content moderation.',
      usage: { cost_in_usd_ticks: 200_000_000 },
    },
  ])
})

test.each<[what: string, path: string, init: RequestInit, status: number]>([
  ['a missing key', '/images/generations', { ...json({ prompt: 'x' }), headers: { authorization: '' } }, 401],
  ['a wrong key', '/images/generations', json({ prompt: 'x' }, { authorization: 'Bearer other' }), 400],
  ['an unknown request', '/images/00000000-0000-4000-a000-000000000000', {}, 404],
  ['an unknown path', '/nothing', {}, 404],
  ['a wrong method', '/images/generations', { method: 'DELETE' }, 405],
  ['text', '/images/generations', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }, 415],
  ['a broken body', '/images/generations', { ...json({}), body: '{' }, 400],
])('%s is refused with %s', async (_, path, init, status) => {
  const reply = await mock.send(`${base}${path}`, init)
  expect([reply.status, reply.json]).toEqual([status, { code: expect.any(String), error: expect.any(String) }])
})

test('a file is stored, described, used as a reference and deleted', async () => {
  const uploaded = await mock.send(`${base}/files`, form([['file', await drawImage()]]))
  const { id } = uploaded.json
  expect(id).toMatch(/^file_[0-9a-f]{8}-/)
  expect((await mock.send(`${base}/files/${id}`)).json).toMatchObject({ id, object: 'file', filename: 'image.png' })
  expect((await edit({ image: { file_id: id } })).status).toBe(200)
  const removed = await mock.send(`${base}/files/${id}`, { method: 'DELETE' })
  expect(removed.json).toEqual({ id, object: 'file', deleted: true })
  expect((await mock.send(`${base}/files/${id}`)).status).toBe(404)
})

test('models are listed and described', async () => {
  const list = await mock.send(`${base}/models`)
  expect(list.json.data.map(({ id }: { id: string }) => id)).toEqual(['grok-imagine-image-2.0', 'grok-imagine-image'])
  expect((await mock.send(`${base}/models/grok-imagine-image`)).json).toMatchObject({ id: 'grok-imagine-image' })
})
