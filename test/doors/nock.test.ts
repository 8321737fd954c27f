import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { gzipSync } from 'node:zlib'
import nock from 'nock'
import OpenAI from 'openai'
import { fetch as undiciFetch, request as undiciRequest } from 'undici'
import { afterEach, describe, expect, test } from 'vitest'
import { type Interception, intercept } from '../../src/doors/nock.ts'
import { createManualClock } from '../../src/index.ts'
import { interceptProvider } from '../../src/nock.ts'

// Pins the behaviour of nock that the door relies on: a request from any client reaches the Handler unchanged, and the client
// receives the Handler's response. The suite of the engine runs through the door too (see test/doors.ts).

const opened: Interception[] = []
const host = 'https://gateway.example'
const open = (handler: (request: Request) => Promise<Response>, origins = [host]) => {
  const interception = intercept(origins, handler)
  opened.push(interception)
  return interception
}
afterEach(() => {
  for (const interception of opened.splice(0)) interception.remove()
  nock.cleanAll()
})

interface ReceivedResponse {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly bytes: Buffer
}
interface RequestParts {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}
type Client = (url: string, request: RequestParts) => Promise<ReceivedResponse>

const nodeClient =
  (send: typeof httpRequest): Client =>
  (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const clientRequest = send(url, { method, headers }, async (message) => {
        const { statusCode: status = 0 } = message
        try {
          resolve({ status, headers: message.headers, bytes: Buffer.concat(await message.toArray()) })
        } catch (error) {
          reject(error)
        }
      })
      clientRequest.on('error', reject)
      clientRequest.end(body)
    })

/** HTTP clients of Node. */
const clients: Record<string, Client> = {
  async fetch(url, request) {
    const response = await fetch(url, request)
    const headers = Object.fromEntries(response.headers)
    return { status: response.status, headers, bytes: Buffer.from(await response.arrayBuffer()) }
  },
  async 'fetch of undici'(url, request) {
    const response = await undiciFetch(url, request)
    const headers = Object.fromEntries(response.headers)
    return { status: response.status, headers, bytes: Buffer.from(await response.arrayBuffer()) }
  },
  async 'request of undici'(url, { method = 'GET', ...request }) {
    const { statusCode, headers, body } = await undiciRequest(url, { method: method as 'GET', ...request })
    return { status: statusCode, headers, bytes: Buffer.from(await body.arrayBuffer()) }
  },
  'node:https': nodeClient(httpsRequest),
}

/** Answers with the request as JSON. */
const echo = async (request: Request) => {
  const bytes = Buffer.from(await request.arrayBuffer())
  const { method, url, headers } = request
  return Response.json({ method, url, type: headers.get('content-type'), body: bytes.toString('latin1') })
}
const allBytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))

