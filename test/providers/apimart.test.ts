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

describe('refusals', () => {
  test.each<[what: string, fields: object, headers: Record<string, string>, status: number, type: string]>([
    ['a missing prompt', { prompt: undefined }, {}, 400, 'invalid_request_error'],
    ['a number as a text', { n: '1' }, {}, 400, 'invalid_request_error'],
    ['two images of gpt-image-2', { n: 2 }, {}, 400, 'invalid_request_error'],
    ['17 images', { image_urls: Array(17).fill('https://example.com/a.png') }, {}, 400, 'invalid_request_error'],
    ['a wrong key', {}, { authorization: 'fox' }, 401, 'authentication_error'],
    ['no balance', {}, { 'x-proofsheet-scenario': 'insufficient-balance' }, 402, 'payment_required'],
  ])('%s', async (_what, fields, headers, status, type) => {
    const reply = await submit(fields, headers)
    expect([reply.status, reply.json.error]).toEqual([status, { code: status, message: expect.any(String), type }])
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

test('an upload gives a link, which a request names for 72 hours', async () => {
  const { status, json: file } = await mock.send('/v1/uploads/images', form([['file', await drawImage()]]))
  expect([status, file.content_type]).toEqual([200, 'image/png'])
  expect((await submit({ image_urls: [file.url] })).status).toBe(200)
  await mock.clock.advance(259_200_000)
  expect((await submit({ image_urls: [file.url] })).status).toBe(400)
  const text = await mock.send('/v1/uploads/images', form([['file', Buffer.from('text')]]))
  expect([text.status, text.json.error.code]).toEqual([400, undefined])
})
