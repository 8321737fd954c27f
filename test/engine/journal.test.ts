import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { JournalEntry, JournalInput, StoredEntry } from '../../src/engine/journal/entry.ts'
import { createJournal } from '../../src/engine/journal/journal.ts'
import { drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const start = Date.UTC(2026, 10, 20)
const instant = { speed: Number.POSITIVE_INFINITY }
type Mock = Awaited<ReturnType<typeof startMock>>

const listOf = async (mock: Mock, key?: string): Promise<JournalEntry[]> =>
  (await mock.bare('/_proofsheet/journal', key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }))
    .json.entries
const lastOf = async (mock: Mock): Promise<JournalEntry> => (await listOf(mock)).at(-1) as JournalEntry

let mock: Mock
let png: Buffer
beforeAll(async () => {
  mock = await startMock(['dimilinks', 'openai', 'ezlink', lumen], instant)
  png = await drawImage()
})

describe('the entry', () => {
  test('of JSON has request, response, task and operation', async () => {
    const init = json({ prompt: 'a fox' })
    const { json: submitted } = await mock.send('/dimilinks/v1/images/generations?async=true', init)
    expect(await lastOf(mock)).toEqual({
      number: expect.any(Number),
      at: start,
      world: expect.stringMatching(/^[0-9a-f]{16}$/),
      provider: 'dimilinks',
      operation: 'POST /images/generations',
      request: {
        method: 'POST',
        url: '/dimilinks/v1/images/generations?async=true',
        headers: expect.objectContaining({ authorization: '[redacted]', 'content-type': 'application/json' }),
        body: { prompt: 'a fox' },
      },
      response: {
        status: 200,
        headers: expect.objectContaining({ 'content-type': 'application/json' }),
        body: submitted,
      },
      task: submitted.task_id,
      findings: [],
      violations: [],
    })
  })

  test('of a form has its fields, and name and length of each file', async () => {
    await mock.send(
      '/openai/v1/images/edits',
      form([
        ['model', 'gpt-image-2'],
        ['prompt', 'a fox'],
        ['n', '2'],
        ['image', png],
      ]),
    )
    expect(await lastOf(mock)).toMatchObject({
      operation: 'POST /images/edits',
      request: {
        body: { model: 'gpt-image-2', prompt: 'a fox', n: 2, image: `file image.png, ${png.length} bytes` },
      },
      response: { status: 200 },
      task: expect.stringMatching(/^img_/),
    })
  })

  test('of an image has its length, and belongs to the key of its task', async () => {
    const { json: reply } = await mock.send('/dimilinks/v1/images/generations', json({ prompt: 'x', size: '64x64' }))
    const { bytes } = await mock.bare(reply.data[0].url, { headers: { authorization: 'Bearer sk-test' } })
    const entry = await lastOf(mock)
    expect(entry).toMatchObject({
      operation: 'GET /p/img/{task_id}/{idx}',
      response: { status: 200, headers: { 'content-type': 'image/png' }, body: `${bytes.length} bytes` },
    })
    expect(entry.request.url).toMatch(/^\/p\/img\/img_[0-9a-f]{24}\/0\?exp=\d+&sig=\[redacted\]$/)
    expect(entry.request).not.toHaveProperty('body')

    const lamp = { headers: { 'x-lumen-key': 'sk-test' } }
    const init = json({ text: 'a lamp' }, lamp.headers)
    const { number } = (await mock.send('/lumen/api/2026/pictures', init)).json.ticket
    const [print] = (await mock.send(`/lumen/api/2026/tickets?number=${number}`, lamp)).json.ticket.prints
    expect((await mock.bare(print)).status).toBe(200)
    expect((await listOf(mock, 'sk-test')).at(-1)).toMatchObject({
      task: number,
      operation: 'GET /prints/{number}/{page}',
    })
  })

  test('of a stream has its events with shortened images', async () => {
    const body = { prompt: 'x', model: 'gpt-image-2', stream: true, partial_images: 1 }
    await mock.send('/openai/v1/images/generations', json(body))
    expect(await lastOf(mock)).toMatchObject({
      request: { body },
      response: {
        status: 200,
        headers: { 'content-type': expect.stringContaining('text/event-stream') },
        body: [
          {
            event: 'image_generation.partial_image',
            data: expect.objectContaining({
              b64_json: expect.stringMatching(/^iVBORw0KGgo.{49}… \(\d+ characters\)$/),
            }),
          },
          { event: 'image_generation.completed', data: expect.objectContaining({ size: '1024x1024' }) },
        ],
      },
      task: expect.stringMatching(/^img_/),
      violations: [],
    })
  })

  test('of a refused request has the findings of the contract', async () => {
    const { json: refusal } = await mock.send('/openai/v1/images/generations', json({ model: 'gpt-image-2', n: 11 }))
    const entry = await lastOf(mock)
    expect(entry).toMatchObject({ response: { status: 400, body: refusal } })
    expect(entry.findings).toEqual([
      { path: ['body'], code: 'required', message: expect.stringContaining("'prompt'") },
      { path: ['body', 'n'], code: 'maximum', message: expect.stringContaining('10') },
    ])
    expect(entry).not.toHaveProperty('task')
  })

  test('of a request without an operation has null', async () => {
    await mock.send('/openai/v1/nowhere?x=1')
    expect(await lastOf(mock)).toMatchObject({
      operation: null,
      request: { method: 'GET', url: '/openai/v1/nowhere?x=1' },
      response: { status: 404, body: { error: { message: 'Invalid URL (GET /v1/nowhere).' } } },
      findings: [],
    })
  })

  test('of a scenario has its name and its effect', async () => {
    const ask = (scenario: string) =>
      mock.send('/dimilinks/v1/images/generations', json({ prompt: 'x' }, { 'x-proofsheet-scenario': scenario }))
    await ask('bad-gateway')
    expect(await lastOf(mock)).toMatchObject({
      scenario: 'bad-gateway',
      response: { status: 502, headers: { 'content-type': 'text/html' } },
    })
    await expect(ask('connection-reset;times=1')).rejects.toThrow()
    expect(await lastOf(mock)).toMatchObject({
      scenario: 'connection-reset;times=1',
      task: expect.stringMatching(/^img_/),
    })
    await ask('none')
    expect(await lastOf(mock)).not.toHaveProperty('scenario')
  })

  test('of a synchronous request whose task fails has the task', async () => {
    const init = json({ prompt: 'x' }, { 'x-proofsheet-scenario': 'moderated' })
    const { status } = await mock.send('/dimilinks/v1/images/generations', init)
    expect(await lastOf(mock)).toMatchObject({
      scenario: 'moderated',
      response: { status },
      task: expect.stringMatching(/^img_/),
    })
  })

  test('of a response that breaks the contract has the violations', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-journal-'))
    await cp(lumen, folder, { recursive: true })
    const file = join(folder, 'openapi.yaml')
    const contract = await readFile(file, 'utf8')
    await writeFile(
      file,
      contract.replace('required: [ticket]\n', 'required: [ticket]\n                minProperties: 2\n'),
    )
    const broken = await startMock([folder], { strict: true, onViolation: () => {} })
    await rm(folder, { recursive: true })
    await broken.send('/lumen/api/2026/pictures', json({ text: 'a lamp' }, { 'x-lumen-key': 'k' }))
    const entry = await lastOf(broken)
    expect(entry).toMatchObject({ findings: [], response: { status: 202 } })
    expect(entry.violations).toMatchObject([
      { code: 'minProperties', message: expect.stringContaining('fewer than 2') },
    ])
  })

  test('of a URL with invalid percent-encoding keeps the URL unchanged', async () => {
    const reply = await mock.send('/dimilinks/v1/models?x=%ZZ&y=%E4%B8%80')
    expect(reply.status).toBe(200)
    expect((await lastOf(mock)).request.url).toBe('/dimilinks/v1/models?x=%ZZ&y=%E4%B8%80')
  })
})

