import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import OpenAI, { APIConnectionError, RateLimitError } from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ListeningServer } from '../../src/index.ts'
import { serve } from '../real/serve.ts'
import { ask, by, generations, ids, pollOf, readPoll, submissions, under } from '../scenario/gateways.ts'
import { host, startMock } from '../support/mock.ts'

type Fetch = (path: string, init?: RequestInit) => Promise<Response>
let door: ListeningServer
let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  door = await serve(ids)
  mock = await startMock(ids, { speed: Number.POSITIVE_INFINITY })
})
afterAll(() => door.close())

const doors: [string, Fetch][] = [
  ['through a port', (path, init) => fetch(new URL(path, door.url), init)],
  ['in process', (path, init) => mock.fetch(new Request(new URL(path, host), init))],
]

/** What arrives of a body, and the error that ends it. */
async function take({ body }: Response): Promise<{ bytes: Buffer; error?: unknown }> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of body as ReadableStream<Uint8Array>) chunks.push(chunk)
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error }
  }
  return { bytes: Buffer.concat(chunks) }
}
const thrownBy = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
/** What so many equal requests get is equal after a reset: ids are, and so are the pictures that they are drawn on. */
const reset = (send: Fetch, key: string) => send('/_proofsheet/reset', { method: 'POST', headers: by(key) })
const paths = [...ids.map((id) => [id, generations(id)] as const), ...Object.entries(submissions)] as [
  (typeof ids)[number],
  string,
][]
const ways = doors.flatMap(([way, send]) => paths.map(([id, path]) => [way, path, id, send] as const))

describe('connection-reset', () => {
  test.each(ways)('%s %s', async (_way, path, id, send) => {
    const error = await thrownBy(send(path, ask(id, {}, { ...by('sk-reset'), ...under('connection-reset') })))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
  })

  test('the request was taken: the task is there', async () => {
    const key = by('sk-billed')
    await thrownBy(
      mock.fetch(`${host}${submissions.dimilinks}`, ask('dimilinks', {}, { ...key, ...under('connection-reset') })),
    )
    const { tasks } = (await mock.bare('/_proofsheet/tasks', { headers: key })).json
    expect(tasks).toMatchObject([{ state: 'succeeded', scenario: 'connection-reset' }])
  })
})

