import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { main as saveImage } from '../../examples/save-image.ts'
import { createImageClient, type ProviderId } from '../../src/client/image-client.ts'
import type { ClientDialect, Image } from '../../src/client/runtime/types.ts'
import { bodyTypes, toClientDialect } from '../../src/client/to-client-dialect.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { listen } from '../../src/doors/port.ts'
import { dialects } from '../../src/generated/dialects.ts'
import { decode, drawImage } from '../support/images.ts'
import { host, startMock } from '../support/mock.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const quarry = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))
const ids = Object.keys(dialects) as ProviderId[]
const models: Record<string, string> = {
  apigo: 'gpt-image-1',
  apimart: 'gpt-image-2-official',
  azure: 'gpt-image-1',
  bfl: 'flux-2-pro',
  openrouter: 'openai/gpt-image-1',
  toapis: 'gpt-image-2',
  'together-ai': 'black-forest-labs/FLUX.1-schnell',
  xai: 'grok-imagine-image-2.0',
}
const formats: Record<string, string> = { bfl: 'jpeg', 'together-ai': 'jpeg', xai: 'jpeg' }
const prefixes: Record<string, string> = { azure: '/openai', bfl: '', fal: '', 'gpt-best': '', openrouter: '/api/v1' }
const baseOf = (id: string) => `${host}/${id}${prefixes[id] ?? '/v1'}`

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(ids, { speed: Number.POSITIVE_INFINITY, keys: ['sk-test'], limits: { images: 1e6 } })
})
const open = <P extends ProviderId>(provider: P, apiKey = 'sk-test') =>
  createImageClient({ provider, apiKey, baseUrl: baseOf(provider), fetch: mock.fetch, clock: mock.clock })

test('one program saves an image from each of the shipped gateways, with only the id changed', async () => {
  const instant = await startMock(ids, { speed: Number.POSITIVE_INFINITY })
  const door = await listen(instant.fetch, { host: '127.0.0.1', port: 0 })
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
  try {
    for (const id of ids) {
      const file = join(folder, `${id}.png`)
      const length = await saveImage(id, file, door.url, models[id])
      const bytes = await readFile(file)
      expect(bytes.length).toBe(length)
      const height = id === 'fal' ? 768 : 1024
      expect(await decode(bytes)).toMatchObject({ format: formats[id] ?? 'png', width: 1024, height })
    }
  } finally {
    await door.close()
    await rm(folder, { recursive: true })
  }
})

test('a client polls under the link of the gateway, but takes no key to another host', async () => {
  const lantern = fileURLToPath(new URL('../fixtures/lantern', import.meta.url))
  const lanternMock = await startMock([lantern], { speed: Number.POSITIVE_INFINITY })
  const asked: string[] = []
  const fetch: typeof lanternMock.fetch = (input, init) => {
    const request = new Request(input, init)
    asked.push(new URL(request.url).pathname)
    return lanternMock.fetch(request)
  }
  const options = { apiKey: 'k', baseUrl: `${host}/lantern/v3`, fetch, clock: lanternMock.clock }
  const client = createImageClient({ dialect: toClientDialect(await findProvider(lantern)), ...options })
  const { data: { id = '', poll = '' } = {} } = await client.submit('generate', { prompt: 'a lamp' } as never)
  expect(poll).toBe(`/lantern/v3/jobs/${id}`)
  await client.wait({ id, poll: `${poll}?from=link` })
  await client.wait({ id, poll: 'https://elsewhere.example/jobs/7' })
  expect(asked).toEqual(['/lantern/v3/jobs', poll, poll])
})

test('a gateway that is only a folder has a client', async () => {
  const provider = await findProvider(lumen)
  const lumenMock = await startMock([lumen], { atRoot: true })
  const options = { apiKey: 'k', baseUrl: `${host}/api/2026`, fetch: lumenMock.fetch, clock: lumenMock.clock }
  const client = createImageClient({ dialect: toClientDialect(provider), ...options })
  const submitted = await client.submit('generate', { text: 'a lamp' } as never)
  const waited = client.wait(submitted.data ?? {})
  for (let i = 0; i < 5; i++) await lumenMock.clock.advance(3000)
  const { data: [image] = [] } = await waited
  const { data } = await client.bytes(image as Image)
  expect(await decode(Buffer.from(data ?? []))).toMatchObject({ format: 'webp', width: 320, height: 200 })
  expect(() => createImageClient({ provider: 'nobody' as never, apiKey: 'k' })).toThrow(
    'unknown provider "nobody": expected one of apigo, ',
  )
})

