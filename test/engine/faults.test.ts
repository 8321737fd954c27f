import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request as requestOfNode } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ListeningServer } from '../../src/index.ts'
import { serve } from '../real/serve.ts'
import { ask, by, generations, ids, pollOf, readPoll, submissions, under } from '../scenario/gateways.ts'
import { host, startMock } from '../support/mock.ts'

type Fetch = (path: string, init?: RequestInit) => Promise<Response>
let server: ListeningServer
let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  server = await serve(ids)
  mock = await startMock(ids, { speed: Number.POSITIVE_INFINITY })
})
afterAll(() => server.close())

const doors: [string, Fetch][] = [
  ['through a port', (path, init) => fetch(new URL(path, server.url), init)],
  ['in process', (path, init) => mock.fetch(new Request(new URL(path, host), init))],
]

/** Reads a body until its end or its error; returns the bytes that arrived, and the error. */
async function readAll({ body }: Response): Promise<{ bytes: Buffer; error?: unknown }> {
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
/** Resets a key. Equal requests after a reset get equal ids, so they get equal images, which show the ids. */
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

  test('the gateway accepted the request: the task exists', async () => {
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
    const generate = async (scenario: string) => {
      await reset(send, 'sk-cut')
      return send(path, ask(id, {}, { ...by('sk-cut'), ...under(scenario) }))
    }
    const whole = await readAll(await generate('none'))
    const response = await generate('truncated-body')
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-length')]).toEqual([
      200,
      'application/json',
      null,
    ])
    const { bytes, error } = await readAll(response)
    expect(error).toBeInstanceOf(TypeError)
    expect(bytes.length).toBe(Math.ceil(whole.bytes.length / 2))
    expect(bytes.toString().startsWith('{"')).toBe(true)
  })

  test('on the wire the last chunk is missing, and the connection ends', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    const body = '{"prompt":"a fox"}'
    socket.write(
      `POST ${submissions.dimilinks} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk-raw\r\nContent-Type: application/json\r\nX-Proofsheet-Scenario: truncated-body\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    const received = await text(socket)
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(received.toLowerCase()).toContain('transfer-encoding: chunked\r\n')
    expect(received).toMatch(/\{"created":\d+/)
    expect(received.endsWith('0\r\n\r\n')).toBe(false)
  })
})

describe('half-body', () => {
  test.each(ways)('%s %s', async (_way, path, id, send) => {
    const generate = async (scenario: string) => {
      await reset(send, 'sk-length')
      return send(path, ask(id, {}, { ...by('sk-length'), ...under(scenario) }))
    }
    const whole = await readAll(await generate('none'))
    const response = await generate('half-body')
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(whole.bytes.length)])
    const { bytes, error } = await readAll(response)
    expect([bytes.length, error]).toEqual([Math.ceil(whole.bytes.length / 2), expect.any(TypeError)])
  })

  const send = (path: string, id: (typeof ids)[number], fields = {}) => {
    const { body = '', headers } = ask(id, fields, { ...by('sk-length'), ...under('half-body') })
    return { url: new URL(path, server.url), body: String(body), headers: { ...(headers as Record<string, string>) } }
  }

  test("Node's own client gets half of the bytes, then an aborted response", async () => {
    const { url, body, headers } = send(submissions.dimilinks, 'dimilinks')
    const request = requestOfNode(url, { method: 'POST', headers })
    request.end(body)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    let length = 0
    response.on('data', (chunk: Buffer) => {
      length += chunk.length
    })
    const [error] = await once(response, 'error')
    expect(error).toMatchObject({ code: 'ECONNRESET', message: 'aborted' })
    expect(length).toBe(Math.ceil(Number(response.headers['content-length']) / 2))
  })

  test('curl says how many bytes are missing', async () => {
    const { url, body, headers } = send(generations('openai'), 'openai')
    const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const run = promisify(execFile)('curl', ['-sS', '-o', '/dev/null', '-d', body, ...flags, url.href])
    const error = await thrownBy(run)
    expect(error).toMatchObject({ code: 18, stderr: expect.stringMatching(/with \d+ bytes remaining to read/) })
  })

  test('a stream, which has no length, is truncated', async () => {
    const { url, body, headers } = send(generations('openai'), 'openai', { stream: true })
    const response = await fetch(url, { method: 'POST', body, headers })
    const { bytes, error } = await readAll(response)
    expect([response.headers.get('content-length'), error]).toEqual([null, expect.any(TypeError)])
    expect(bytes.toString()).toMatch(/^event: image_generation\.completed\ndata: /)
  })
})

describe('truncated-image', () => {
  test.each(doors)('%s half of the image arrives', async (_way, send) => {
    const key = by('sk-image')
    const fetchImage = async (scenario: string) => {
      await reset(send, 'sk-image')
      const reply = await send(generations('dimilinks'), ask('dimilinks', {}, { ...key, ...under(scenario) }))
      const { data } = (await reply.json()) as { data: [{ url: string }] }
      return send(data[0].url)
    }
    const response = await fetchImage('truncated-image')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
    const { bytes, error } = await readAll(response)
    expect(error).toBeInstanceOf(TypeError)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.includes('IEND')).toBe(false)
    const whole = await readAll(await fetchImage('none'))
    expect([bytes.length, whole.error]).toEqual([Math.ceil(whole.bytes.length / 2), undefined])
  })

  test.each(['gpt-best', 'ezlink'] as const)('of a task of %s', async (id) => {
    const submitted = await mock.send(submissions[id], ask(id, {}, under('truncated-image')))
    const [, , links] = readPoll[id](await mock.send(pollOf(id, submitted)))
    expect((await readAll(await mock.fetch(links[0] as string))).error).toBeInstanceOf(TypeError)
  })

  test('OpenAI sends the bytes in the response, so that nothing is truncated', async () => {
    const response = await mock.fetch(
      `${host}${generations('openai')}`,
      ask('openai', {}, { ...by('sk-b'), ...under('truncated-image') }),
    )
    expect((await readAll(response)).error).toBeUndefined()
  })
})

describe('malformed-json', () => {
  test.each(ways)('%s %s', async (way, path, id, send) => {
    const generate = async (scenario: string) => {
      await reset(send, 'sk-half')
      return send(path, ask(id, {}, { ...by('sk-half'), ...under(scenario) }))
    }
    const whole = await readAll(await generate('none'))
    const response = await generate('malformed-json')
    const { bytes, error } = await readAll(response)
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
    expect([response.status, headers.get('content-type'), (await readAll(response)).bytes.length]).toEqual([
      500,
      null,
      0,
    ])
    expect(headers.get('content-length') ?? '0').toBe('0')
  })
})

test('a broken connection does not affect later connections', async () => {
  for (const scenario of ['connection-reset', 'truncated-body', 'malformed-json', 'connection-reset', 'none']) {
    const init = ask('dimilinks', {}, { ...by('sk-next'), ...under(scenario) })
    const send = fetch(new URL(submissions.dimilinks, server.url), init).then((response) => response.json())
    if (scenario === 'none') expect(await send).toMatchObject({ data: [] })
    else expect(await thrownBy(send)).toBeInstanceOf(Error)
  }
})

// In process the mock must reject with the reason of the abort, as fetch does, and not respond with 500.
test('a client that disconnects gets the error of fetch, in process too', async () => {
  const steppedMock = await startMock(['openai'])
  const controller = new AbortController()
  const init = { ...ask('openai', {}, by('sk-gone')), signal: controller.signal }
  const reply = thrownBy(steppedMock.fetch(`${host}${generations('openai')}`, init))
  while (steppedMock.clock.sleeperCount() === 0) await new Promise(setImmediate)
  controller.abort()
  expect(await reply).toMatchObject({ name: 'AbortError' })
})