describe('truncated-body', () => {
  test.each(ways)('%s %s', async (_way, path, id, send) => {
    const one = async (scenario: string) => {
      await reset(send, 'sk-cut')
      return send(path, ask(id, {}, { ...by('sk-cut'), ...under(scenario) }))
    }
    const whole = await take(await one('none'))
    const response = await one('truncated-body')
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-length')]).toEqual([
      200,
      'application/json',
      null,
    ])
    const { bytes, error } = await take(response)
    expect(error).toBeInstanceOf(TypeError)
    expect(bytes.length).toBe(Math.ceil(whole.bytes.length / 2))
    expect(bytes.toString().startsWith('{"')).toBe(true)
  })

  test('on the wire the last chunk is missing, and the connection ends', async () => {
    const { hostname, port } = new URL(door.url)
    const socket = connect(Number(port), hostname)
    const body = '{"prompt":"a fox"}'
    socket.write(
      `POST ${submissions.dimilinks} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk-raw\r\nContent-Type: application/json\r\nX-Proofsheet-Scenario: truncated-body\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    const seen = await text(socket)
    expect(seen).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(seen.toLowerCase()).toContain('transfer-encoding: chunked\r\n')
    expect(seen).toMatch(/\{"created":\d+/)
    expect(seen.endsWith('0\r\n\r\n')).toBe(false)
  })
})

describe('truncated-picture', () => {
  test.each(doors)('%s half of it comes', async (_way, send) => {
    const key = by('sk-picture')
    const pictureOf = async (scenario: string) => {
      await reset(send, 'sk-picture')
      const reply = await send(generations('dimilinks'), ask('dimilinks', {}, { ...key, ...under(scenario) }))
      const { data } = (await reply.json()) as { data: [{ url: string }] }
      return send(data[0].url)
    }
    const response = await pictureOf('truncated-picture')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
    const { bytes, error } = await take(response)
    expect(error).toBeInstanceOf(TypeError)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.includes('IEND')).toBe(false)
    const whole = await take(await pictureOf('none'))
    expect([bytes.length, whole.error]).toEqual([Math.ceil(whole.bytes.length / 2), undefined])
  })

  test.each(['gpt-best', 'ezlink'] as const)('of a task of %s', async (id) => {
    const submitted = await mock.send(submissions[id], ask(id, {}, under('truncated-picture')))
    const [, , links] = readPoll[id](await mock.send(pollOf(id, submitted)))
    expect((await take(await mock.fetch(links[0] as string))).error).toBeInstanceOf(TypeError)
  })

  test('OpenAI sends the bytes along, so that nothing is cut', async () => {
    const response = await mock.fetch(
      `${host}${generations('openai')}`,
      ask('openai', {}, { ...by('sk-b'), ...under('truncated-picture') }),
    )
    expect((await take(response)).error).toBeUndefined()
  })
})

describe('malformed-json', () => {
  test.each(ways)('%s %s', async (way, path, id, send) => {
    const one = async (scenario: string) => {
      await reset(send, 'sk-half')
      return send(path, ask(id, {}, { ...by('sk-half'), ...under(scenario) }))
    }
    const whole = await take(await one('none'))
    const response = await one('malformed-json')
    const { bytes, error } = await take(response)
    expect([response.status, response.headers.get('content-type'), error]).toEqual([200, 'application/json', undefined])
    expect(bytes.length).toBe(Math.ceil(whole.bytes.length / 2))
    expect(() => JSON.parse(bytes.toString())).toThrow(SyntaxError)
    if (way === 'through a port') expect(response.headers.get('content-length')).toBe(String(bytes.length))
  })
})

describe('empty-error', () => {
  test.each(ways)('%s %s', async (_way, path, id, send) => {
    const response = await send(path, ask(id, {}, { ...by('sk-empty'), ...under('empty-error') }))
    const { headers } = response
    expect([response.status, headers.get('content-type'), (await take(response)).bytes.length]).toEqual([500, null, 0])
    expect(headers.get('content-length') ?? '0').toBe('0')
  })
})

test('a connection that broke does no harm to the next', async () => {
  for (const scenario of ['connection-reset', 'truncated-body', 'malformed-json', 'connection-reset', 'none']) {
    const init = ask('dimilinks', {}, { ...by('sk-next'), ...under(scenario) })
    const send = fetch(new URL(submissions.dimilinks, door.url), init).then((response) => response.json())
    if (scenario === 'none') expect(await send).toMatchObject({ data: [] })
    else expect(await thrownBy(send)).toBeInstanceOf(Error)
  }
})

// Open: in process the caller who goes gets a 500 of the mock; fetch rejects with the reason.
test('a caller who goes sees what fetch throws, in process too', async () => {
  const one = await startMock(['openai'])
  const leave = new AbortController()
  const init = { ...ask('openai', {}, by('sk-gone')), signal: leave.signal }
  const reply = thrownBy(one.fetch(`${host}${generations('openai')}`, init))
  while (one.clock.sleeperCount() === 0) await new Promise(setImmediate)
  leave.abort()
  expect(await reply).toMatchObject({ name: 'AbortError' })
})

describe('the official SDK', () => {
  const key = 'sk-sdk'
  const client = (scenario: string) =>
    new OpenAI({ baseURL: `${door.url}/openai/v1`, apiKey: key, defaultHeaders: under(scenario) })
  const generate = (scenario: string) => client(scenario).images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
  const admin = (path: string, method = 'GET') => fetch(`${door.url}/_proofsheet/${path}`, { method, headers: by(key) })
  const statuses = async () => {
    const { entries } = (await (await admin('journal')).json()) as { entries: { response: { status: number } }[] }
    return entries.map(({ response }) => response.status)
  }
  beforeEach(() => admin('reset', 'POST'))

  test('tries three times where it is limited, and says so', async () => {
    const error = await thrownBy(generate('rate-limited'))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' })
    expect(await statuses()).toEqual([429, 429, 429])
  })

  test('comes back after Retry-After and succeeds', async () => {
    const { data } = await generate('rate-limited-retry-after;times=1')
    expect([data?.length, await statuses()]).toEqual([1, [429, 200]])
  })

  test('tries a server error again, and no refusal of the request', async () => {
    await generate('server-error;times=1')
    expect(await statuses()).toEqual([500, 200])
    await admin('reset', 'POST')
    expect(await thrownBy(generate('moderated'))).toMatchObject({ status: 400, code: 'moderation_blocked' })
    expect(await statuses()).toEqual([400])
  })

  test('tries again where the connection broke: each time a picture is made', async () => {
    expect(await thrownBy(generate('connection-reset'))).toBeInstanceOf(APIConnectionError)
    expect(await statuses()).toEqual([200, 200, 200])
  })
})
