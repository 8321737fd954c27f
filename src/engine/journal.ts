import { headersLater } from '../incoming.ts'
import { partsOf } from '../light-response.ts'
import { createRedactor } from '../redact.ts'
import type { Body } from './body.ts'
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

type Sides = Pick<Entry, 'request' | 'response'>

/** An exchange whose sides are told when somebody asks: few are ever read, and to redact them takes longer than a poll. */
export interface Noted extends Omit<Entry, 'number' | keyof Sides> {
  readonly sides: () => Sides
  /** About how many bytes it holds until then. */
  readonly size: number
}

export interface Journal {
  add(entry: Noted): void
  /** The latest last. */
  list(isMeant?: (entry: Entry) => boolean): Entry[]
  forget(isMeant: (entry: Entry) => boolean): void
}

/** The latest exchanges, bounded in number and bytes. */
export function createJournal({ max = 10_000, maxBytes = 32 * 2 ** 20 } = {}): Journal {
  let entries: [number: number, noted: Noted][] = []
  let last = 0
  let bytes = 0
  /** Where the latest begin: those before have been let go. */
  let start = 0
  const list: Journal['list'] = (isMeant = () => true) => entries.slice(start).map(toEntry).filter(isMeant)
  const shorten = () => {
    while (entries.length - start > max || bytes > maxBytes) {
      bytes -= entries[start]?.[1].size ?? 0
      start++
    }
    // Half of it is moved, every so often, rather than all of it each time.
    if (start < max) return
    entries = entries.slice(start)
    start = 0
  }
  return {
    add(given) {
      last++
      const noted = given.size <= largestUntold ? given : told(given)
      if (noted.size > maxBytes) return
      entries.push([last, noted])
      bytes += noted.size
      shorten()
    },
    list,
    forget(isMeant) {
      const gone = new Set(list(isMeant).map(({ number }) => number))
      entries = entries.slice(start).filter(([number]) => !gone.has(number))
      start = 0
      bytes = entries.reduce((sum, [, { size }]) => sum + size, 0)
    },
  }
}

const toEntry = ([number, { sides, size: _, ...entry }]: [number, Noted]): Entry => ({ number, ...entry, ...sides() })

/** What is larger is told at once, which cuts its long texts. */
const largestUntold = 2 ** 14

function told({ sides, ...entry }: Noted): Noted {
  const now = sides()
  return { ...entry, sides: () => now, size: sizeOf(entry) + sizeOf(now) }
}

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, each]) => sum + key.length + sizeOf(each), 16)
}

/** An exchange as its headers take it, apart from its bodies. */
const headSize = 2000

/** What is written down of an exchange's two sides, and how much is held until it is. */
export function sidesOf(
  { request, provider, key }: Call,
  asked: Body | undefined,
  response: Response | null,
  rendered: Rendered | undefined,
): Pick<Noted, 'sides' | 'size'> {
  const { json, bytes, events } = rendered ?? {}
  const answer = json ?? (bytes ? `${bytes.length} bytes` : events ? 'server-sent events' : undefined)
  const light = response && partsOf(response)
  const answered = light ?? (response && { status: response.status, headers: new Headers(response.headers) })
  const { method, url } = request
  const sent = headersLater(request)
  const sides = (): Sides => {
    const { headers, path, value } = createRedactor(key)
    return {
      request: {
        method,
        url: path(new URL(url)),
        headers: headers(sent(), provider.dialect.auth.header),
        ...(asked?.value === undefined ? {} : { body: value(asked.value) }),
      },
      response: answered && {
        status: answered.status,
        headers: headers(new Headers(answered.headers)),
        ...(answer === undefined ? {} : { body: value(answer) }),
      },
    }
  }
  const said = json === undefined ? 0 : typeof light?.body === 'string' ? light.body.length : Number.POSITIVE_INFINITY
  return { sides, size: headSize + (asked?.bytes ?? 0) + said }
}