describe.each(Object.entries(clients))('%s', (_name, send) => {
  const sendToEcho = async (path: string, request: RequestParts) =>
    JSON.parse((await send(`${host}${path}`, request)).bytes.toString()) as Record<string, string>

  test.each<[name: string, type: string | undefined, body: string | Buffer]>([
    ['JSON', 'application/json', '{"prompt":"a fox"}'],
    ['malformed JSON', 'application/json', '{"prompt": "a fo'],
    ['JSON that is not an object', 'application/json', 'null'],
    ['bytes that are not UTF-8', 'image/png', allBytes],
    ['bytes with the type of JSON', 'application/json', allBytes],
    ['text that looks like hex', 'text/plain', 'deadbeef'],
    ['an empty body with the type of JSON', 'application/json', ''],
    ['a body without a type', undefined, 'plain'],
  ])('%s reaches the Handler unchanged', async (_name, type, body) => {
    open(echo)
    expect(
      await sendToEcho('/v1/x?a=1&b=%2F', {
        method: 'POST',
        body,
        ...(type ? { headers: { 'content-type': type } } : {}),
      }),
    ).toEqual({
      method: 'POST',
      url: `${host}/v1/x?a=1&b=%2F`,
      type: type ?? expect.toSatisfy((value) => value === null || /^text\/plain/.test(value)),
      body: Buffer.from(body).toString('latin1'),
    })
  })

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is answered', async (method) => {
    open(echo)
    expect(await sendToEcho('/', { method })).toMatchObject({ method })
  })

  test('a compressed body is decompressed, as a server does', async () => {
    open(echo)
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain' }
    expect(await sendToEcho('/', { method: 'POST', headers, body: gzipSync('a fox') })).toMatchObject({ body: 'a fox' })
  })

  test('status, headers and bytes are those of the Response', async () => {
    const headers: [string, string][] = [
      ['content-type', 'image/png'],
      ['x-request-id', '7'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]
    open(async () => new Response(allBytes, { status: 418, headers }))
    const received = await send(`${host}/`, {})
    expect(received).toMatchObject({ status: 418, headers: { 'content-type': 'image/png', 'x-request-id': '7' } })
    expect(received.bytes).toEqual(allBytes)
  })

  test('a Response without a body has an empty body', async () => {
    open(async () => new Response(null, { status: 204 }))
    expect(await send(`${host}/`, {})).toMatchObject({ status: 204, bytes: Buffer.alloc(0) })
  })

  test('concurrent requests each get their own response', async () => {
    open(async (request) => new Response(await request.text()))
    const bodies = Array.from({ length: 30 }, (_, index) => `number ${index}`)
    const responses = await Promise.all(bodies.map((body) => send(`${host}/`, { method: 'POST', body })))
    expect(responses.map(({ bytes }) => bytes.toString())).toEqual(bodies)
  })

  test('a rejecting Handler breaks the connection', async () => {
    open(() => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })))
    const error: Error & { code?: string; cause?: { code?: string } } = await send(`${host}/`, {}).then(
      () => new Error('a response arrived'),
      (reason) => reason,
    )
    expect(error.code ?? error.cause?.code).toBe('ECONNRESET')
  })

  test('a body that fails halfway rejects', async () => {
    const body = () => {
      let pulls = 0
      return new ReadableStream<Uint8Array>({
        pull: (controller) => (pulls++ === 0 ? controller.enqueue(allBytes) : controller.error(new TypeError('gone'))),
      })
    }
    open(async () => new Response(body()))
    await expect(send(`${host}/`, {})).rejects.toThrow()
  })
})

test('plain http on another port is intercepted too', async () => {
  open(echo, ['http://gateway.example:8080'])
  const { bytes } = await nodeClient(httpRequest)('http://gateway.example:8080/v1', {})
  expect(JSON.parse(bytes.toString())).toMatchObject({ url: 'http://gateway.example:8080/v1' })
})

describe('a stream', () => {
  /** Answers with two events. Returns the function that releases the second event. */
  const openStream = () => {
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
    async function* events() {
      yield Buffer.from('data: 1\n\n')
      await isReleased
      yield Buffer.from('data: 2\n\n')
    }
    open(async () => new Response(ReadableStream.from(events()), { headers: { 'content-type': 'text/event-stream' } }))
    return release
  }

  test('arrives event by event at fetch', async () => {
    const release = openStream()
    const { body } = await fetch(`${host}/`)
    const texts = []
    for await (const chunk of body ?? []) {
      texts.push(Buffer.from(chunk).toString())
      release()
    }
    expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  })

  test('arrives event by event at node:https', async () => {
    const release = openStream()
    const texts = await new Promise<string[]>((resolve, reject) => {
      const clientRequest = httpsRequest(host, async (message) => {
        const received = []
        for await (const chunk of message) {
          received.push(String(chunk))
          release()
        }
        resolve(received)
      })
      clientRequest.on('error', reject).end()
    })
    expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  })

  test('has its headers before its first event', async () => {
    open(async () => new Response(new ReadableStream(), { headers: { 'x-request-id': '7' } }))
    const abort = new AbortController()
    const response = await fetch(host, { signal: abort.signal })
    expect(response.headers.get('x-request-id')).toBe('7')
    abort.abort()
  })

  test('is cancelled when the client aborts', async () => {
    const { promise: cancelled, resolve } = Promise.withResolvers<void>()
    open(async () => new Response(new ReadableStream({ cancel: () => resolve() })))
    const abort = new AbortController()
    await fetch(host, { signal: abort.signal })
    abort.abort()
    await cancelled
  })
})

test('the signal of the Request aborts when the client aborts', async () => {
  const { promise: aborted, resolve } = Promise.withResolvers<void>()
  const abort = new AbortController()
  open(async (request) => {
    request.signal.addEventListener('abort', () => resolve())
    abort.abort()
    await aborted
    return new Response()
  })
  await expect(fetch(host, { signal: abort.signal })).rejects.toThrow(/abort/)
  await aborted
})