describe('references', () => {
  test.each(ids)('%s: files are sent under its own field names', async (id) => {
    const files = await Promise.all(
      [10, 20, 30].map(
        async (width) =>
          new File([new Uint8Array(await drawImage('png', { width }))], `${width}.png`, { type: 'image/png' }),
      ),
    )
    const client = open(id)
    for (const references of [files.slice(0, 1), files]) {
      const fields = { prompt: 'together', model: models[id] ?? 'gpt-image-2', references }
      // A gateway may edit where it generates.
      const kind = 'edit' in (dialects[id]?.operations ?? {}) ? 'edit' : 'generate'
      const submitted = await client.submit(kind, fields as never)
      expect(submitted.error).toBeUndefined()
      const { data } = await client.wait(submitted.data ?? {})
      expect(data).toHaveLength(1)
    }
  })

  test('links and files are sent in JSON, in the format of the gateway', async () => {
    const blob = new Blob([new Uint8Array(await drawImage())], { type: 'image/png' })
    const sent = await open('dimilinks').submit('generate', {
      prompt: 'x',
      references: ['https://img.example/a.png', blob],
      mask: 'https://img.example/m.png',
    })
    expect(sent.data?.id).toMatch(/^img_/)
  })
})

test('the mock of a gateway with nested fields accepts what a client sends', async () => {
  const quarryMock = await startMock([quarry], { atRoot: true, speed: Number.POSITIVE_INFINITY })
  const options = { apiKey: 'k', baseUrl: `${host}/api`, fetch: quarryMock.fetch, clock: quarryMock.clock }
  const client = createImageClient({ dialect: toClientDialect(await findProvider(quarry)), ...options })
  const blob = new Blob([new Uint8Array(await drawImage())], { type: 'image/png' })
  const fields = { input: { prompt: 'a fox' }, parameters: { n: 2 }, references: [blob, blob], mask: blob }
  const { data, error } = await client.submit('generate', fields as never, { task: false })
  expect([error, data?.images?.length]).toEqual([undefined, 2])
  // The fields of the caller stay as they are.
  expect(fields.input).toEqual({ prompt: 'a fox' })
})

describe('limits, before a request is sent', () => {
  const failOnRequest = () => Promise.reject(new Error('a request was sent'))
  const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', fetch: failOnRequest })
  const big = new Blob([new Uint8Array(20_971_521)])
  test.each<[what: string, fields: object, message: string]>([
    ['n', { prompt: 'x', n: 5 }, 'dimilinks: n: 5; expected 1 in the tier 1k.'],
    [
      'references',
      { prompt: 'x', references: Array(10).fill('https://img.example/a.png') },
      'dimilinks: references: 10 images; expected 0 to 9.',
    ],
    [
      'a reference',
      { prompt: 'x', references: [big] },
      'dimilinks: references: 20971521 bytes in an image; expected 0 to 20971520.',
    ],
  ])('%s', async (_what, fields, message) => {
    expect(await client.submit('generate', fields as never)).toEqual({ error: { class: 'limit', status: 0, message } })
  })

  test('the length of a prompt', async () => {
    const openai = createImageClient({ provider: 'openai', apiKey: 'k', fetch: failOnRequest })
    expect((await openai.submit('generate', { prompt: 'a'.repeat(32_001) })).error?.class).toBe('limit')
  })
})

