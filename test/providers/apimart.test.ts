import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

const base = '/v1/images/generations'
const paint = { model: 'gpt-image-2', prompt: 'a fox' }

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['apimart'], { atRoot: true })
})
beforeEach(() => mock.bare('/_proofsheet/reset', { method: 'POST' }))
const submit = (fields: object = {}, headers: Record<string, string> = {}) =>
  mock.send(base, json({ ...paint, ...fields }, headers))

/** Submits a request and returns its task after the end. */
async function finish(fields: object = {}, headers: Record<string, string> = {}) {
  const { json: submitted } = await submit(fields, headers)
  await mock.clock.advance(45_000)
  return (await mock.send(`/v1/tasks/${submitted.data[0].task_id}`)).json
}

test('every request makes a task', async () => {
  const { status, json: reply } = await submit()
  const task_id = expect.stringMatching(/^task_[0-9A-Z]{26}$/)
  expect([status, reply]).toEqual([200, { code: 200, data: [{ status: 'submitted', task_id }] }])
  const { json: task } = await mock.send(`/v1/tasks/${reply.data[0].task_id}`)
  expect(task).toMatchObject({ code: 200, data: { status: 'pending', progress: 0 } })
})

test('a finished task has links for 24 hours', async () => {
  const { data } = await finish({ size: '3:2', resolution: '1k' })
  expect(data).toMatchObject({ status: 'completed', progress: 100, completed: data.created + 45 })
  const [{ url, expires_at }] = data.result.images
  expect([url, expires_at]).toEqual([[expect.stringContaining('/f/image/task_')], data.completed + 86_400])
  expect(await decode((await mock.bare(url[0])).bytes)).toMatchObject({ format: 'png', width: 1536, height: 1024 })
})

test.each([
  ['upstream-failed', 'bad_gateway'],
  ['moderated', 'server_error'],
])('a task that fails by the scenario %s is a 200 with an error', async (scenario, type) => {
  const { code, data } = await finish({}, { 'x-proofsheet-scenario': scenario })
  expect([code, data.status, data.error.type]).toEqual([200, 'failed', type])
})

const link = 'https://example.com/a.png'
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

test.each<[what: string, fields: object, status: number]>([
  ['four images of the official model', { model: 'gpt-image-2-official', n: 4 }, 200],
  ['five images of the official model', { model: 'gpt-image-2-official', n: 5 }, 400],
  ['the size auto', { size: 'auto' }, 200],
  ['a size in pixels', { size: '1024x1024' }, 200],
  ['a link beside a data URL', { image_urls: [link, png] }, 200],
  ['base64 text', { image_urls: ['iVBORw0KGgo='] }, 400],
  ['a mask alone', { mask_url: link }, 400],
  ['the quality xhigh', { quality: 'xhigh' }, 400],
  ['the quality xhigh of gpt-image-2.5', { model: 'gpt-image-2.5', quality: 'xhigh' }, 200],
  ['a transparent JPEG', { background: 'transparent', output_format: 'jpeg' }, 400],
  ['a transparent WebP', { background: 'transparent', output_format: 'webp' }, 200],
  ['low moderation', { moderation: 'low' }, 200],
  ['no moderation', { moderation: 'none' }, 400],
  ['a GIF', { output_format: 'gif' }, 400],
  ['a compression of 101', { output_format: 'jpeg', output_compression: 101 }, 400],
  ['a fallback', { official_fallback: true }, 200],
  ['a fallback as text', { official_fallback: 'true' }, 400],
  ['a check', { nsfw_check: true }, 200],
  ['the other name of the model', { model: 'gpt-image-2-ext' }, 200],
  ['an address for the callback', { webhook: 'https://app.example/api' }, 200],
  ['an address that is not public', { webhook: 'http://127.0.0.1/' }, 200],
  ['a language of failures', { language: 'ko' }, 200],
  ['an unknown language', { language: 'xx' }, 400],
])('a request with %s', async (_what, fields, status) => {
  expect((await submit(fields)).status).toBe(status)
})

test.each<[path: string, status: number]>([
  ['/v1/models?expand=category', 200],
  ['/v1/models?expand=all', 400],
  ['/v1/tasks/task_none?language=xx', 400],
  ['/v1/balance', 200],
  ['/v1/user/balance', 200],
])('GET %s gets %d', async (path, status) => {
  expect((await mock.send(path)).status).toBe(status)
})

