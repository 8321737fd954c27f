import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { decode, drawImage } from '../support/images.ts'
import { host, json, type Reply, startMock } from '../support/mock.ts'

// The facts of openapi/providers/bfl, as a caller sees them.

let mock: Awaited<ReturnType<typeof startMock>>
let picture: string
beforeAll(async () => {
  mock = await startMock(['bfl'], { speed: Number.POSITIVE_INFINITY, keys: ['bfl_test'] })
  picture = (await drawImage()).toString('base64')
})

const key = { 'x-key': 'bfl_test' }
const small = { prompt: 'a mountain lake', width: 64, height: 96 }
const generate = (fields: object = {}, model = 'flux-2-pro', headers: Record<string, string> = key): Promise<Reply> =>
  mock.bare(`/bfl/v1/${model}`, json({ ...small, ...fields }, headers))
const pollOf = (reply: Reply): string => {
  const { pathname, search } = new URL(reply.json.polling_url)
  return pathname + search
}
const poll = (path: string): Promise<Reply> => mock.bare(path, { headers: key })
const open = { result: null, progress: null, details: null, preview: null }

/** Generates an image, polls the task and fetches the image. */
async function draw(fields: object, model?: string) {
  const { json: task } = await poll(pollOf(await generate(fields, model)))
  const { pathname, search } = new URL(task.result.sample)
  const { bytes } = await mock.bare(pathname + search)
  const { format, width, height } = await decode(bytes)
  return `${format} ${width}x${height}`
}

test('a request gives an id and the link to poll, with the costs', async () => {
  const { status, json: body } = await generate()
  const { id } = body
  expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect([status, body]).toEqual([
    200,
    { id, polling_url: `${host}/bfl/v1/get_result?id=${id}`, cost: 3, input_mp: 0, output_mp: 1.05 },
  ])
})

test('a task is pending until it has one image under a link of ten minutes', async () => {
  const slow = await startMock(['bfl'])
  const submitted = await slow.bare('/bfl/v1/flux-2-max', json(small, key))
  const { id } = submitted.json
  const path = pollOf(submitted)
  expect((await slow.bare(path, { headers: key })).json).toEqual({ id, status: 'Pending', ...open })
  await slow.clock.advance(20_000)
  const { json: done } = await slow.bare(path, { headers: key })
  expect(done).toEqual({
    ...open,
    id,
    status: 'Ready',
    result: { sample: expect.stringMatching(/\?se=2026-[0-9T%A-F-]+Z&sig=[\w-]{43}$/), prompt: small.prompt },
  })
  const { pathname, search } = new URL(done.result.sample)
  expect((await slow.bare(pathname + search)).headers.get('content-type')).toBe('image/jpeg')
  expect((await slow.bare(pathname)).status).toBeGreaterThanOrEqual(400)
  await slow.clock.advance(600_000)
  expect((await slow.bare(pathname + search)).status).toBe(403)
})

test.each<[fields: object, image: string]>([
  [{}, 'jpeg 64x96'],
  [{ output_format: 'png' }, 'png 64x96'],
  [{ output_format: 'webp', width: 128 }, 'webp 128x96'],
])('the request %j makes an image: %s', async (fields, image) => {
  expect(await draw(fields, 'flux-2-flex')).toBe(image)
})

test.each<[what: string, fields: object, status: number]>([
  ['no prompt', { prompt: undefined }, 422],
  ['no size', { width: undefined, height: undefined }, 200],
  ['a narrow image', { width: 63 }, 422],
  ['an unknown format', { output_format: 'gif' }, 422],
  ['a tolerance of 5', { safety_tolerance: 5 }, 200],
  ['a tolerance of 6', { safety_tolerance: 6 }, 422],
  ['a seed', { seed: 42 }, 200],
])('a request with %s', async (_what, fields, status) => {
  const reply = await generate(fields)
  expect(reply.status).toBe(status)
  if (status === 422)
    expect(reply.json).toEqual({
      detail: [{ loc: expect.arrayContaining(['body']), msg: expect.any(String), type: expect.any(String) }],
    })
})