describe('errors are values', () => {
  test('with class, status, code and request id', async () => {
    expect(await open('dimilinks', 'sk-wrong').submit('generate', { prompt: 'x' })).toEqual({
      error: {
        class: 'auth',
        status: 401,
        code: 'invalid_api_key',
        message: 'The API key is unknown: expected one of the keys that the mock accepts.',
        requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    })
    expect((await open('openai').submit('generate', { prompt: 'x', model: 'dall-e-3' })).error).toMatchObject({
      class: 'refused',
      status: 404,
      code: 'model_not_found',
    })
    expect((await open('dimilinks').wait({ id: 'img_nope' })).error).toMatchObject({ class: 'refused', status: 404 })
  })

  test('the methods of openapi-fetch are available, typed by path', async () => {
    const { data } = await open('dimilinks').GET('/models')
    expectTypeOf(data?.data?.[0]?.id).toEqualTypeOf<string | undefined>()
    expect(data?.data?.[0]?.id).toBe('gpt-image-2')
  })
})

describe('waiting', () => {
  const pending = async () => {
    const slow = await startMock(['dimilinks'])
    const client = createImageClient({
      provider: 'dimilinks',
      apiKey: 'k',
      baseUrl: `${host}/dimilinks/v1`,
      fetch: slow.fetch,
      clock: slow.clock,
    })
    return { slow, client, submitted: await client.submit('generate', { prompt: 'x', resolution: '2k' }) }
  }

  test('polls at the documented interval and reports progress', async () => {
    const { slow, client, submitted } = await pending()
    const reports: [state: string, percent: number | undefined][] = []
    const waited = client.wait(submitted.data ?? {}, {
      onProgress: ({ state, percent }) => reports.push([state, percent]),
    })
    for (let i = 0; i < 70; i++) await slow.clock.advance(2000)
    expect((await waited).data).toHaveLength(1)
    expect(reports.length).toBe(61)
    expect([reports[0], reports[10], reports.at(-1)]).toEqual([
      ['queued', 0],
      ['running', 50],
      ['succeeded', 100],
    ])
  })

  test('stops when the caller aborts, and gives up after the documented time', async () => {
    const { slow, client, submitted } = await pending()
    const controller = new AbortController()
    const waited = client.wait(submitted.data ?? {}, { signal: controller.signal })
    const settled = expect(waited).rejects.toThrow('enough')
    await slow.clock.advance(3000)
    controller.abort(new Error('enough'))
    await settled

    const stuck = createImageClient({
      provider: 'dimilinks',
      apiKey: 'k',
      clock: slow.clock,
      fetch: async () => Response.json({ status: 'queued' }),
    })
    const outcome = stuck.wait({ id: 'img_1' })
    for (let i = 0; i < 310; i++) await slow.clock.advance(2000)
    expect((await outcome).error).toMatchObject({
      class: 'limit',
      message: 'dimilinks: task img_1 did not finish in 600 s; call wait again.',
    })
  })

  test('a task that failed is an error with its own code', async () => {
    const { slow } = await pending()
    const error = { code: 'content_moderation', message: 'no' }
    const fetch = async () => Response.json({ id: 'img_1', status: 'failed', error })
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', clock: slow.clock, fetch })
    expect(await client.wait({ id: 'img_1' })).toEqual({
      error: { class: 'refused', status: 200, code: 'content_moderation', message: 'no' },
    })
  })
})

describe('Retry-After', () => {
  const start = Date.UTC(2026, 10, 20)
  // A date counts from the clock of the gateway.
  const date = new Date(start).toUTCString()
  const rateLimitedOnce = (headers: Record<string, string>) => {
    const methods: string[] = []
    const fetch = async (request: Request) => {
      methods.push(request.method)
      return methods.length === 1
        ? Response.json({ error: { message: 'slow down' } }, { status: 429, headers: { date, ...headers } })
        : Response.json({ status: 'succeeded', result: { data: [{ url: '/a.png' }] } })
    }
    return { methods, fetch }
  }
  test.each<[header: string, value: string, ms: number]>([
    ['retry-after', '7', 7000],
    ['retry-after-ms', '1500', 1500],
    ['retry-after', new Date(start + 30_000).toUTCString(), 30_000],
  ])('a poll with the response header %s: %s is repeated after that time', async (header, value, ms) => {
    const { clock } = await startMock(['dimilinks'])
    const { methods, fetch } = rateLimitedOnce({ [header]: value })
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', clock, fetch })
    const waited = client.wait({ id: 'img_1' })
    await clock.advance(ms - 1)
    expect(methods).toEqual(['GET'])
    await clock.advance(1)
    expect((await waited).error).toBeUndefined()
    expect(methods).toEqual(['GET', 'GET'])
  })

  test('a billed POST is never sent twice, and a poll with too long a delay is repeated at the usual interval', async () => {
    const { clock } = await startMock(['dimilinks'])
    const post = rateLimitedOnce({ 'retry-after': '1' })
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', clock, fetch: post.fetch })
    expect((await client.submit('generate', { prompt: 'x' })).error).toMatchObject({ class: 'limit', retryAfter: 1000 })
    expect(post.methods).toEqual(['POST'])
    const get = rateLimitedOnce({ 'retry-after': '601' })
    const other = createImageClient({ provider: 'dimilinks', apiKey: 'k', clock, fetch: get.fetch })
    const waited = other.wait({ id: 'img_1' })
    await clock.advance(2000)
    expect((await waited).error).toBeUndefined()
    expect(get.methods).toEqual(['GET', 'GET'])
  })
})

describe('an image that was paid for is not lost', () => {
  const clientOf = (respond: () => Response) =>
    createImageClient({ provider: 'dimilinks', apiKey: 'k', clock: mock.clock, fetch: async () => respond() })

  test.each<[what: string, respond: () => Response, error: object]>([
    [
      'an error in a 200',
      () => Response.json({ error: { message: 'no', code: 'upstream_error' } }),
      { class: 'server', status: 200, message: 'no' },
    ],
    [
      'an empty 200',
      () => Response.json({}),
      {
        class: 'server',
        status: 200,
        message: 'dimilinks: status 200 without an image; check what was charged before you try again.',
      },
    ],
    [
      'a 204',
      () => new Response(null, { status: 204, headers: { 'content-length': '0' } }),
      { class: 'server', status: 204 },
    ],
    [
      'a page instead of JSON',
      () => new Response('<html>'),
      { class: 'server', status: 0, message: expect.stringContaining('JSON') },
    ],
    [
      'a redirect',
      () => new Response(null, { status: 307, headers: { location: 'http://127.0.0.1:1/' } }),
      { class: 'server', status: 307 },
    ],
    [
      'no connection',
      () => {
        throw new TypeError('fetch failed')
      },
      { class: 'server', status: 0, message: 'dimilinks: fetch failed' },
    ],
  ])('%s is an error', async (_what, respond, error) => {
    expect((await clientOf(respond).submit('generate', { prompt: 'x' })).error).toMatchObject(error)
  })

  test('a task id may be a number', async () => {
    const client = clientOf(() => Response.json({ task_id: 123, data: [] }))
    expect((await client.submit('generate', { prompt: 'x' })).data).toEqual({ id: '123' })
  })

  test('a poll that fails temporarily does not end the wait', async () => {
    const statuses = [502, 429, 0, 200]
    const fetch = async () => {
      const status = statuses.shift() ?? 200
      if (status === 0) throw new TypeError('fetch failed')
      return Response.json({ status: 'succeeded', result: { data: [{ url: '/p/img/1/0' }] } }, { status })
    }
    const { clock } = await startMock(['dimilinks'])
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', clock, fetch })
    const waited = client.wait({ id: 'img_1' })
    for (let i = 0; i < 3; i++) await clock.advance(2000)
    expect((await waited).data).toEqual([{ url: '/p/img/1/0', task: 'img_1', index: 0 }])
  })

  test('references and a mask are refused by an operation that has no field for them', async () => {
    const failOnRequest = () => Promise.reject(new Error('a request was sent'))
    const apigo = createImageClient({ provider: 'apigo', apiKey: 'k', fetch: failOnRequest })
    const links = { prompt: 'x', references: ['https://img.example/a.png'] }
    expect((await apigo.submit('generate', links as never)).error).toMatchObject({
      class: 'refused',
      status: 0,
      message: 'apigo: /images/generations accepts no references.',
    })
    const gptBest = createImageClient({ provider: 'gpt-best', apiKey: 'k', fetch: failOnRequest })
    const masked = { model: 'gpt-image-2', prompt: 'x', mask: 'https://img.example/m.png' }
    expect((await gptBest.submit('generate', masked as never)).error?.message).toContain('accepts no mask')
    const _unused = () => {
      // @ts-expect-error ApiGo's generations accept no references
      void apigo.submit('generate', { prompt: 'x', references: ['https://img.example/a.png'] })
      // @ts-expect-error gpt-best's generations accept no mask
      void gptBest.submit('generate', { model: 'gpt-image-2', prompt: 'x', mask: 'https://img.example/m.png' })
    }
    expect(_unused).toBeTypeOf('function')
  })
})

describe('bytes', () => {
  const servers: ReturnType<typeof createServer>[] = []
  afterAll(() => servers.forEach((server) => void server.close()))
  const serve = async (respond: (request: IncomingMessage, response: ServerResponse) => void) => {
    const server = createServer(respond)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('every format of an image gives the same bytes', async () => {
    const origin = await serve((_, response) => response.end('bytes'))
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', baseUrl: `${origin}/v1` })
    const base64 = Buffer.from('bytes').toString('base64')
    const images: Image[] = [
      { url: '/p/img/1/0?exp=1', index: 0 },
      { url: `${origin}/anything`, index: 0 },
      { url: `data:image/png;base64,${base64}`, index: 0 },
      { base64, index: 0 },
      { base64: `data:image/png;base64,${base64}`, index: 0 },
    ]
    for (const image of images) expect(Buffer.from((await client.bytes(image)).data ?? []).toString()).toBe('bytes')
  })

  test('a key that images require is not sent to other hosts, even after a redirect', async () => {
    const keys: (string | undefined)[] = []
    const other = await serve((request, response) => {
      keys.push(request.headers['x-key'] as string | undefined)
      response.end('x')
    })
    const own = await serve((_, response) => response.writeHead(302, { location: `${other}/stolen` }).end())
    const dialect = {
      ...(dialects.dimilinks as ClientDialect),
      keyForImages: true,
      auth: { header: 'X-Key', scheme: '' },
    }
    const client = createImageClient({ dialect, apiKey: 'secret', baseUrl: `${own}/v1` })
    expect((await client.bytes({ url: '/p/img/1/0', index: 0 })).error).toMatchObject({ status: 302 })
    expect((await client.submit('generate', { prompt: 'x' })).error).toMatchObject({ status: 302 })
    expect((await client.bytes({ url: `${other}/a.png`, index: 0 })).error).toBeUndefined()
    expect(keys).toEqual([undefined])
  })

  test.each<[what: string, image: Image, message: string]>([
    ['an image without link and bytes', { fileId: 'file_1', index: 0 }, 'the image has neither `url` nor `base64`'],
    ['invalid base64', { base64: '***', index: 0 }, 'dimilinks: '],
    ['an invalid link', { url: 'http://', index: 0 }, 'dimilinks: '],
  ])('%s is an error', async (_what, image, message) => {
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'k' })
    expect((await client.bytes(image)).error?.message).toContain(message)
  })

  test('a host of images does not get the key', async () => {
    const keys: (string | undefined)[] = []
    const origin = await serve((request, response) => {
      keys.push(request.headers.authorization)
      response.end('x')
    })
    const client = createImageClient({ provider: 'dimilinks', apiKey: 'secret' })
    expect((await client.bytes({ url: `${origin}/a.png`, index: 0 })).error).toBeUndefined()
    expect(keys).toEqual([undefined])
  })

  test('an expired link is renewed once through its task', async () => {
    const client = open('dimilinks')
    const submitted = await client.submit('generate', { prompt: 'x' })
    const { data: [image] = [] } = await client.wait(submitted.data ?? {})
    await mock.clock.advance(86_400_001)
    expect((await mock.send(image?.url ?? '')).status).toBe(403)
    const { data } = await client.bytes(image as Image)
    expect(await decode(Buffer.from(data ?? []))).toMatchObject({ format: 'png' })
    const { task, ...withoutTask } = image as Image
    expect(task).toMatch(/^img_/)
    expect((await client.bytes(withoutTask)).error).toMatchObject({ status: 403 })
  })
})

