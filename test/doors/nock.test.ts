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

/**
 * What nock itself does is pinned here, since the door leans on it: requests come as they were sent, whoever sends them, and
 * what the Handler gives is what the caller gets. The suite of the engine runs through the door too (see test/doors.ts).
 */

const opened: Interception[] = []
const host = 'https://gateway.example'
const open = (handler: (request: Request) => Promise<Response>, origins = [host]) => {
  const interception = intercept(origins, handler)
  opened.push(interception)
  return interception
}
afterEach(() => {
  for (const each of opened.splice(0)) each.remove()
  nock.cleanAll()
})

interface Came {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly bytes: Buffer
}
interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}
type Client = (url: string, sent: Sent) => Promise<Came>

const byNode =
  (send: typeof httpRequest): Client =>
  (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const sending = send(url, { method, headers }, async (message) => {
        const { statusCode: status = 0, headers: told } = message
        try {
          resolve({ status, headers: told, bytes: Buffer.concat(await message.toArray()) })
        } catch (error) {
          reject(error)
        }
      })
      sending.on('error', reject)
      sending.end(body)
    })

/** Everybody who sends requests in Node. */
const clients: Record<string, Client> = {
  async fetch(url, sent) {
    const response = await fetch(url, sent)
    const headers = Object.fromEntries(response.headers)
    return { status: response.status, headers, bytes: Buffer.from(await response.arrayBuffer()) }
  },
  async 'fetch of undici'(url, sent) {
    const response = await undiciFetch(url, sent)
    const headers = Object.fromEntries(response.headers)
    return { status: response.status, headers, bytes: Buffer.from(await response.arrayBuffer()) }
  },
  async 'request of undici'(url, { method = 'GET', ...sent }) {
    const { statusCode, headers, body } = await undiciRequest(url, { method: method as 'GET', ...sent })
    return { status: statusCode, headers, bytes: Buffer.from(await body.arrayBuffer()) }
  },
  'node:https': byNode(httpsRequest),
}

/** Tells what it got. */
const echo = async (request: Request) => {
  const bytes = Buffer.from(await request.arrayBuffer())
  const { method, url, headers } = request
  return Response.json({ method, url, type: headers.get('content-type'), body: bytes.toString('latin1') })
}
const every = Buffer.from(Array.from({ length: 256 }, (_, index) => index))