describe('beside other interceptors of nock', () => {
  test('earlier interceptors take precedence, and stay after the removal', async () => {
    nock(host).get('/mine').times(2).reply(200, 'mine')
    const interception = open(async () => new Response('ours'))
    const read = async (path: string) => (await fetch(`${host}${path}`)).text()
    expect([await read('/mine'), await read('/other')]).toEqual(['mine', 'ours'])
    interception.remove()
    expect(await read('/mine')).toBe('mine')
  })

  test('interceptors of other hosts stay', async () => {
    const other = nock('https://other.example').get('/').reply(200, 'other')
    open(async () => new Response('ours')).remove()
    expect(await (await fetch('https://other.example/')).text()).toBe('other')
    expect(other.isDone()).toBe(true)
  })

  test('an unused interception is not pending', () => {
    open(async () => new Response())
    expect([nock.isDone(), nock.pendingMocks()]).toEqual([true, []])
  })

  test('after the removal nothing is answered, and a second removal does nothing', async () => {
    const interception = open(async () => new Response('ours'))
    interception.remove()
    interception.remove()
    expect(await (await fetch(host)).text()).toMatch(/No match/)
  })

  test('`using` removes the interception at the end of the block', async () => {
    {
      using _interception = open(async () => new Response('ours'))
      expect(await (await fetch(host)).text()).toBe('ours')
    }
    expect(await (await fetch(host)).text()).not.toBe('ours')
  })
})

describe('interceptProvider', () => {
  test('answers at the documented hosts, where the links of images also work', async () => {
    const clock = createManualClock()
    const gateway = await interceptProvider('dimilinks', { clock })
    opened.push(gateway)
    expect(gateway.origins).toEqual(['https://api-direct.dimilinks.com', 'https://dimilinks.com'])
    const send = async (path: string, init: RequestInit = {}) =>
      (
        await fetch(`https://api-direct.dimilinks.com${path}`, {
          ...init,
          headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
        })
      ).json() as Promise<{ task_id: string; status: string; result: { data: { url: string }[] } }>
    const { task_id } = await send('/v1/images/generations?async=true', { method: 'POST', body: '{"prompt":"a fox"}' })
    expect((await send(`/v1/tasks/${task_id}`)).status).toBe('queued')
    await clock.advance(60_000)
    const { status, result } = await send(`/v1/tasks/${task_id}`)
    expect(status).toBe('succeeded')
    const image = await fetch(`https://api-direct.dimilinks.com${result.data[0]?.url}`)
    expect(image.headers.get('content-type')).toBe('image/png')
  })

  test('an absolute link leads to an intercepted host', async () => {
    opened.push(await interceptProvider('ezlink', { speed: Infinity }))
    const response = await fetch('https://api.ezlinkai.com/v1/images/generations', {
      method: 'POST',
      headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'a fox', model: 'gpt-image-2' }),
    })
    const { data } = (await response.json()) as { data: { url: string }[] }
    expect((await fetch(data[0]?.url ?? '')).status).toBe(200)
  })

  test('serves the official client', async () => {
    opened.push(await interceptProvider('openai', { speed: Infinity }))
    const openai = new OpenAI({ apiKey: 'sk-any' })
    const { data } = await openai.images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
    expect(
      Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const stream = await openai.images.generate({
      model: 'gpt-image-2',
      prompt: 'a fox',
      stream: true,
      partial_images: 2,
    })
    const types = []
    for await (const { type } of stream) types.push(type)
    expect(types).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ])
  })

  test('accepts the options of a mock', async () => {
    opened.push(await interceptProvider('openai', { scenario: 'hard-limit' }))
    const openai = new OpenAI({ apiKey: 'sk-any', maxRetries: 0 })
    await expect(openai.images.generate({ model: 'gpt-image-2', prompt: 'a fox' })).rejects.toMatchObject({
      code: 'billing_hard_limit_reached',
    })
  })

  test('requires `origins` for a gateway without a documented host', async () => {
    await expect(interceptProvider('gpt-best')).rejects.toThrow(
      "no document says where gpt-best lies: name its hosts, { origins: ['https://api.example'] }",
    )
    opened.push(await interceptProvider('gpt-best', { origins: [host] }))
    expect((await fetch(`${host}/v1/nothing`)).status).toBe(404)
  })

  test.each([['gateway.example'], ['https://gateway.example/v1'], ['']])('refuses the origin "%s"', async (origin) => {
    await expect(interceptProvider('gpt-best', { origins: [origin] })).rejects.toThrow(
      `invalid origin "${origin}": expected scheme and host, such as https://api.example`,
    )
  })
})
