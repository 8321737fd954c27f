import { inject } from 'vitest'
import { createMock, type MockOptions } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { type DoorName, doors, host } from '../doors.ts'
import { faults, violations } from './judge.ts'
import { providerOf } from './provider.ts'
import { noteExchange } from './same-bytes.ts'
import { openStoreOfRun } from './shared-store.ts'

export interface Reply {
  readonly status: number
  readonly headers: Response['headers']
  /** Parsed JSON; undefined if the response is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies of every shape
  readonly json: any
  readonly bytes: Buffer
}

export { host }

declare module 'vitest' {
  interface ProvidedContext {
    door: DoorName
  }
}

/**
 * Starts a mock of the providers on a manual clock, each provider under `/<id>`. Every response is judged (see judge.ts).
 * `providers` are ids of shipped providers or paths of folders.
 */
export async function startMock(providers: readonly string[], options: Omit<MockOptions, 'providers'> = {}) {
  const clock = createManualClock()
  const store = await openStoreOfRun()
  const mock = await createMock({
    clock,
    ...(store ? { store } : {}),
    // Links are equal through every door.
    seed: 'proofsheet',
    // Without `strict`, conforming requests skip Prism. The port does so, and must return the same bytes as the other doors.
    strict: inject('door') !== 'port',
    onViolation: (violation) => violations.push(violation),
    onError: (error) => faults.push(error),
    ...options,
    providers: await Promise.all(providers.map(providerOf)),
  })
  const through = await doors[inject('door')](mock)
  const fetch: typeof mock.fetch = (input, init) =>
    through(input instanceof Request && !init ? input : new Request(input, init))
  const send = (path: string, init: RequestInit = {}): Promise<Reply> => {
    const headers = { authorization: 'Bearer sk-test', ...Object.fromEntries(new Headers(init.headers)) }
    return bare(path, { ...init, headers })
  }
  /** Sends the request without adding a key. */
  const bare = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const noteResponse = noteExchange(`${init.method ?? 'GET'} ${path}`, init)
    const response = await fetch(new URL(path, host), init)
    const bytes = Buffer.from(await response.arrayBuffer())
    noteResponse(response, bytes)
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      json: isJson ? JSON.parse(bytes.toString()) : undefined,
      bytes,
    }
  }
  /** Sends a synchronous generation and advances the clock by `ms` whenever the mock waits. */
  const sendFor = async (ms: number, path: string, init?: RequestInit): Promise<Reply> => {
    const reply = send(path, init)
    let isSettled = false
    const settle = () => {
      isSettled = true
    }
    // The caller who awaits the reply handles its rejection.
    reply.then(settle, settle)
    while (!isSettled) {
      // Reading a body takes turns of the event loop; move the clock only once the request waits for the clock.
      await new Promise(setImmediate)
      if (clock.sleeperCount() > 0) await clock.advance(ms)
    }
    return reply
  }
  return { fetch, handler: mock.handler, reload: mock.reload, clock, send, bare, sendFor }
}

export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** Creates a form with the fields in that order. A Buffer becomes a file part. */
export function form(fields: readonly (readonly [name: string, value: string | Buffer | File])[]): RequestInit {
  const body = new FormData()
  for (const [name, value] of fields)
    if (typeof value === 'string') body.append(name, value)
    else if (value instanceof File) body.append(name, value)
    else body.append(name, new File([new Uint8Array(value)], 'image.png', { type: 'image/png' }))
  return { method: 'POST', body }
}
