import type { MockOptions } from '../../src/engine/mock.ts'
import type { ManualClock } from '../../src/time/clock.ts'
import { type Reply, startMock } from '../support/mock.ts'

/** A gateway of the mock, seen by somebody whose key nobody else has. */
export interface Gateway {
  /** The base URL of its image operations as a path: `/dimilinks/v1`. */
  readonly base: string
  /** Sends with the key; `path` from the base, or from the provider's mount when it starts with `//`. */
  send(path: string, init?: RequestInit): Promise<Reply>
  /** Sends a synchronous request and lets its time pass. */
  sendFor(path: string, init?: RequestInit): Promise<Reply>
  /** Sends without a key of its own: the headers are those given. */
  bare(path: string, init?: RequestInit): Promise<Reply>
  readonly clock: ManualClock
  /** Another gateway of the same kind, whose mock was started with these options. */
  started(options: Omit<MockOptions, 'providers' | 'clock'>): Promise<Gateway>
}

/** Shows one difference at one gateway: its assertions are what a client would see. */
export type Exhibit = (gateway: Gateway) => Promise<void>

/** Row, provider, exhibit. */
export type Exhibits = { readonly [row: string]: { readonly [provider: string]: Exhibit } }

export async function openGateway(
  id: string,
  base: string,
  key: string,
  options: Omit<MockOptions, 'providers'> = {},
): Promise<Gateway> {
  const mock = await startMock([id], options)
  return gatewayOf(mock, id, base, key)
}

type Mock = Awaited<ReturnType<typeof startMock>>

/** The gateway under another key: a world of its own. */
export function gatewayOf(mock: Mock, id: string, base: string, key: string): Gateway {
  const urlOf = (path: string) => (path.startsWith('//') ? `/${id}${path.slice(1)}` : `/${id}${base}${path}`)
  const withKey = (init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { authorization: `Bearer ${key}`, ...Object.fromEntries(new Headers(init.headers)) },
  })
  return {
    base: `/${id}${base}`,
    clock: mock.clock,
    send: (path, init) => mock.send(urlOf(path), withKey(init)),
    sendFor: (path, init) => mock.sendFor(60_000, urlOf(path), withKey(init)),
    bare: (path, init) => mock.bare(urlOf(path), init),
    started: (more) => openGateway(id, base, key, more),
  }
}
