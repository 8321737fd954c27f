import type { MockOptions } from '../../src/engine/mock.ts'
import type { ManualClock } from '../../src/time/clock.ts'
import { type Reply, startMock } from '../support/mock.ts'

/** Mocked gateway for one client, whose key is not shared. */
export interface Gateway {
  /** Path of the base URL of the image operations: `/dimilinks/v1`. */
  readonly base: string
  /** Sends a request with the key. `path` is below the base, or below the provider's mount when it starts with `//`. */
  send(path: string, init?: RequestInit): Promise<Reply>
  /** Sends a request with the key and advances the clock by a minute, in which a synchronous generation ends. */
  sendFor(path: string, init?: RequestInit): Promise<Reply>
  /** Sends a request without the key; paths as in `send`. */
  sendBare(path: string, init?: RequestInit): Promise<Reply>
  readonly clock: ManualClock
  /** Starts another mock of the same provider with these options. */
  startWith(options: Omit<MockOptions, 'providers' | 'clock'>): Promise<Gateway>
}

/** Case of one difference at one gateway: sends requests and asserts what a client observes. */
export type Case = (gateway: Gateway) => Promise<void>

/** Cases by the id of the difference and by provider. */
export type Cases = { readonly [difference: string]: { readonly [provider: string]: Case } }

/** Starts a mock of the provider and creates its client. */
async function openGateway(
  id: string,
  base: string,
  key: string,
  options: Omit<MockOptions, 'providers'> = {},
): Promise<Gateway> {
  const mock = await startMock([id], options)
  return createGateway(mock, id, base, key)
}

type Mock = Awaited<ReturnType<typeof startMock>>

/** Creates a client of the mock with a key, which has its own world in the mock. */
export function createGateway(mock: Mock, id: string, base: string, key: string): Gateway {
  const toUrl = (path: string) => (path.startsWith('//') ? `/${id}${path.slice(1)}` : `/${id}${base}${path}`)
  const withKey = (init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { authorization: `Bearer ${key}`, ...Object.fromEntries(new Headers(init.headers)) },
  })
  return {
    base: `/${id}${base}`,
    clock: mock.clock,
    send: (path, init) => mock.send(toUrl(path), withKey(init)),
    sendFor: (path, init) => mock.sendFor(60_000, toUrl(path), withKey(init)),
    sendBare: (path, init) => mock.bare(toUrl(path), init),
    startWith: (more) => openGateway(id, base, key, more),
  }
}
