import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCassette, writeCassette } from '../../src/cassettes/file/files.ts'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { drawImage } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'
import type { Handler } from './support.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-redaction-'))
})
afterAll(() => rm(folder, { recursive: true }))

const provider = await providerOf('dimilinks')
const baseUrl = 'https://gateway.test/v1'
const recorderOf = (fetch: Handler, keys: string[] = []) =>
  createRecorder({ provider, baseUrl, fetch, clock: createManualClock(), keys })
const post = (body: string | FormData, headers: Record<string, string> = {}) =>
  new Request(`${baseUrl}/images/generations`, { method: 'POST', body, headers })
const asJson = { 'content-type': 'application/json' }

const secrets = [
  'right-and-known', 'nown', 'second-of-mine', 'from-the-options', 'crumb', 'chocolate', 'c0ffee77', 'somebody', 'me@home',
  'org-of-mine', 'prj-9', '203.0.113.7', '77.25', 'tok-in-body', 'pass-word', 'AKIAQ',
] // biome-ignore format: a list

test('no secret gets into a file, wherever the secret was in the exchange', async () => {
  const account = { user: 'somebody', email: 'me@home', balance: 77.25, account: { name: 'somebody', left: 77.25 } }
  const link = 'https://cdn.test/a.png?Expires=1795000000&Signature=c0ffee77&AWSAccessKeyId=AKIAQ'
  const document = {
    ...account,
    access_token: 'tok-in-body',
    echo: 'no such key: right-and-known, sk-rig******nown',
    url: link,
  }
  const responses = [
    Response.json(document, { headers: { 'set-cookie': 'a=chocolate', 'x-openai-organization': 'org-of-mine' } }),
    new Response(`data: ${JSON.stringify(document)}\n\ndata: [DONE]\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    }),
    new Response('<p>second-of-mine? <a href="/p/img/1/0?exp=1&sig=c0ffee77">', { status: 502 }),
  ]
  const recorder = recorderOf(async () => responses.shift() ?? Response.error(), ['sk-from-the-options'])
  const form = new FormData()
  for (const [name, value] of Object.entries({ prompt: 'from-the-options', user: 'somebody' })) form.append(name, value)
  const sent = [
    post(JSON.stringify({ ...account, image: link, project_id: 'prj-9' }), {
      ...asJson,
      authorization: 'Bearer sk-right-and-known',
      cookie: 'crumb=1',
      'openai-organization': 'org-of-mine',
      'x-forwarded-for': '203.0.113.7',
    }),
    post('{"password": "pass-word", "user": "somebody", cut', {
      ...asJson,
      authorization: 'Bearer sk-right-and-known',
    }),
    post(form, { 'x-api-key': 'second-of-mine' }),
  ]
  for (const request of sent) await recorder.fetch(request)
  const path = join(folder, 'secrets', 'a.json')
  await writeCassette(path, await recorder.cassette())

  const files = await readdir(join(folder, 'secrets'), { recursive: true, withFileTypes: true })
  const bytes = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
  )
  const allBytes = Buffer.concat(bytes)
  expect(secrets.filter((secret) => allBytes.includes(secret))).toEqual([])
  const [first, second, third] = (await readCassette(path)).exchanges
  expect(first?.request).toEqual({
    method: 'POST',
    url: 'https://gateway.test/v1/images/generations',
    headers: {
      authorization: 'Bearer sk-redacted-key-1',
      'content-type': 'application/json',
      cookie: 'redacted',
      'openai-organization': 'redacted',
      'x-forwarded-for': 'redacted',
    },
    body: {
      json: {
        user: 'redacted',
        email: 'redacted',
        balance: 0,
        account: { name: 'redacted', left: 0 },
        image: 'https://cdn.test/a.png?Expires=1795000000&Signature=a0000001&AWSAccessKeyId=redacted-2',
        project_id: 'redacted',
      },
    },
  })
  expect(second?.response?.body).toEqual({
    text: 'data: {"user":"redacted","email":"redacted","balance":0,"account":{"name":"redacted","left":0},"access_token":"redacted","echo":"no such key: redacted-key-1, redacted-key-1","url":"https://cdn.test/a.png?Expires=1795000000&Signature=a0000001&AWSAccessKeyId=redacted-2"}\n\ndata: [DONE]\n\n',
  })
  expect(third?.request.headers['x-api-key']).toBe('redacted-key-2')
})

test('an image is stored once, wherever it occurred, and restored exactly', async () => {
  const png = await drawImage('png')
  const base64 = png.toString('base64')
  const responses = [
    Response.json({ data: [{ b64_json: base64 }, { url: `data:image/png;base64,${base64}` }] }),
    new Response(`data: {"b64_json":"${base64}"}\n\n`, { headers: { 'content-type': 'text/event-stream' } }),
    new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } }),
  ]
  const recorder = recorderOf(async () => responses.shift() ?? Response.error())
  const form = new FormData()
  form.append('image', new File([new Uint8Array(png)], 'fox.png', { type: 'image/png' }))
  const createRequests = () => [
    post(`{"image":"${base64}"}`, asJson),
    post(form),
    new Request('https://cdn.test/a.png'),
  ]
  for (const request of createRequests()) await recorder.fetch(request)
  const path = join(folder, 'images', 'a.json')
  await writeCassette(path, await recorder.cassette())
  await writeCassette(path, await recorder.cassette())

  expect(await readdir(join(folder, 'images', 'images'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.png$/)])
  const cassette = await readCassette(path)
  expect(JSON.stringify(cassette)).not.toContain(base64.slice(0, 40))
  const { fetch } = createReplay(cassette, { provider })
  const replayed = []
  for (const request of createRequests()) replayed.push(Buffer.from(await (await fetch(request)).arrayBuffer()))
  expect(replayed).toEqual([
    Buffer.from(`{"data":[{"b64_json":"${base64}"},{"url":"data:image/png;base64,${base64}"}]}`),
    Buffer.from(`data: {"b64_json":"${base64}"}\n\n`),
    png,
  ])
})

test('keys are numbered by use, and a dummy key stays', async () => {
  const recorder = recorderOf(async () => Response.json({}))
  const dummyKey = `sk-${'0'.repeat(40)}`
  for (const key of ['sk-first-seen', 'sk-most-used', 'sk-most-used', 'most-used', dummyKey, ''])
    await recorder.fetch(new Request(`${baseUrl}/models`, { headers: { authorization: `Bearer ${key}` } }))
  const { exchanges } = await recorder.cassette()
  expect(exchanges.map(({ request }) => request.headers.authorization)).toEqual([
    'Bearer sk-redacted-key-2',
    'Bearer sk-redacted-key-1',
    'Bearer sk-redacted-key-1',
    'Bearer redacted-key-1',
    `Bearer ${dummyKey}`,
    'Bearer',
  ])
})

test.each([
  ['notes', 'is not a valid cassette: /: Invalid input: expected object, received undefined'],
  ['{"proofsheet":"answers"}', 'is not a valid cassette: /proofsheet: Invalid input: expected "cassette"'],
])('a file that is not a cassette is refused: %s', async (text, message) => {
  const path = join(folder, 'none.json')
  await writeFile(path, text)
  await expect(readCassette(path)).rejects.toThrow(message)
})

test('account fields are redacted in every spelling, and secrets in every structure; counts stay', async () => {
  const document = {
    user_email: 'a@b', userEmail: 'a@b', customer_id: 'c1', team_id: 't1', orgId: 'o1', creditBalance: 9, remaining_credits: 9,
    balance_usd: 1.5, api_keys: ['k1'], token: { value: 'k2' }, usage: { input_tokens: 3, input_tokens_details: { text_tokens: 3 } },
  } // biome-ignore format: rows
  const headers = { 'x-team-id': 't1', 'x-account-balance': '9', 'x-ratelimit-remaining-requests': '5' }
  const recorder = recorderOf(async () => Response.json(document, { headers }))
  await recorder.fetch(post('{}', { ...asJson, 'user-agent': 'mine/1' }))
  const [exchange] = (await recorder.cassette()).exchanges
  expect(exchange?.request.headers).toMatchObject({ 'user-agent': 'mine/1' })
  expect(exchange?.response?.headers).toMatchObject({
    'x-team-id': 'redacted',
    'x-account-balance': 'redacted',
    'x-ratelimit-remaining-requests': '5',
  })
  const redacted = 'redacted'
  expect(exchange?.response?.body).toEqual({
    json: {
      user_email: redacted, userEmail: redacted, customer_id: redacted, team_id: redacted, orgId: redacted,
      creditBalance: 0, remaining_credits: 0, balance_usd: 0, api_keys: [redacted], token: { value: redacted },
      usage: { input_tokens: 3, input_tokens_details: { text_tokens: 3 } },
    },
  }) // biome-ignore format: rows
})

test.each(['application/json', 'application/octet-stream'])(
  '%s that was truncated within a character is a redacted text',
  async (type) => {
    const head = Buffer.from('{"user":"somebody","key":"sk-right-and-known","t":"')
    const bytes = type.includes('json') ? Buffer.concat([head, Buffer.from([0xe2, 0x82])]) : head
    const recorder = recorderOf(async () => new Response(bytes, { headers: { 'content-type': type } }))
    await recorder.fetch(post('{}', { ...asJson, authorization: 'Bearer sk-right-and-known' }))
    const { exchanges, images } = await recorder.cassette()
    expect([...images.keys()]).toEqual([])
    expect(JSON.stringify(exchanges)).not.toMatch(/somebody|right-and-known/)
  },
)

test('a link with a hash as its file name is not a file of the cassette', async () => {
  const recorder = recorderOf(async () => Response.json({ url: `https://cdn.test/${'ab'.repeat(32)}.png` }))
  await recorder.fetch(post('{}', asJson))
  const file = join(folder, 'hash.json')
  await writeCassette(file, await recorder.cassette())
  expect((await readCassette(file)).images.size).toBe(0)
})

test('the cassette waits for pending responses, and a cancelled stream ends where the caller left', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>()
  const recorder = recorderOf(() => promise)
  const pending = recorder.fetch(post('{}', asJson))
  const cassette = recorder.cassette()
  const stream = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('data: 1\n\n')) })
  resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } }))
  const reader = (await pending).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect((await cassette).exchanges).toMatchObject([
    { response: { status: 200, body: { text: 'data: 1\n\n' } }, error: 'cancelled' },
  ])
})