describe.each(Object.entries(clients))('%s', (_name, send) => {
  const told = async (path: string, sent: Sent) =>
    JSON.parse((await send(`${host}${path}`, sent)).bytes.toString()) as Record<string, string>

  test.each<[what: string, type: string | undefined, body: string | Buffer]>([
    ['JSON', 'application/json', '{"prompt":"a fox"}'],
    ['JSON that is malformed', 'application/json', '{"prompt": "a fo'],
    ['JSON that holds no object', 'application/json', 'null'],
    ['bytes that are no UTF-8', 'image/png', every],
    ['bytes that are called JSON', 'application/json', every],
    ['what looks like hex', 'text/plain', 'deadbeef'],
    ['nothing, called JSON', 'application/json', ''],
    ['no type', undefined, 'plain'],
  ])('%s comes as it was sent', async (_what, type, body) => {
    open(echo)
    expect(
      await told('/v1/x?a=1&b=%2F', { method: 'POST', body, ...(type ? { headers: { 'content-type': type } } : {}) }),
    ).toEqual({
      method: 'POST',
      url: `${host}/v1/x?a=1&b=%2F`,
      type: type ?? expect.toSatisfy((told) => told === null || /^text\/plain/.test(told)),
      body: Buffer.from(body).toString('latin1'),
    })
  })

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is answered', async (method) => {
    open(echo)
    expect(await told('/', { method })).toMatchObject({ method })
  })

  test('a compressed body is unpacked, as a server does', async () => {
    open(echo)
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain' }
    expect(await told('/', { method: 'POST', headers, body: gzipSync('a fox') })).toMatchObject({ body: 'a fox' })
  })

  test('status, headers and bytes are those of the Response', async () => {
    const headers: [string, string][] = [
      ['content-type', 'image/png'],
      ['x-request-id', '7'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]
    open(async () => new Response(every, { status: 418, headers }))
    const came = await send(`${host}/`, {})
    expect(came).toMatchObject({ status: 418, headers: { 'content-type': 'image/png', 'x-request-id': '7' } })
    expect(came.bytes).toEqual(every)
  })

  test('no body is none', async () => {
    open(async () => new Response(null, { status: 204 }))
    expect(await send(`${host}/`, {})).toMatchObject({ status: 204, bytes: Buffer.alloc(0) })
  })

  test('requests that are sent at once get what is theirs', async () => {
    open(async (request) => new Response(await request.text()))
    const bodies = Array.from({ length: 30 }, (_, index) => `number ${index}`)
    const came = await Promise.all(bodies.map((body) => send(`${host}/`, { method: 'POST', body })))
    expect(came.map(({ bytes }) => bytes.toString())).toEqual(bodies)
  })

  test('a Handler that rejects is a connection that broke', async () => {
    open(() => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })))
    const error: Error & { code?: string; cause?: { code?: string } } = await send(`${host}/`, {}).then(
      () => new Error('it came'),
      (reason) => reason,
    )
    expect(error.code ?? error.cause?.code).toBe('ECONNRESET')
  })

  test('a body that breaks off is an error', async () => {
    const body = () => {
      let pulls = 0
      return new ReadableStream<Uint8Array>({
        pull: (controller) => (pulls++ === 0 ? controller.enqueue(every) : controller.error(new TypeError('gone'))),
      })
    }
    open(async () => new Response(body()))
    await expect(send(`${host}/`, {})).rejects.toThrow()
  })
})

test('plain http is answered too, on its port', async () => {
  open(echo, ['http://gateway.example:8080'])
  const { bytes } = await byNode(httpRequest)('http://gateway.example:8080/v1', {})
  expect(JSON.parse(bytes.toString())).toMatchObject({ url: 'http://gateway.example:8080/v1' })
})

describe('a stream', () => {
  const paced = () => {
    const { promise: next, resolve: goOn } = Promise.withResolvers<void>()
    async function* events() {
      yield Buffer.from('data: 1\n\n')
      await next
      yield Buffer.from('data: 2\n\n')
    }
    open(async () => new Response(ReadableStream.from(events()), { headers: { 'content-type': 'text/event-stream' } }))
    return goOn
  }

  test('comes event by event to fetch', async () => {
    const goOn = paced()
    const { body } = await fetch(`${host}/`)
    const texts = []
    for await (const chunk of body ?? []) {
      texts.push(Buffer.from(chunk).toString())
      goOn()
    }
    expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  })

  test('comes event by event to node:https', async () => {
    const goOn = paced()
    const texts = await new Promise<string[]>((resolve, reject) => {
      const sending = httpsRequest(host, async (message) => {
        const came = []
        for await (const chunk of message) {
          came.push(String(chunk))
          goOn()
        }
        resolve(came)
      })
      sending.on('error', reject).end()
    })
    expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  })

  test('tells its head before its first event', async () => {
    open(async () => new Response(new ReadableStream(), { headers: { 'x-request-id': '7' } }))
    const abort = new AbortController()
    const response = await fetch(host, { signal: abort.signal })
    expect(response.headers.get('x-request-id')).toBe('7')
    abort.abort()
  })

  test('ends for the Handler when the caller goes', async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>()
    open(async () => new Response(new ReadableStream({ cancel: () => resolve() })))
    const abort = new AbortController()
    await fetch(host, { signal: abort.signal })
    abort.abort()
    await gone
  })
})

