import { LRUCache } from 'lru-cache'
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
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
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

/** Names under which keys travel; those of idempotency are none. */
const secret = /(?<!idempotency[-_])key|token|secret|passw|auth|cookie|^sig/i
const longest = 240
const most = 32
const deepest = 12

const redacted = '[redacted]'

/** Headers without keys and cookies. `alsoSecret` is the header in which the gateway takes its key. */
export const redactHeaders = (headers: Headers, alsoSecret = ''): Record<string, string> =>
  Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      secret.test(name) || name === alsoSecret.toLowerCase() ? redacted : value,
    ]),
  )

function redactUrl(url: URL): string {
  const copy = new URL(url)
  for (const name of new Set(copy.searchParams.keys())) if (secret.test(name)) copy.searchParams.set(name, redacted)
  return `${copy.pathname}${copy.search.replaceAll(encodeURIComponent(redacted), redacted)}`
}

/** A value with its long texts, lists and depths cut: pictures in base64 say how long they are. */
export function shorten(value: unknown, depth = deepest): unknown {
  if (typeof value === 'string')
    return value.length <= longest ? value : `${value.slice(0, 60)}… (${value.length} characters)`
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '…'
  if (Array.isArray(value)) {
    const rest = value.length > most ? [`… (${value.length} items)`] : []
    return [...value.slice(0, most).map((each) => shorten(each, depth - 1)), ...rest]
  }
  const members = Object.entries(value)
  const rest = members.length > most ? [['…', `${members.length} members`]] : []
  return Object.fromEntries([
    ...members.slice(0, most).map(([name, each]) => [name, isKey(name, each) ? redacted : shorten(each, depth - 1)]),
    ...rest,
  ])
}

/** A text under a name such as api_key. Counts of tokens are numbers. */
const isKey = (name: string, value: unknown) => typeof value === 'string' && secret.test(name)

/** What is written down of a request. */
export const requestOf = ({ request, url, provider }: Call, body: unknown): Entry['request'] => ({
  method: request.method,
  url: redactUrl(url),
  headers: redactHeaders(request.headers, provider.dialect.auth.header),
  ...(body === undefined ? {} : { body: shorten(body) }),
})

/** What is written down of a response. */
export const responseOf = (response: Response, rendered: Rendered | undefined): Entry['response'] => ({
  status: response.status,
  headers: redactHeaders(response.headers),
  ...(rendered?.json === undefined ? {} : { body: shorten(rendered.json) }),
  ...(rendered?.bytes ? { body: `${rendered.bytes.length} bytes` } : {}),
  ...(rendered?.events ? { body: 'server-sent events' } : {}),
})
