import { afterEach, describe, expect, test } from 'vitest'
import { type ListeningServer, type ListenOptions, listen } from '../../src/doors/port.ts'
import type { Handler } from '../../src/http/handler.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { openRaw, parseRaw } from '../support/raw.ts'

const servers: ListeningServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

const start = async (handler: Handler, options: Partial<ListenOptions> = {}) => {
  const server = await listen(handler, { host: '127.0.0.1', port: 0, ...options })
  servers.push(server)
  return server.url
}
const ok: Handler = async () => Response.json({ ok: true })
const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
const post = (...lines: string[]) => head('POST / HTTP/1.1', 'Host: mock', ...lines)

describe('a request that is no valid HTTP is refused with a body that says what is wrong', () => {
  test.each<[what: string, text: string, status: number, message: RegExp]>([
    [
      'an unknown method',
      head('FOO BAR / HTTP/9'),
      400,
      /^The request is not valid HTTP\/1\.1: Invalid method encountered\.$/,
    ],
    ['a wrong version', head('GET / HTTP/9.9', 'Host: mock'), 400, /not valid HTTP\/1\.1: .*version/i],
    [
      'both a length and chunks',
      post('Content-Length: 3', 'Transfer-Encoding: chunked'),
      400,
      /Transfer-Encoding can't be present with Content-Length/,
    ],
    ['two lengths', post('Content-Length: 3', 'Content-Length: 4'), 400, /Content-Length/],
    ['a length that is no number', post('Content-Length: x'), 400, /Content-Length/],
    [
      'a header that is too long',
      post(`A: ${'a'.repeat(20_000)}`),
      431,
      /^The headers are too long: expected at most 16 KB/,
    ],
    ['a header without a name', post(': x'), 400, /header/i],
    ['a chunk size that is no number', `${post('Transfer-Encoding: chunked')}zz\r\n`, 400, /chunk size/],
    [
      'a chunk with long extensions',
      `${post('Transfer-Encoding: chunked')}1;${'a'.repeat(20_000)}\r\n`,
      413,
      /extensions of a chunk/,
    ],
    ['no host', head('GET / HTTP/1.1'), 400, /^The address of the request is not valid: Missing host header\./],
    [
      'an invalid host',
      head('GET / HTTP/1.1', 'Host: a b'),
      400,
      /^The address of the request is not valid: Invalid URL\./,
    ],
    ['an unknown expectation', post('Expect: wine', 'Content-Length: 0'), 417, /Expect: wine/],
    ['a tunnel', head('CONNECT other:443 HTTP/1.1', 'Host: other'), 405, /no proxy/],
    ['the start of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, /Invalid method/],
  ])('%s', async (_what, text, status, message) => {
    const url = await start(async (request) => Response.json({ got: await request.text() }))
    const connection = await openRaw(url, text)
    const reply = parseRaw(await connection.received(/\r\n\r\n\{.*\}$/))
    connection.socket.destroy()
    expect(reply).toEqual({ status, json: { error: { message: expect.stringMatching(message) } } })
  })

  test('a response that has begun is not garbled', async () => {
    const url = await start(
      async () =>
        new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([65])) }), {
          headers: { 'transfer-encoding': 'chunked' },
        }),
    )
    const connection = await openRaw(url, head('GET / HTTP/1.1', 'Host: mock'))
    await connection.received(/A\r\n$/)
    connection.socket.write('no request at all\r\n\r\n')
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 200 OK[^{]*A\r\n$/)
  })
})

describe('a connection ends', () => {
  test.each([
    ['the headers do not', 'GET / HTTP/1.1\r\nHost: mo'],
    ['no request does', ''],
  ])('when %s arrive in time', async (_what, text) => {
    const url = await start(ok, { timeouts: { headersMs: 50 } })
    const { closed } = await openRaw(url, text)
    expect(parseRaw(await closed)).toEqual({
      status: 408,
      json: { error: { message: expect.stringContaining('did not arrive in time') } },
    })
  })

  test('when the body stops, and not before', async () => {
    const clock = createManualClock()
    const chunk = Promise.withResolvers<void>()
    const url = await start(
      async (request) => {
        for await (const _ of request.body ?? []) chunk.resolve()
        return Response.json({ ok: true })
      },
      { timeouts: { clock } },
    )
    const { closed, socket } = await openRaw(url, `${post('Content-Length: 10')}half `)
    let isClosed = false
    closed.then(() => {
      isClosed = true
    })
    await chunk.promise
    await clock.advance(9_000)
    await new Promise(setImmediate)
    expect(isClosed).toBe(false)
    await clock.advance(3_000)
    expect(parseRaw(await closed)).toEqual({
      status: 408,
      json: { error: { message: expect.stringMatching(/^No byte of the body arrived for 10 s/) } },
    })
    expect(socket.destroyed).toBe(true)
  })

  test('when nobody reads the response', async () => {
    const clock = createManualClock()
    const url = await start(async () => new Response(new Uint8Array(64 * 2 ** 20)), { timeouts: { clock } })
    const { socket, closed, received } = await openRaw(url, head('GET / HTTP/1.1', 'Host: mock'))
    await received(/HTTP/)
    socket.pause()
    while (!(await isFull(socket.bytesRead, () => socket.bytesRead)));
    await clock.advance(70_000)
    socket.resume()
    expect((await closed).length).toBeLessThan(64 * 2 ** 20)
  })
})

describe('a connection stays open', () => {
  test('while the response waits for the clock of the mock', async () => {
    const clock = createManualClock()
    const finish = Promise.withResolvers<Response>()
    const arrived = Promise.withResolvers<void>()
    const url = await start(
      () => {
        arrived.resolve()
        return finish.promise
      },
      { timeouts: { clock } },
    )
    const { received, socket } = await openRaw(url, `${post('Content-Length: 4')}body`)
    await arrived.promise
    await clock.advance(3_600_000)
    finish.resolve(Response.json({ ok: true }))
    expect(parseRaw(await received(/\}$/))).toEqual({ status: 200, json: { ok: true } })
    socket.destroy()
  })

  test('while the server is not ready to read the body', async () => {
    const clock = createManualClock()
    const read = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const url = await start(
      async (request) => {
        arrived.resolve()
        await read.promise
        return Response.json({ length: (await request.text()).length })
      },
      { timeouts: { clock } },
    )
    const body = 'x'.repeat(2 ** 20)
    const { received, socket } = await openRaw(url, `${post(`Content-Length: ${body.length}`)}${body}`)
    await arrived.promise
    await clock.advance(3_600_000)
    read.resolve()
    expect(parseRaw(await received(/\}$/))).toEqual({ status: 200, json: { length: 2 ** 20 } })
    socket.destroy()
  })

  test('while a client reads slowly', async () => {
    const clock = createManualClock()
    const length = 16 * 2 ** 20
    const url = await start(async () => new Response(new Uint8Array(length)), { timeouts: { clock } })
    const { socket } = await openRaw(url, head('GET / HTTP/1.1', 'Host: mock'))
    let bytes = 0
    for await (const chunk of socket) {
      bytes += chunk.length
      await clock.advance(1_000)
      if (bytes > length) break
    }
    expect(bytes).toBeGreaterThan(length)
  })
})

/** Waits two turns of the event loop and tests that no byte has moved, so that the windows of both sides are full. */
const isFull = async (before: number, read: () => number): Promise<boolean> => {
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  return read() === before
}
