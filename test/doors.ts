import { buildConnector, Agent as Dispatcher } from 'undici'
import { listen } from '../src/doors/port.ts'
import type { Mock } from '../src/engine/mock.ts'
import type { Handler } from '../src/http/handler.ts'

/**
 * Lists the ways to a mock. The whole suite of the engine runs through each door (see the projects in vitest.config.ts), and
 * `test/same-bytes.test.ts` compares the responses.
 */
export const doors = { 'in process': inProcess, port: throughPort, nock: throughNock }
export type DoorName = keyof typeof doors

/** Host of every mock in a test, whatever the door. */
export const host = 'http://mock'

const closers: (() => unknown)[] = []

/** Closes the doors that the tests of a file opened. */
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
  // Every host resolves to this port, so the mock sees the host that the test names.
  const dispatcher = new Dispatcher({
    connect: (options, callback) => connect({ ...options, hostname, port, host: `${hostname}:${port}` }, callback),
  })
  closers.push(() => Promise.all([door.close(), dispatcher.destroy()]))
  return (request) => fetch(request, { dispatcher } as object)
}

/** Header with the number of the mock, since all mocks have one host. */
const numberHeader = 'x-mock-number'
const handlers = new Map<string, Handler>()
let mocks = 0

async function throughNock({ fetch: handler }: Mock): Promise<Handler> {
  const number = String(mocks++)
  handlers.set(number, handler)
  // Loaded on use, because nock patches the sockets of the process.
  const { intercept } = await import('../src/doors/nock.ts')
  const interception = intercept([host], async (request) => {
    const target = handlers.get(request.headers.get(numberHeader) ?? '')
    request.headers.delete(numberHeader)
    if (!target) throw new Error(`unknown mock: expected a number in ${numberHeader}`)
    return target(request)
  })
  closers.push(() => {
    interception.remove()
    // The tests of all files run in one process, which would keep every mock.
    handlers.delete(number)
  })
  return (request) => {
    const numbered = new Request(request)
    numbered.headers.set(numberHeader, number)
    return fetch(numbered)
  }
}