test('a client that disconnects before the response gets an entry without a response', async () => {
  const one = await startMock(['openai'])
  const abort = new AbortController()
  const init = json({ prompt: 'x', model: 'gpt-image-2' })
  const reply = one.send('/openai/v1/images/generations', { ...init, signal: abort.signal })
  while (one.clock.sleeperCount() === 0) await new Promise(setImmediate)
  abort.abort()
  await expect(reply).rejects.toThrow('aborted')
  expect(await lastOf(one)).toMatchObject({ request: { body: { prompt: 'x' } }, response: null })
})

describe('long values', () => {
  test('base64 in request and response is shortened, with its original length', async () => {
    const image = `data:image/png;base64,${png.toString('base64')}`
    const headers = { 'x-proofsheet-scenario': 'data-urls' }
    const { json: reply } = await mock.send('/dimilinks/v1/images/generations', json({ prompt: 'x', image }, headers))
    const { request, response } = await lastOf(mock)
    expect(request.body).toEqual({ prompt: 'x', image: `${image.slice(0, 60)}… (${image.length} characters)` })
    const { url } = reply.data[0]
    expect(response?.body).toMatchObject({ data: [{ url: `${url.slice(0, 60)}… (${url.length} characters)` }] })
  })

  test('items and members beyond 32 are only counted', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`x${index}`, index]))
    await mock.send('/dimilinks/v1/images/generations', json({ prompt: 'x', images: Array(100).fill('a'), many }))
    const { body } = (await lastOf(mock)).request as { body: { images: string[]; many: object } }
    expect([body.images.length, body.images.at(-1)]).toEqual([33, '… (100 items)'])
    expect(Object.entries(body.many).slice(31)).toEqual([
      ['x31', 31],
      ['…', '40 members'],
    ])
  })

  test('a prompt of 240 characters stays whole, a longer prompt is shortened', async () => {
    const bodyOf = async (length: number) => {
      await mock.send('/dimilinks/v1/images/generations', json({ prompt: 'a'.repeat(length) }))
      return (await lastOf(mock)).request.body
    }
    expect(await bodyOf(240)).toEqual({ prompt: 'a'.repeat(240) })
    expect(await bodyOf(241)).toEqual({ prompt: `${'a'.repeat(60)}… (241 characters)` })
  })
})