describe('types', () => {
  test('a field that the gateway lacks does not compile on its client', () => {
    const ezlink = createImageClient({ provider: 'ezlink', apiKey: 'k' })
    const dimilinks = createImageClient({ provider: 'dimilinks', apiKey: 'k' })
    type Of<C extends { submit: (...args: never[]) => unknown }> = Extract<Parameters<C['submit']>[1], object>
    expectTypeOf<Of<typeof dimilinks>>().toHaveProperty('resolution')
    const _unused = () => {
      // @ts-expect-error EZLink has no resolution
      void ezlink.submit('generate', { prompt: 'x', resolution: '2k' })
      // @ts-expect-error a misspelled field
      void dimilinks.submit('generate', { promt: 'x' })
      // @ts-expect-error prompt is required
      void dimilinks.submit('generate', {})
      // @ts-expect-error unknown provider
      createImageClient({ provider: 'nobody', apiKey: 'k' })
      void dimilinks.submit('generate', { prompt: 'x', resolution: '2k' })
    }
    expect(_unused).toBeTypeOf('function')
  })

  test('without a literal id, the merged contract decides', () => {
    const any = (provider: ProviderId) => createImageClient({ provider, apiKey: 'k' })
    const _unused = (client: ReturnType<typeof any>) => {
      void client.submit('generate', { prompt: 'x', resolution: '2k', aspect_ratio: '1:1' })
      // @ts-expect-error no gateway has this field
      void client.submit('generate', { prompt: 'x', resolutoin: '2k' })
    }
    expect(_unused).toBeTypeOf('function')
  })

  test('results narrow', async () => {
    const result = await open('dimilinks').submit('generate', { prompt: 'x' })
    if (result.error) expectTypeOf(result.data).toEqualTypeOf<undefined>()
    else expectTypeOf(result.data.id).toEqualTypeOf<string | undefined>()
    expect(result.error).toBeUndefined()
  })
})

test('the types of a client name the media type as the document writes it', async () => {
  const { contract, dialect } = structuredClone(await findProvider(lumen))
  for (const { node } of contract.operations) {
    const body = node.requestBody as { content: Record<string, unknown> } | undefined
    if (body) body.content = { 'application/vnd.api+json': body.content['application/json'] }
  }
  expect(bodyTypes({ contract, dialect }, 'paths').generate).toContain("['content']['application/vnd.api+json']")
})