test('an edit is JSON with images, and makes at most ten', async () => {
  const edit = (fields: object) => mock.send('/v1/images/edits', json({ ...paint, ...fields }))
  expect((await edit({ image_urls: [link] })).json.data).toMatchObject([{ status: 'submitted' }])
  expect((await edit({})).status).toBe(400)
  expect((await edit({ image_urls: [link], n: 11 })).status).toBe(400)
})

describe('refusals', () => {
  test.each<[what: string, fields: object, headers: Record<string, string>, status: number, type: string]>([
    ['a missing prompt', { prompt: undefined }, {}, 400, 'invalid_request_error'],
    ['a number as a text', { n: '1' }, {}, 400, 'invalid_request_error'],
    ['two images of gpt-image-2', { n: 2 }, {}, 400, 'invalid_request_error'],
    ['17 images', { image_urls: Array(17).fill('https://example.com/a.png') }, {}, 400, 'invalid_request_error'],
    ['a wrong key', {}, { authorization: 'fox' }, 401, 'authentication_error'],
    ['no balance', {}, { 'x-proofsheet-scenario': 'insufficient-balance' }, 402, 'payment_required'],
    ['no permission', {}, { 'x-proofsheet-scenario': 'model-not-allowed' }, 403, 'permission_error'],
    ['a full rate', {}, { 'x-proofsheet-scenario': 'rate-limited' }, 429, 'rate_limit_error'],
    ['a failure', {}, { 'x-proofsheet-scenario': 'server-error' }, 500, 'server_error'],
    ['an overload', {}, { 'x-proofsheet-scenario': 'overloaded' }, 503, 'service_unavailable'],
  ])('%s', async (_what, fields, headers, status, type) => {
    const reply = await submit(fields, headers)
    expect([reply.status, reply.json.error]).toEqual([status, { code: status, message: expect.any(String), type }])
  })

  test('too many images have a message of their own', async () => {
    const { json: reply } = await submit({ image_urls: Array(17).fill(link) })
    expect(reply.error.message).toBe('image_urls exceeds max 16')
  })

  test('an unknown task is a 400', async () => {
    const { status, json: reply } = await mock.send('/v1/tasks/task_none')
    expect([status, reply.error.message]).toEqual([400, 'Invalid task ID'])
  })
})

test('a repeat with the same key gets the first task, and another body is a 409', async () => {
  const key = { 'idempotency-key': 'k1' }
  const first = await submit({}, key)
  const repeat = await submit({}, key)
  expect(repeat.json).toEqual(first.json)
  expect([first, repeat].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  const other = await submit({ prompt: 'a boat' }, key)
  expect([other.status, other.json.error.type]).toEqual([409, 'idempotency_key_reused'])
})

test.each([
  ['a space', 'a b', 400],
  ['192 characters', 'a'.repeat(192), 400],
  ['191 characters', 'a'.repeat(191), 200],
])('an idempotency key with %s', async (_what, key, status) => {
  expect((await submit({}, { 'idempotency-key': key })).status).toBe(status)
})

test('a repeat while the first request runs is a 409 that says when to ask again', async () => {
  const replies = await Promise.all([1, 2].map(() => submit({}, { 'idempotency-key': 'k2' })))
  const refused = replies.filter(({ status }) => status !== 200)
  expect(
    refused.map(({ status, json: reply, headers }) => [status, reply.error.type, headers.get('retry-after')]),
  ).toEqual([[409, 'idempotency_in_progress', '5']])
})

test('an upload gives a link, which a request names for 72 hours', async () => {
  const { status, json: file } = await mock.send('/v1/uploads/images', form([['file', await drawImage()]]))
  expect([status, file.content_type]).toEqual([200, 'image/png'])
  expect((await submit({ image_urls: [file.url] })).status).toBe(200)
  await mock.clock.advance(259_200_000)
  expect((await submit({ image_urls: [file.url] })).status).toBe(400)
  const text = await mock.send('/v1/uploads/images', form([['file', Buffer.from('text')]]))
  expect([text.status, text.json.error.code]).toEqual([400, undefined])
})