describe('keys and cookies', () => {
  const secret = 'hush-hush-hush'

  test("the client's key is absent, and URLs lose their secrets", async () => {
    const one = await startMock(['dimilinks'], instant)
    const image_urls = [
      'https://img.example/a.png?X-Amz-Credential=hush-1&X-Amz-Signature=hush-2&width=7',
      'https://user:hush-3@img.example/b.png',
    ]
    const headers = { authorization: `Bearer ${secret}`, referer: `https://app.example/?k=${secret}` }
    await one.send(
      `/dimilinks/v1/images/generations?access=hush-4`,
      json({ prompt: `use ${secret}`, image_urls }, headers),
    )
    const entry = await lastOf(one)
    expect(JSON.stringify(entry)).not.toContain('hush')
    expect(entry).toMatchObject({
      request: {
        url: '/dimilinks/v1/images/generations?access=[redacted]',
        headers: { referer: 'https://app.example/?k=[redacted]' },
        body: {
          prompt: 'use [redacted]',
          image_urls: [
            'https://img.example/a.png?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&width=7',
            'https://img.example/b.png',
          ],
        },
      },
    })
  })

  const requests: [description: string, path: string, init: RequestInit][] = [
    ['a successful request', '/openai/v1/images/generations', json({ prompt: 'x', model: 'gpt-image-2' })],
    ['a form', '/openai/v1/images/edits', form([['prompt', 'x']])],
    ['a list', '/openai/v1/models', {}],
    ['an unknown route', '/openai/v1/nowhere', {}],
    ['a wrong method', '/openai/v1/models', { method: 'DELETE' }],
    ['a retired route', '/openai/v1/images/variations', { method: 'POST' }],
    ['a broken body', '/openai/v1/images/generations', { ...json({}), body: '{' }],
    ['an unknown task', '/dimilinks/v1/tasks/img_x', {}],
    ["a gateway's own header", '/lumen/api/2026/colours', {}],
  ]
  test.each<[what: string, keys: string[] | undefined]>([
    ['accepted', undefined],
    ['refused', ['other']],
  ])('%s keys are absent', async (_what, keys) => {
    const one = await startMock(['dimilinks', 'openai', lumen], { ...instant, ...(keys ? { keys } : {}) })
    for (const [description, path, init] of requests)
      for (const [authorization, query] of [
        [`Bearer ${secret}`, `key=${secret}`],
        [secret, `a=%ZZ&api_key=${secret}&k%65y=${secret}&key=${secret}`],
        [`Basic ${secret}`, `access_token=${secret}&X-Api-Key=${secret}&client_secret=${secret}&apikey=${secret}`],
      ] as const) {
        const headers = {
          ...Object.fromEntries(new Headers(init.headers)),
          authorization,
          ...Object.fromEntries(
            ['api-key', 'x-api-key', 'X-ApiKey', 'x-goog-api-key', 'x-auth-token', 'proxy-authorization', 'cookie'].map(
              (name) => [name, secret],
            ),
          ),
          'x-lumen-key': path.startsWith('/lumen') ? secret : '',
        }
        await one.fetch(`http://mock${path}?${query}`, { ...init, headers })
        const [entry, ...none] = (await listOf(one)).slice(-1)
        expect([description, none, JSON.stringify(entry).includes(secret)]).toEqual([description, [], false])
      }
    const entries = await listOf(one)
    expect(entries).toHaveLength(27)
    expect(JSON.stringify(entries)).not.toContain(secret)
    expect(entries[0]?.request).toMatchObject({
      url: '/openai/v1/images/generations?key=[redacted]',
      headers: {
        authorization: '[redacted]',
        'api-key': '[redacted]',
        cookie: '[redacted]',
        'x-auth-token': '[redacted]',
      },
    })
  })
})

