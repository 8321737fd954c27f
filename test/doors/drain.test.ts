import { afterEach, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import type { Handler } from '../../src/http/handler.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { openRaw, parseRaw } from '../support/raw.ts'

const servers: ListeningServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

/**
 * Starts a server on a clock that stands still. `/wait` waits for `finish`, `/stream` sends a part and waits for `finish`, `/read`
 * reads the body, `/alive` is always answered.
 */
async function start() {
  const { promise, resolve: finish } = Promise.withResolvers<void>()
  const began = Promise.withResolvers<void>()
  const clock = createManualClock()
  const handler: Handler = async (request) => {
    const { pathname } = new URL(request.url)
    began.resolve()
    if (pathname === '/read') return new Response(await request.text())
    if (pathname === '/wait') await promise
    if (pathname !== '/stream') return new Response('done')
    const parts = async function* () {
      yield new TextEncoder().encode('first ')
      await promise
      yield new TextEncoder().encode('last')
    }
    return new Response(ReadableStream.from(parts()), { headers: { 'transfer-encoding': 'chunked' } })
  }
  const isAlwaysAnswered = ({ url }: Request) => url.endsWith('/alive')
  const server = await listen(handler, { host: '127.0.0.1', port: 0, timeouts: { clock }, isAlwaysAnswered })
  servers.push(server)
  let hasEnded = false
  const drain = (graceMs = 10_000) => server.drain(graceMs).then(() => (hasEnded = true))
  return { server, clock, finish, began: began.promise, drain, hasEnded: () => hasEnded }
}

test.each(['/wait', '/stream'])(
  '%s is answered to its end, new requests are refused, then the server ends',
  async (path) => {
    const { server, finish, began, drain, hasEnded } = await start()
    const response = fetch(`${server.url}${path}`)
    await began
    expect(server.requestsUnderWay()).toBe(1)
    const drained = drain()
    const refused = await fetch(`${server.url}/new`)
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('connection')]).toEqual([
      503,
      '1',
      'close',
    ])
    expect(await refused.json()).toEqual({
      error: { message: 'The server is ending. Send the request again, after a second.' },
    })
    expect((await fetch(`${server.url}/alive`)).status).toBe(200)
    expect(hasEnded()).toBe(false)
    finish()
    const { status, headers } = await response
    expect([status, await (await response).text()]).toEqual([200, path === '/wait' ? 'done' : 'first last'])
    expect(headers.get('connection')).toBe('close')
    await drained
    await expect(fetch(server.url)).rejects.toThrow('fetch failed')
  },
)

test('an upload goes on to its end, and the next request on its connection is not answered', async () => {
  const { server, began, drain } = await start()
  const head = 'POST /read HTTP/1.1\r\nHost: mock\r\nContent-Length: 10\r\n\r\n'
  const { socket, closed } = await openRaw(server.url, `${head}12345`)
  await began
  const drained = drain()
  socket.write(`67890${head}`)
  expect(await closed).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close\r\n[\s\S]*\r\n1234567890$/i)
  await drained
})

test('a request that takes longer than the grace is cut', async () => {
  const { server, clock, began, drain, hasEnded } = await start()
  const response = fetch(`${server.url}/wait`).catch(() => 'cut')
  await began
  const drained = drain(5000)
  await clock.advance(4999)
  expect(hasEnded()).toBe(false)
  await clock.advance(1)
  await drained
  expect(await response).toBe('cut')
})

test('a server without requests ends at once, with a connection that waits for one', async () => {
  const { server, drain } = await start()
  const idle = await openRaw(server.url, 'GET / HTTP/1.1\r\nHost: mock\r\n\r\n')
  await idle.received(/done$/)
  const unfinished = await openRaw(server.url, 'GET / HTTP/1.1\r\n')
  expect(server.requestsUnderWay()).toBe(0)
  await drain()
  expect(parseRaw((await idle.closed).replace('done', '')).status).toBe(200)
  expect(await unfinished.closed).toBe('')
})

test('a client that leaves holds nothing up', async () => {
  const { server, began, drain } = await start()
  const { socket } = await openRaw(server.url, 'GET /wait HTTP/1.1\r\nHost: mock\r\n\r\n')
  await began
  const drained = drain()
  socket.destroy()
  await drained
})
