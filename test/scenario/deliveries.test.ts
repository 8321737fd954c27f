import { readdirSync } from 'node:fs'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { readPointer } from '../../src/dialect/lens.ts'
import { packageFile } from '../../src/values/package-file.ts'
import { decode } from '../support/images.ts'
import { host, json, startMock } from '../support/mock.ts'
import { ask, by, pollOf, submissions, under } from './gateways.ts'

// At every shipped gateway, through its client: results that differ from the request, and results that no client expects.

const gateways = readdirSync(packageFile('openapi/providers'))
const models: Record<string, string> = {
  ...{
    apigo: 'gpt-image-1',
    azure: 'gpt-image-1',
    bfl: 'flux-2-pro',
    fal: 'fal-ai/flux/turbo',
    xai: 'grok-imagine-image',
  },
  ...{ openrouter: 'openai/gpt-image-1', 'together-ai': 'black-forest-labs/FLUX.1-schnell' },
}

let mock: Awaited<ReturnType<typeof startMock>>
let baseUrls: Record<string, string>
beforeAll(async () => {
  mock = await startMock(gateways, { speed: 'instant' })
  const listed: { id: string; baseUrl: string }[] = (await mock.bare('/_proofsheet/gateways')).json
  baseUrls = Object.fromEntries(listed.map(({ id, baseUrl }) => [id, baseUrl]))
})
beforeEach(() => mock.bare('/_proofsheet/reset', { method: 'POST' }))

const keyOf = (scenario: string) => `sk-proofsheet-${scenario}.x`

/** Generates an image, and returns the document that has the image, all documents without ids and links, and the decoded image. */
async function generate(id: string, scenario: string) {
  const documents: unknown[] = []
  const types: string[] = []
  const client = createImageClient({
    provider: id as 'openai',
    apiKey: keyOf(scenario),
    baseUrl: baseUrls[id] ?? '',
    clock: mock.clock,
    fetch: async (request) => {
      const response = await mock.fetch(request)
      const type = response.headers.get('content-type') ?? ''
      if (type.includes('json')) documents.push(await response.clone().json())
      else types.push(type)
      return response
    },
  })
  const fields = { prompt: 'a fox', model: models[id] ?? 'gpt-image-2' }
  const { data: submitted, error: refused } = await client.submit('generate', fields as never)
  const { data: images, error = refused } = submitted ? await client.wait(submitted) : {}
  const [image] = images ?? []
  const { data: bytes, error: unreadable } = image ? await client.bytes(image) : {}
  const { format, width, height } = (bytes && (await decode(Buffer.from(bytes)))) ?? {}
  return {
    error: error ?? unreadable,
    document: documents.at(-1),
    shape: JSON.stringify(documents).replaceAll(/"(?:[^"\\]|\\.){20,}"|\d{9,}/g, '…'),
    ...{ types, format, width: width ?? 0, height: height ?? 0 },
  }
}

describe.each(gateways)('at %s', (id) => {
  test('other-size: half of the edges, and the response repeats the request', async () => {
    const [usual, other] = [await generate(id, 'none'), await generate(id, 'other-size')]
    expect([other.width, other.height]).toEqual([usual.width / 2, usual.height / 2])
    expect(usual.width).toBeGreaterThanOrEqual(512)
    expect([other.format, other.shape]).toEqual([usual.format, usual.shape])
  })

  test('other-format: other bytes, and a media type that tells the bytes', async () => {
    const [usual, other] = [await generate(id, 'none'), await generate(id, 'other-format')]
    expect(other.format).not.toBe(usual.format)
    expect(other.width).toBe(usual.width)
    expect(other.types).toEqual(usual.types.map(() => `image/${other.format}`))
    expect(other.shape.replaceAll(`image/${other.format}`, `image/${usual.format}`)).toBe(usual.shape)
  })

  test('empty-data and odd-item: our client says that there is no image', async () => {
    for (const scenario of ['empty-data', 'odd-item', 'odd-item', 'odd-item', 'odd-item']) {
      const { error, width } = await generate(id, scenario)
      expect([width, error?.message]).toEqual([0, expect.stringMatching(/without an image|neither `url` nor `base64`/)])
    }
  })

  test('duplicate-delivery: two tasks for one response', async () => {
    expect((await generate(id, 'duplicate-delivery')).width).toBeGreaterThan(0)
    const { tasks } = (await mock.bare('/_proofsheet/tasks', { headers: by(keyOf('duplicate-delivery')) })).json
    expect(tasks).toHaveLength(2)
  })

  test('reset-after-accept: the client gets no response, and the gateway has the task', async () => {
    expect((await generate(id, 'reset-after-accept')).error).toMatchObject({
      status: 0,
      message: `${id}: fetch failed: ECONNRESET`,
    })
    const { tasks } = (await mock.bare('/_proofsheet/tasks', { headers: by(keyOf('reset-after-accept')) })).json
    expect(tasks).toMatchObject([{ state: 'succeeded', images: 1 }])
  })

  test('key-in-error: the client gets its key, and the journal has none', async () => {
    // A gateway with an optional prefix repeats the key without the prefix.
    const key = keyOf('key-in-error').replace('sk-', '')
    expect((await generate(id, 'key-in-error')).error).toMatchObject({ message: expect.stringContaining(key) })
    const [entry] = (await mock.bare('/_proofsheet/journal')).json.entries
    for (const path of ['journal', 'journal/summaries', `journal/${entry.number}`]) {
      const { bytes, status } = await mock.bare(`/_proofsheet/${path}`)
      expect([status, bytes.toString().includes(key)]).toEqual([200, false])
      expect(bytes.toString()).toContain('[redacted]')
    }
  })
})