describe('the world of an entry', () => {
  test('a key lists its own requests only, without requests that have no key', async () => {
    const one = await startMock(['dimilinks'])
    const listModels = (key?: string) =>
      one.bare('/dimilinks/v1/models', key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } })
    await listModels('a')
    await listModels('b')
    await listModels()
    await listModels('a')
    const numbers = async (key?: string) => (await listOf(one, key)).map(({ number }) => number)
    expect([await numbers('a'), await numbers('b'), await numbers('c')]).toEqual([[1, 4], [2], []])
    expect(await numbers()).toEqual([1, 2, 3, 4])
  })

  test('a poll of the task of another key belongs to the key that polls', async () => {
    const one = await startMock(['ezlink'])
    const body = json({ prompt: 'x', model: 'gpt-image-2' }, { authorization: 'Bearer a' })
    const { task_id } = (await one.send('/ezlink/v1/async/images/generations', body)).json
    await one.send(`/ezlink/v1/async/images/result?taskid=${task_id}`, { headers: { authorization: 'Bearer b' } })
    expect([(await listOf(one, 'a')).length, (await listOf(one, 'b')).length]).toEqual([1, 1])
  })

  test('an image fetched without a key has the time of the key that created the image', async () => {
    const one = await startMock([lumen])
    const key = { 'x-lumen-key': 'k' }
    const { number } = (await one.send('/lumen/api/2026/pictures', json({ text: 'x' }, key))).json.ticket
    await one.bare('/_proofsheet/clock/advance?seconds=20', { method: 'POST', headers: key })
    const [print] = (await one.send(`/lumen/api/2026/tickets?number=${number}`, { headers: key })).json.ticket.prints
    await one.bare(print)
    expect((await lastOf(one)).at).toBe(start + 20_000)
  })
})

