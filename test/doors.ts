import { buildConnector, Agent as Dispatcher } from 'undici'
import { listen } from '../src/doors/port.ts'
import type { Mock } from '../src/engine/mock.ts'
import type { Handler } from '../src/http/handler.ts'

/**
 * The ways to a mock. The whole suite of the engine runs through each of them (see the projects in vitest.config.ts), and
 * `test/support/same-bytes.ts` compares what came through.
 */
export const doors = { 'in process': inProcess, port: throughPort, nock: throughNock }
export type DoorName = keyof typeof doors

/** The host at which every mock of a test lies, whatever the door. */
export const host = 'http://mock'

const closers: (() => unknown)[] = []

/** Closes what the tests of a file have opened. */
export async function closeDoors(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()))
}

async function inProcess({ fetch }: Mock): Promise<Handler> {
  return fetch
}

async function throughPort({ handler }: Mock): Promise<Handler> {
  const door = await listen(handler, { host: '127.0.0.1', port: 0 })
  const { port, hostname } = new URL(door.url)
  const connect = buildConnector({})
  // Every host is this port: the mock sees the host that the test names.
  const dispatcher = new Dispatcher({
    connect: (options, callback) => connect({ ...options, hostname, port, host: `${hostname}:${port}` }, callback),
  })
  closers.push(() => Promise.all([door.close(), dispatcher.destroy()]))
  return (request) => fetch(request, { dispatcher } as object)
}

/** Which mock is meant, for all lie at one host. */
const mark = 'x-mock-number'
const handlers: Handler[] = []

async function throughNock({ fetch: handler }: Mock): Promise<Handler> {
  const mine = String(handlers.push(handler) - 1)
  // Loaded where it is wanted, for it takes hold of the sockets of the process.
  const { intercept } = await import('../src/doors/nock.ts')
  const interception = intercept([host], async (request) => {
    const meant = handlers[Number(request.headers.get(mark))]
    request.headers.delete(mark)
    if (!meant) throw new Error('there is no such mock')
    return meant(request)
  })
  closers.push(interception.remove)
  return (request) => {
    const marked = new Request(request)
    marked.headers.set(mark, mine)
    return fetch(marked)
  }
}
