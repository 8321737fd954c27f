import { beforeEach, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, host, json, startMock } from '../support/mock.ts'

const v1 = '/sub2api/v1'
let mock: Awaited<ReturnType<typeof startMock>>
beforeEach(async () => {
  mock = await startMock(['sub2api'])
})

const submit = (body: object = {}, headers = {}, base = v1) =>
  mock.send(`${base}/images/generations/async`, json({ prompt: 'a lighthouse', ...body }, headers))

describe('a submit', () => {
  test('is a 202 with the task, its end, and the path of its poll in the body and in Location', async () => {
    const { status, headers, json: task } = await submit()
    expect(status).toBe(202)
    expect(task).toEqual({
      id: task.id,
      task_id: task.id,
      object: 'image.generation.task',
      status: 'processing',
      created_at: 1795132800,
      expires_at: 1795219200,
      poll_url: `${v1}/images/tasks/${task.id}`,
    })
    expect(task.id).toMatch(/^imgtask_[0-9a-f]{32}$/)
    expect(['location', 'retry-after', 'cache-control'].map((name) => headers.get(name))).toEqual([
      `${v1}/images/tasks/${task.id}`,
      '3',
      'no-store',
    ])
  })

  test('without the prefix /v1 gets a path without the prefix', async () => {
    const { json: task } = await submit({}, {}, '/sub2api')
    expect(task.poll_url).toBe(`/sub2api/images/tasks/${task.id}`)
    expect((await mock.send(task.poll_url)).json).toMatchObject({ status: 'processing' })
  })

  test('takes an edit as a form with image or image[], and as JSON with links', async () => {
    const image = await drawImage()
    const edit = (init: RequestInit) => mock.send(`${v1}/images/edits/async`, init)
    const replies = [
      await edit(form([['prompt', 'add a boat'], ['image', image]])),
      await edit(form([['prompt', 'add a boat'], ['image[]', image], ['image[]', image]])),
      await edit(json({ prompt: 'add a boat', images: [{ image_url: 'https://img.example/a.png' }] })),
    ] // biome-ignore format: rows
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202])
  })

  test('for a stream is refused', async () => {
    const { status, json: refusal } = await submit({ stream: true })
    expect([status, refusal.error.type]).toEqual([400, 'invalid_request_error'])
  })
})

describe('a poll', () => {
  test('of a task that works repeats the interval; no response is stored', async () => {
    const { poll_url } = (await submit()).json
    const { headers, json: task } = await mock.send(poll_url)
    expect(task).toMatchObject({ status: 'processing', expires_at: 1795219200 })
    expect([headers.get('retry-after'), headers.get('cache-control')]).toEqual(['3', 'no-store'])
  })

  test('of a finished task has links alone, also after a request for base64', async () => {
    const { poll_url, id } = (await submit({ response_format: 'b64_json', n: 2 })).json
    await mock.clock.advance(60_000)
    const { headers, json: task } = await mock.send(poll_url)
    const urls = [0, 1].map((index) => `${host}/sub2api/generated/${id}/${index}`)
    expect(task).toEqual({
      id,
      task_id: id,
      object: 'image.generation.task',
      status: 'completed',
      http_status: 200,
      image_url: urls[0],
      result: { created: 1795132860, data: urls.map((url) => ({ url })) },
      created_at: 1795132800,
      completed_at: 1795132860,
      expires_at: 1795219260,
    })
    expect([headers.get('retry-after'), headers.get('cache-control')]).toEqual([null, 'no-store'])
    expect(await decode((await mock.send(task.image_url)).bytes)).toMatchObject({ format: 'png', width: 1024 })
  })

  test('of a failed task is a 200 with the status of the failure', async () => {
    const { poll_url } = (await submit({}, { 'x-proofsheet-scenario': 'upstream-failed' })).json
    await mock.clock.advance(60_000)
    const { status, json: task } = await mock.send(poll_url)
    expect(status).toBe(200)
    expect(task).toMatchObject({
      status: 'failed',
      http_status: 502,
      error: { type: 'api_error', message: 'Upstream request failed' },
      completed_at: 1795132830,
      expires_at: 1795219230,
    })
  })

  test.for([
    ['of another key', 0, { authorization: 'Bearer sk-other' }],
    ['of a task that ended 24 hours ago', 60 + 86_400, {}],
  ] as const)('%s is a 404', async ([, seconds, headers]) => {
    const { poll_url } = (await submit()).json
    await mock.clock.advance(seconds * 1000)
    const { status, headers: sent, json: refusal } = await mock.send(poll_url, { headers })
    expect([status, sent.get('cache-control')]).toEqual([404, 'no-store'])
    expect(refusal.error).toEqual({
      message: 'image task not found',
      type: 'IMAGE_TASK_NOT_FOUND',
      code: 'IMAGE_TASK_NOT_FOUND',
    })
  })

  test('works without balance', async () => {
    const { poll_url } = (await submit()).json
    const refused = await submit({}, { 'x-proofsheet-scenario': 'insufficient-balance' })
    expect([refused.status, refused.json.code]).toEqual([403, 'INSUFFICIENT_BALANCE'])
    expect((await mock.send(poll_url)).status).toBe(200)
  })
})