describe('reference images have one field each', () => {
  const fill = (value: string, length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [`input_image${index === 0 ? '' : `_${index + 1}`}`, value]),
    )
  test.each<[what: string, fields: () => object, status: number, model?: string]>([
    ['base64 text', () => ({ input_image: picture }), 200],
    ['a link', () => ({ input_image: 'https://img.example/a.png' }), 200],
    ['eight fields', () => fill(picture, 8), 200],
    ['four fields of klein', () => fill(picture, 4), 200, 'flux-2-klein-9b'],
    ['five fields of klein', () => fill(picture, 5), 422, 'flux-2-klein-9b'],
    ['a list', () => ({ input_image: [picture] }), 422],
    ['a text that is no image', () => ({ input_image_8: 'bm8gaW1hZ2U=' }), 422],
  ])('%s', async (_what, fields, status, model) => {
    expect((await generate(fields(), model)).status).toBe(status)
  })
})

test.each<[what: string, headers: Record<string, string>, detail: string]>([
  ['no key', {}, 'Not authenticated'],
  ['a wrong key', { 'x-key': 'bfl_other' }, 'Not authenticated - Invalid Authentication'],
])('%s is refused', async (_what, headers, detail) => {
  const { status, json: body } = await generate({}, 'flux-2-pro', headers)
  expect([status, body]).toEqual([403, { detail }])
})

test('a model that no path has is refused', async () => {
  expect((await generate({}, 'flux-9')).status).toBe(404)
})

test('the state of an unknown task is a word', async () => {
  const { status, json: body } = await poll('/bfl/v1/get_result?id=4cc84fe4-42a5-4ad7-949f-082c3322768c')
  expect([status, body]).toMatchObject([200, { status: 'Task not found', ...open }])
})

test('a moderated task says so, and the client reports a refused request', async () => {
  const submitted = await generate({}, 'flux-2-pro', { ...key, 'x-proofsheet-scenario': 'moderated' })
  expect(submitted.status).toBe(200)
  expect((await poll(pollOf(submitted))).json).toMatchObject({ status: 'Content Moderated', result: null })
  const client = createImageClient({ provider: 'bfl', apiKey: 'bfl_test', baseUrl: `${host}/bfl`, fetch: mock.fetch })
  const { error } = await client.wait({ id: submitted.json.id, poll: submitted.json.polling_url })
  expect(error?.class).toBe('refused')
})

test('the twenty-fifth task at the same time is refused', async () => {
  const busy = await startMock(['bfl'])
  const submit = () => busy.bare('/bfl/v1/flux-2-pro', json(small, key))
  for (let count = 0; count < 24; count++) expect((await submit()).status).toBe(200)
  const { status, json: body } = await submit()
  expect([status, body.error]).toEqual([429, 'rate_limit_exceeded'])
})

test('the client fills the fields with base64 text, follows the link and gets bytes', async () => {
  const bodies: unknown[] = []
  const fetch: typeof mock.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') bodies.push(await request.clone().json())
    return mock.fetch(request)
  }
  const options = { apiKey: 'bfl_test', baseUrl: `${host}/bfl`, fetch, clock: mock.clock }
  const client = createImageClient({ provider: 'bfl', ...options })
  const file = new Blob([Buffer.from(picture, 'base64')], { type: 'image/png' })
  const references = [file, 'https://img.example/a.png']
  const { data: submitted = {} } = await client.submit('generate', { ...small, model: 'flux-2-flex', references })
  expect(bodies).toEqual([{ ...small, input_image: picture, input_image_2: 'https://img.example/a.png' }])
  const { data: [image] = [] } = await client.wait(submitted)
  if (!image) throw new Error('no image')
  const { data: bytes = new Uint8Array() } = await client.bytes(image)
  expect(await decode(Buffer.from(bytes))).toMatchObject({ format: 'jpeg', width: 64, height: 96 })
})
