import { inject } from 'vitest'
import { createMock, type MockOptions } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { type DoorName, doors, host } from '../doors.ts'
import { faults, violations } from './judge.ts'
import { providerOf } from './provider.ts'
import { noteExchange } from './same-bytes.ts'

export interface Reply {
  readonly status: number
  readonly headers: Response['headers']
  /** Parsed JSON, or undefined for a body that is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
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
 * A mock of the providers on a manual clock, each under `/<id>`, its responses judged (see judge.ts). `providers` are
 * ids of shipped providers or paths of folders.
 */
export async function startMock(providers: readonly string[], options: Omit<MockOptions, 'providers'> = {}) {
  const clock = createManualClock()
  const mock = await createMock({
    clock,
    // Through the port what is sure to conform is answered without Prism; the same bytes must come as with it.
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
  /** Sends without a key, but for the headers given. */
  const bare = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const came = noteExchange(`${init.method ?? 'GET'} ${path}`, init)
    const response = await fetch(new URL(path, host), init)
    const bytes = Buffer.from(await response.arrayBuffer())
    came(response, bytes)
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      json: isJson ? JSON.parse(bytes.toString()) : undefined,
      bytes,
    }
  }
  /** Sends and lets `ms` of the clock pass while it waits; for synchronous generations. */
  const sendFor = async (ms: number, path: string, init?: RequestInit): Promise<Reply> => {
    const reply = send(path, init)
    let settled = false
    const settle = () => {
      settled = true
    }
    // Whoever awaits the reply sees its rejection.
    reply.then(settle, settle)
    while (!settled) {
      // Reading a body takes turns of the event loop; the clock moves once the request waits for it.
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

/** A form of fields in the order given. A Buffer becomes a file part. */
export function form(fields: readonly (readonly [name: string, value: string | Buffer | File])[]): RequestInit {
  const body = new FormData()
  for (const [name, value] of fields)
    if (typeof value === 'string') body.append(name, value)
    else if (value instanceof File) body.append(name, value)
    else body.append(name, new File([new Uint8Array(value)], 'picture.png', { type: 'image/png' }))
  return { method: 'POST', body }
}