test.for([
  ['no key', {}, 'API_KEY_REQUIRED'],
  ['another scheme', { authorization: 'sk-test' }, 'INVALID_API_KEY'],
] as const)('a request with %s is refused in a flat envelope', async ([, headers, code]) => {
  const { status, json: refusal } = await mock.bare(`${v1}/images/generations`, json({ prompt: 'x' }, headers))
  expect([status, refusal.code, refusal.error]).toEqual([401, code, undefined])
})

test.for(['x-api-key', 'x-goog-api-key'])('the key is accepted in %s too', async (name) => {
  const { status } = await mock.bare(`${v1}/images/generations/async`, json({ prompt: 'x' }, { [name]: 'sk-test' }))
  expect(status).toBe(202)
})

test('a synchronous request waits for images, and may stream', async () => {
  const reply = await mock.sendFor(1000, `${v1}/images/generations`, json({ prompt: 'x', response_format: 'b64_json' }))
  expect(await decode(Buffer.from(reply.json.data[0].b64_json, 'base64'))).toMatchObject({ format: 'png' })
  const streamed = await mock.sendFor(1000, `${v1}/images/generations`, json({ prompt: 'x', stream: true }))
  expect(streamed.headers.get('content-type')).toBe('text/event-stream')
  expect(streamed.bytes.toString()).toContain('event: image_generation.completed')
})

test.for([
  ['waits for the images of a synchronous request', ['generate']],
  ['submits a task and polls under the link of the reply', ['submitGeneration']],
] as const)('a client %s, and gets bytes', async ([, names]) => {
  const { dialect, contract } = await findProvider('sub2api')
  const operations = Object.fromEntries(names.map((name) => [name, dialect.operations[name] as never]))
  const instant = await startMock(['sub2api'], { speed: Number.POSITIVE_INFINITY })
  const client = createImageClient({
    dialect: toClientDialect({ dialect: { ...dialect, operations }, contract }),
    apiKey: 'sk-test',
    baseUrl: `${host}${v1}`,
    fetch: instant.fetch,
    clock: instant.clock,
  })
  const { data: submitted = {} } = await client.submit('generate', { prompt: 'a lighthouse' } as never)
  expect(submitted.poll).toBe(submitted.images ? undefined : `${v1}/images/tasks/${submitted.id}`)
  const [image] = (await client.wait(submitted)).data ?? []
  const { data } = await client.bytes(image ?? { index: 0 })
  expect(await decode(Buffer.from(data ?? []))).toMatchObject({ format: 'png', width: 1024 })
})