test.each([
  ['openai', '/data/0/b64_json'],
  ['dimilinks', '/result/data/0/url'],
  ['ezlink', '/data/0/url'],
  ['apimart', '/data/result/images/0/url/0'],
  ['gpt-best', '/data/data/data/0/url'],
  ['bfl', '/result/sample'],
  ['fal', '/images/0/url'],
])('odd-item at %s: the values come in turn', async (id, pointer) => {
  const values: unknown[] = []
  for (let i = 0; i < 5; i++) values.push(readPointer((await generate(id, 'odd-item')).document, pointer))
  expect(values).toEqual([null, {}, [], '', null])
})

test.each([
  ['openai', '/data', []],
  ['sub2api', '/data', []],
  ['ezlink', '/data', []],
  ['bfl', '/result', null],
])('empty-data at %s', async (id, pointer, value) => {
  expect(readPointer((await generate(id, 'empty-data')).document, pointer)).toEqual(value)
})

test('in a task of ezlink, whose images are texts alone', async () => {
  const poll = async (scenario: string) => {
    const submitted = await mock.send(submissions.ezlink, ask('ezlink', {}, under(scenario)))
    return (await mock.send(pollOf('ezlink', submitted))).json
  }
  expect(await poll('empty-data')).toMatchObject({ task_status: 'succeed', image_urls: [] })
  expect(await poll('odd-item')).toMatchObject({ task_status: 'succeed', image_urls: [null] })
})

test.each([
  ['toapis', 'gpt-image-2', 'gpt-image-2-official'],
  ['together-ai', 'black-forest-labs/FLUX.1-schnell', 'black-forest-labs/FLUX.1.1-pro'],
])('other-model at %s: the response names the next known model', async (id, requested, other) => {
  expect((await generate(id, 'none')).document).toMatchObject({ model: requested })
  expect((await generate(id, 'other-model')).document).toMatchObject({ model: other })
})

test('each task of a request that was delivered twice has its callback and its charge', async () => {
  const ids: string[] = []
  const fetch = async (request: Request) => {
    ids.push(((await request.json()) as { data: { task_id: string } }).data.task_id)
    return new Response()
  }
  const called = await startMock(['toapis'], { callbacks: { fetch } })
  const fields = { model: 'gpt-image-2', prompt: 'a fox', callback_url: 'https://receiver.example/hook' }
  const { json: task } = await called.send('/toapis/v1/images/generations', json(fields, under('duplicate-delivery')))
  await called.clock.advance(60_000)
  const { charges } = (await called.bare('/_proofsheet/ledger')).json
  const [second, first] = charges
  expect([first, second]).toMatchObject([
    { task: task.id, repeats: null, isDouble: false },
    { repeats: task.id, isDouble: true },
  ])
  expect(ids.sort()).toEqual([first.task, second.task].sort())
})

test('an idempotency key that the gateway heeds prevents the second task', async () => {
  const init = (key: string) => ({
    method: 'POST',
    headers: {
      ...by('sk-once'),
      'content-type': 'application/json',
      'x-proofsheet-scenario': 'duplicate-delivery',
      ...(key === '' ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify({ model: 'gpt-image-2', prompt: `a fox ${key}` }),
  })
  const count = async () => (await mock.bare('/_proofsheet/tasks', { headers: by('sk-once') })).json.tasks.length
  await mock.fetch(`${host}/apimart/v1/images/generations`, init('1'))
  expect(await count()).toBe(1)
  await mock.fetch(`${host}/apimart/v1/images/generations`, init(''))
  expect(await count()).toBe(3)
})