test('a caller who goes is known to the Handler', async () => {
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const abort = new AbortController()
  open(async (request) => {
    request.signal.addEventListener('abort', () => resolve())
    abort.abort()
    await gone
    return new Response()
  })
  await expect(fetch(host, { signal: abort.signal })).rejects.toThrow(/abort/)
  await gone
})

describe('beside interceptors of others', () => {
  test('those that were there first come first, and stay when it goes', async () => {
    nock(host).get('/mine').times(2).reply(200, 'mine')
    const interception = open(async () => new Response('ours'))
    const read = async (path: string) => (await fetch(`${host}${path}`)).text()
    expect([await read('/mine'), await read('/other')]).toEqual(['mine', 'ours'])
    interception.remove()
    expect(await read('/mine')).toBe('mine')
  })

  test('it leaves those of other hosts alone', async () => {
    const other = nock('https://other.example').get('/').reply(200, 'other')
    open(async () => new Response('ours')).remove()
    expect(await (await fetch('https://other.example/')).text()).toBe('other')
    expect(other.isDone()).toBe(true)
  })

  test('it is nothing that somebody has to ask for', () => {
    open(async () => new Response())
    expect([nock.isDone(), nock.pendingMocks()]).toEqual([true, []])
  })

  test('once removed it answers nothing, and a second removal does nothing', async () => {
    const interception = open(async () => new Response('ours'))
    interception.remove()
    interception.remove()
    expect(await (await fetch(host)).text()).toMatch(/No match/)
  })

  test('it goes with its block', async () => {
    {
      using _interception = open(async () => new Response('ours'))
      expect(await (await fetch(host)).text()).toBe('ours')
    }
    expect(await (await fetch(host)).text()).not.toBe('ours')
  })
})

describe('interceptProvider', () => {
  test('answers at the documented hosts, and pictures open where links lead', async () => {
    const clock = createManualClock()
    const gateway = await interceptProvider('dimilinks', { clock })
    opened.push(gateway)
    expect(gateway.origins).toEqual(['https://api-direct.dimilinks.com', 'https://dimilinks.com'])
    const ask = async (path: string, init: RequestInit = {}) =>
      (
        await fetch(`https://api-direct.dimilinks.com${path}`, {
          ...init,
          headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
        })
      ).json() as Promise<{ task_id: string; status: string; result: { data: { url: string }[] } }>
    const { task_id } = await ask('/v1/images/generations?async=true', { method: 'POST', body: '{"prompt":"a fox"}' })
    expect((await ask(`/v1/tasks/${task_id}`)).status).toBe('queued')
    await clock.advance(60_000)
    const { status, result } = await ask(`/v1/tasks/${task_id}`)
    expect(status).toBe('succeeded')
    const picture = await fetch(`https://api-direct.dimilinks.com${result.data[0]?.url}`)
    expect(picture.headers.get('content-type')).toBe('image/png')
  })

  test('a link that is absolute leads to a host that is answered for', async () => {
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

  test('takes the options of a mock', async () => {
    opened.push(await interceptProvider('openai', { scenario: 'hard-limit' }))
    const openai = new OpenAI({ apiKey: 'sk-any', maxRetries: 0 })
    await expect(openai.images.generate({ model: 'gpt-image-2', prompt: 'a fox' })).rejects.toMatchObject({
      code: 'billing_hard_limit_reached',
    })
  })

  test('of a gateway that nobody documents a host of wants to know it', async () => {
    await expect(interceptProvider('gpt-best')).rejects.toThrow(
      "gpt-best documents no hosts: pass them, such as { origins: ['https://api.example'] }",
    )
    opened.push(await interceptProvider('gpt-best', { origins: [host] }))
    expect((await fetch(`${host}/v1/nothing`)).status).toBe(404)
  })

  test.each([['gateway.example'], ['https://gateway.example/v1'], ['']])('refuses the origin "%s"', async (origin) => {
    await expect(interceptProvider('gpt-best', { origins: [origin] })).rejects.toThrow(
      `${origin} is no origin: name scheme and host, such as https://api.example`,
    )
  })
})
