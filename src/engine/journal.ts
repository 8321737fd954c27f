import { LRUCache } from 'lru-cache'
import { createRedactor } from '../redact.ts'
import { keyOf } from './auth.ts'
import type { Call } from './call.ts'
import type { Finding } from './prism.ts'
import type { Rendered } from './rendered.ts'

/** One exchange, as the admin API tells it: without keys, its long texts shortened. */
export interface Entry {
  readonly number: number
  /** Ms since 1970, by the clock of the key. */
  readonly at: number
  readonly world: string
  readonly provider: string
  /** Method and path as the contract names them; null where it has none. */
  readonly operation: string | null
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  /** Null where the caller had gone before it. */
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  } | null
  readonly scenario?: string
  readonly task?: string
  /** What the contract says against the request, and against the response. */
  readonly findings: readonly Finding[]
  readonly violations: readonly Finding[]
}

export interface Journal {
  add(entry: Omit<Entry, 'number'>): void
  /** The latest last. */
  list(isMeant?: (entry: Entry) => boolean): Entry[]
  forget(isMeant: (entry: Entry) => boolean): void
}

/** The latest exchanges, bounded in number and bytes. */
export function createJournal({ max = 10_000, maxBytes = 32 * 2 ** 20 } = {}): Journal {
  const entries = new LRUCache<number, Entry>({
    max,
    maxSize: maxBytes,
    sizeCalculation: (entry) => 1 + sizeOf(entry),
  })
  let number = 0
  const list: Journal['list'] = (isMeant = () => true) =>
    [...entries.rvalues()].filter((entry) => entry !== undefined && isMeant(entry)) as Entry[]
  return {
    add(entry) {
      number += 1
      entries.set(number, { number, ...entry })
    },
    list,
    forget(isMeant) {
      for (const entry of list(isMeant)) entries.delete(entry.number)
    },
  }
}

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, each]) => sum + key.length + sizeOf(each), 16)
}

/** What is written down of an exchange's two sides. */
export function sidesOf(
  { request, url, provider }: Call,
  body: unknown,
  response: Response | null,
  rendered: Rendered | undefined,
): Pick<Entry, 'request' | 'response'> {
  const { headers, path, value } = createRedactor(keyOf(provider, request.headers))
  const { json, bytes, events } = rendered ?? {}
  const told =
    json === undefined ? (bytes ? `${bytes.length} bytes` : events ? 'server-sent events' : undefined) : value(json)
  return {
    request: {
      method: request.method,
      url: path(url),
      headers: headers(request.headers, provider.dialect.auth.header),
      ...(body === undefined ? {} : { body: value(body) }),
    },
    response: response && {
      status: response.status,
      headers: headers(response.headers),
      ...(told === undefined ? {} : { body: told }),
    },
  }
}
