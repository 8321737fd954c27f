import { type Parts, partsOf } from '../http/deferred-response.ts'
import { type Head, headersIn, headOf } from '../http/incoming-message.ts'
import { createRedactor } from '../redaction/redactor.ts'
import type { Body } from './model/body.ts'
import type { Rendered } from './model/reply.ts'
import type { Call } from './request/call.ts'
import type { Finding } from './validate/prism.ts'

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

/**
 * The two sides of an exchange as they came, in few pieces: they are told when somebody asks. Few are ever read, and to
 * redact them takes longer than to answer a poll.
 */
interface Untold {
  readonly key: string | undefined
  /** The header in which the gateway takes its key. */
  readonly keyHeader: string
  readonly asked: Head
  readonly text: string | undefined
  readonly answered: Omit<Parts, 'body'>
  readonly answer: string | null
}

/** An exchange to be written down: its sides as they are told, or as they came. */
export interface Noted extends Omit<Entry, 'number' | keyof Sides> {
  readonly sides: Sides | Untold
}

interface Kept extends Noted {
  readonly number: number
  readonly size: number
}

export interface Journal {
  /** It is the journal's from then on. */
  add(noted: Noted): void
  /** The latest last. */
  list(isMeant?: (entry: Entry) => boolean): Entry[]
  forget(isMeant: (entry: Entry) => boolean): void
}

/** The latest exchanges, bounded in number and bytes. */
export function createJournal({ max = 10_000, maxBytes = 32 * 2 ** 20 } = {}): Journal {
  let entries: Kept[] = []
  let last = 0
  let bytes = 0
  /** Where the latest begin: those before have been let go. */
  let start = 0
  const list: Journal['list'] = (isMeant = () => true) => entries.slice(start).map(toEntry).filter(isMeant)
  const keep = (left: Kept[]) => {
    entries = left
    start = 0
  }
  return {
    add(noted) {
      last++
      const numbered = Object.assign(noted, { number: last })
      const size = sizeOf(numbered)
      if (size > maxBytes) return
      entries.push(Object.assign(numbered, { size }))
      bytes += size
      for (; entries.length - start > max || bytes > maxBytes; start++) bytes -= entries[start]?.size ?? 0
      // Every so often, for to move all of them each time would take longer.
      if (start >= max) keep(entries.slice(start))
    },
    list,
    forget(isMeant) {
      const gone = new Set(list(isMeant).map(({ number }) => number))
      keep(entries.slice(start).filter(({ number }) => !gone.has(number)))
      bytes = entries.reduce((sum, { size }) => sum + size, 0)
    },
  }
}

const toEntry = ({ sides, size: _, number, ...entry }: Kept): Entry => ({
  number,
  ...entry,
  ...('asked' in sides ? tell(sides) : sides),
})

/** Of an exchange as it came, apart from its texts. */
const headSize = 2000

function sizeOf(noted: Noted): number {
  const { sides } = noted
  return 'asked' in sides ? headSize + (sides.text?.length ?? 0) + (sides.answer?.length ?? 0) : 1 + lengthOf(noted)
}

const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, each]) => sum + key.length + lengthOf(each), 16)
}

/** Characters of the bodies of an exchange over which it is told at once, which cuts them. */
const longestUntold = 2 ** 13

/** What is written down of an exchange's two sides. */
export function sidesOf(
  { request, provider, key }: Call,
  body: Body | undefined,
  response: Response | null,
  rendered: Rendered | undefined,
): Noted['sides'] {
  const from = { key, keyHeader: provider.dialect.auth.header, asked: headOf(request) }
  const light = response ? partsOf(response) : undefined
  if (light && isShort(body, light.body)) return { ...from, text: body?.text, answered: light, answer: light.body }
  const { json, bytes, events } = rendered ?? {}
  const answer = json ?? (bytes ? `${bytes.length} bytes` : events ? 'server-sent events' : undefined)
  return toSides(from, body?.value, light ?? response, answer)
}

/** Whether all that was said is at hand as short texts. */
const isShort = (body: Body | undefined, answer: Parts['body']): answer is string | null =>
  (answer === null || typeof answer === 'string') &&
  (body?.value === undefined || body.text !== undefined) &&
  (body?.text?.length ?? 0) + (answer?.length ?? 0) <= longestUntold

const tell = ({ text, answered, answer, ...from }: Untold): Sides =>
  toSides(from, text && JSON.parse(text), answered, answer === null ? undefined : JSON.parse(answer))

function toSides(
  { key, keyHeader, asked }: Pick<Untold, 'key' | 'keyHeader' | 'asked'>,
  body: unknown,
  response: Pick<Response | Parts, 'status' | 'headers'> | null,
  answer: unknown,
): Sides {
  const { headers, path, value } = createRedactor(key)
  return {
    request: {
      method: asked.method,
      url: path(new URL(asked.url)),
      headers: headers(headersIn(asked), keyHeader),
      ...(body === undefined ? {} : { body: value(body) }),
    },
    response: response && {
      status: response.status,
      headers: headers(new Headers(response.headers)),
      ...(answer === undefined ? {} : { body: value(answer) }),
    },
  }
}
