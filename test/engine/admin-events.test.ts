import { afterEach, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock, type MockOptions } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const servers: ListeningServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

interface SentEvent {
  readonly event: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read data of every shape
  readonly data: any
}

/** Starts a mock behind a port. `watch` connects to the events, and returns a function that waits for the next. */
async function start(options: Partial<MockOptions> = {}) {
  const clock = createManualClock()
  const providers = await Promise.all(['dimilinks', 'openai'].map(providerOf))
  const mock = await createMock({ providers, clock, ...options })
  const isEndless = (path: string) => path.startsWith('/_proofsheet/events')
  const server = await listen(mock.handler, { host: '127.0.0.1', port: 0, isEndless })
  servers.push(server)
  const send = (path: string, init: RequestInit = {}, key = 'sk-a') =>
    fetch(`${server.url}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } })
  const admin = (path: string, init: RequestInit = {}) => fetch(`${server.url}/_proofsheet${path}`, init)
  const watch = async (query = '') => {
    const response = await admin(`/events${query}`)
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const nextBlock = async (): Promise<string> => {
      for (let end = text.indexOf('\n\n'); ; end = text.indexOf('\n\n')) {
        if (end >= 0) {
          const block = text.slice(0, end)
          text = text.slice(end + 2)
          return block
        }
        const { done, value } = await reader.read()
        if (done) throw new Error('the events ended')
        text += value
      }
    }
    expect([response.headers.get('content-type'), await nextBlock()]).toEqual(['text/event-stream', ': connected'])
    const next = async (): Promise<SentEvent> => {
      const [event = '', data = ''] = (await nextBlock()).split('\n')
      return { event: event.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) }
    }
    return { next, leave: () => reader.cancel() }
  }
  return { server, clock, send, admin, watch }
}

const submit = (prompt: string) => ['/dimilinks/v1/images/generations?async=true', json({ prompt })] as const

test('an exchange is sent when it has ended, with what it changed', async () => {
  const { send, watch } = await start()
  const { next } = await watch()
  await send(...submit('a fox'))
  const seen = [await next(), await next()]
  const entry = seen.find(({ event }) => event === 'entry')
  const changes = seen.filter(({ event }) => event === 'changed').flatMap(({ data }) => data.what)
  while (!changes.includes('worlds')) changes.push(...(await next()).data.what)
  expect(entry?.data).toMatchObject({ number: 1, provider: 'dimilinks', status: 200, durationMs: expect.any(Number) })
  expect(new Set(changes)).toEqual(new Set(['tasks', 'worlds']))
})

test('a stream is sent at its end', async () => {
  const { send, watch, clock } = await start()
  const { next } = await watch()
  const response = await send(
    '/openai/v1/images/generations',
    json({ prompt: 'x', model: 'gpt-image-2', stream: true }),
  )
  expect((await next()).data).toEqual({ what: ['tasks'] })
  await clock.runUntil(response.text())
  const { event, data } = await next()
  expect([event, data.images, data.durationMs]).toEqual(['entry', 1, expect.any(Number)])
})

test.each<[path: string, init: RequestInit, what: string[]]>([
  ['/clock/advance?seconds=60', { method: 'POST' }, ['clock', 'tasks']],
  ['/clock/freeze', { method: 'POST' }, ['clock', 'tasks']],
  ['/scenario', { method: 'PUT', body: JSON.stringify({ scenario: 'slow' }) }, ['scenario']],
  ['/reset', { method: 'POST' }, ['tasks', 'clock', 'scenario', 'worlds', 'journal']],
])('%s tells what it changed', async (path, init, what) => {
  const { admin, watch } = await start()
  const { next } = await watch()
  expect((await admin(path, init)).ok).toBe(true)
  expect(await next()).toEqual({ event: 'changed', data: { what } })
})

test('a reader of a world is told about this world alone', async () => {
  const { send, admin, watch } = await start()
  await send(...submit('a fox'), 'sk-a')
  const [{ world }] = ((await (await admin('/tasks')).json()) as { tasks: [{ world: string }] }).tasks
  const { next } = await watch(`?world=${world}`)
  await send(...submit('an owl'), 'sk-b')
  await send('/dimilinks/v1/models', {}, 'sk-a')
  expect((await next()).data).toMatchObject({ number: 3, world })
})

test('a reader that leaves and a server that drains end the events', async () => {
  const { server, watch, send } = await start()
  await send('/dimilinks/v1/models')
  const one = await watch()
  await one.leave()
  while (server.requestsUnderWay() > 0) await new Promise(setImmediate)
  const two = await watch()
  expect(server.requestsUnderWay()).toBe(1)
  await server.drain(60_000)
  await expect(two.next()).rejects.toThrow('terminated')
})

test('a HEAD request is answered, and leaves no listener', async () => {
  const { admin } = await start()
  const { status, headers } = await admin('/events', { method: 'HEAD' })
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream'])
})