describe('createJournal', () => {
  const entryOf = (world: string, body: unknown = ''): JournalInput => ({
    at: 0,
    world,
    provider: 'p',
    operation: null,
    key: undefined,
    status: 200,
    images: 0,
    sides: {
      request: { method: 'GET', url: '/', headers: {}, body },
      response: { status: 200, headers: {} },
    },
    findings: [],
    violations: [],
  })
  const numbersOf = (pages: Iterable<readonly JournalEntry[]>) => [...pages].flat().map(({ number }) => number)

  test('holds at most `max` entries, and lists the oldest first', () => {
    const journal = createJournal({ max: 3 })
    for (const world of ['a', 'b', 'a', 'b', 'a']) journal.add(entryOf(world))
    expect(numbersOf(journal.list())).toEqual([3, 4, 5])
    expect(numbersOf(journal.list(['a']))).toEqual([3, 5])
  })

  test('holds at most `maxBytes`, and skips an entry that exceeds them alone', () => {
    const journal = createJournal({ maxBytes: 10_000 })
    for (let count = 0; count < 5; count++) journal.add(entryOf('a', 'x'.repeat(4000)))
    expect(numbersOf(journal.list())).toEqual([4, 5])
    journal.add(entryOf('a', [{ text: 'x'.repeat(20_000) }]))
    journal.add(entryOf('a', 'x'))
    expect(numbersOf(journal.list())).toEqual([4, 5, 7])
  })

  test('counts the names of members', () => {
    const journal = createJournal({ maxBytes: 10_000 })
    journal.add(entryOf('a', { ['x'.repeat(20_000)]: 1 }))
    expect([...journal.list()]).toEqual([])
  })

  test.each<[what: string, url: string, headers: Headers | string, findings: JournalInput['findings']]>([
    ['the URL', `http://mock/${'x'.repeat(10_000)}`, 'a\nb', []],
    ['headers of a socket', 'http://mock/', `a\n${'b'.repeat(10_000)}`, []],
    ['headers in process', 'http://mock/', new Headers({ a: 'b'.repeat(10_000) }), []],
    ['findings', 'http://mock/', 'a\nb', [{ path: ['body'], code: 'type', message: 'x'.repeat(10_000) }]],
  ])('counts %s of an exchange that is not yet redacted', (_what, url, headers, findings) => {
    const journal = createJournal({ maxBytes: 10_000 })
    const raw = (requestHead: { method: string; url: string; headers: Headers | string }) => ({
      keyName: 'authorization',
      requestHead,
      requestText: '{}',
      responseParts: { status: 200, headers: {} },
      responseText: '{}',
    })
    journal.add({ ...entryOf('a'), sides: raw({ method: 'POST', url: 'http://mock/', headers: 'a\nb' }) })
    journal.add({ ...entryOf('a'), sides: raw({ method: 'POST', url, headers }), findings })
    expect(numbersOf(journal.list())).toEqual([1])
  })

  test('keeps the exchanges of sockets as they were, while later ones take the memory of those dropped', () => {
    const journal = createJournal({ max: 500 })
    const exchange = (index: number): JournalInput => ({
      ...entryOf(index % 7 === 0 ? 'b' : 'a'),
      ...{ key: 'k', durationMs: index + 0.25, task: index % 2 ? `img_${index}` : undefined },
      findings: index % 3 ? [] : [{ path: ['body'], code: 'type', message: `${index}` }],
      sides: {
        keyName: 'authorization',
        requestHead: { method: 'POST', url: `http://mock/${index}`, headers: 'host\né' },
        requestText: index % 5 ? `{"prompt":\n"狐狸 ${'🦊x'.repeat(index % 400)}"}` : undefined,
        responseParts: { status: 200, headers: { etag: `"${index}"` } },
        responseText: index % 11 ? '{"id":"é"}' : null,
      },
    })
    for (let index = 1; index <= 4000; index++) {
      journal.add(exchange(index))
      if (index % 900 === 0) journal.forget(['b'])
    }
    const numbers = journal.heads().map(({ number }) => number)
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([500, 3484, 4000])
    for (const number of numbers) {
      const { number: own, size: _, ...entry } = journal.find(number) as StoredEntry
      expect([own, entry]).toEqual([number, { ...exchange(number), sent: undefined }])
    }
  })

  test('frees the bytes of a form when its entry is dropped or forgotten, and those of the oldest forms', () => {
    const journal = createJournal({ max: 12 })
    const head = { method: 'POST', url: 'http://mock/', headers: 'a\nb' }
    const add = (world: string, fill = 0) => {
      const body = journal.sentBodies.open()
      body.add(Buffer.alloc(2 ** 20 - 2000, fill))
      body.add(Buffer.alloc(2 ** 20, fill))
      journal.add({ ...entryOf(world), sent: { head, body } })
      return body
    }
    const bodies = Array.from({ length: 9 }, (_, index) => add(index === 4 ? 'b' : 'a', index))
    const kept = () => bodies.map((body) => (body.isKept() ? 1 : 0))
    expect(kept()).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1])
    expect(bodies.map((body) => body.read()?.equals(Buffer.alloc(2 ** 21 - 2000, bodies.indexOf(body))))).toEqual([
      undefined,
      ...Array.from({ length: 8 }, () => true),
    ])
    journal.forget(['b'])
    expect(kept()).toEqual([0, 1, 1, 1, 0, 1, 1, 1, 1])
    for (let count = 0; count < 7; count++) journal.add(entryOf('a'))
    expect(kept()).toEqual([0, 0, 0, 1, 0, 1, 1, 1, 1])
    const long = journal.sentBodies.open()
    long.add(Buffer.alloc(2 * 2 ** 20 + 1))
    expect(long.read()).toBe(undefined)
  })

  test('removes matching entries, and continues the numbers', () => {
    const journal = createJournal()
    for (const world of ['a', 'b', 'a']) journal.add(entryOf(world))
    journal.forget(['a'])
    journal.add(entryOf('a'))
    expect(numbersOf(journal.list())).toEqual([2, 4])
  })
})
