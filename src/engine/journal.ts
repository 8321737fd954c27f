import { type ResponseParts, responsePartsOf } from '../http/deferred-response.ts'
import { headersOfHead, type RequestHead, requestHeadOf } from '../http/incoming-message.ts'
import { createRedactor } from '../redaction/redactor.ts'
import type { RequestBody } from './model/body.ts'
import type { Reply } from './model/reply.ts'
import type { Call } from './request/call.ts'
import { anonymous } from './request/credential.ts'
import type { ExchangeLog } from './request/exchange-log.ts'
import type { Worlds } from './request/worlds.ts'
import type { ContractFinding } from './validate/validator.ts'

/** One exchange, as the admin API tells it: without keys, its long texts shortened. */
export interface JournalEntry {
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
  readonly findings: readonly ContractFinding[]
  readonly violations: readonly ContractFinding[]
}

type ExchangeSides = Pick<JournalEntry, 'request' | 'response'>

/**
 * The two sides of an exchange as they came, in few pieces: they are told when somebody asks. Few are ever read, and to
 * redact them takes longer than to answer a poll.
 */
interface RawSides {
  readonly key: string | undefined
  /** The header in which the gateway takes its key. */
  readonly keyHeader: string
  readonly requestHead: RequestHead
  readonly requestText: string | undefined
  readonly responseParts: Omit<ResponseParts, 'body'>
  readonly responseText: string | null
}

/** An exchange to be written down: its sides as they are told, or as they came. */
export interface JournalInput extends Omit<JournalEntry, 'number' | keyof ExchangeSides> {
  readonly sides: ExchangeSides | RawSides
}

interface StoredEntry extends JournalInput {
  readonly number: number
  readonly size: number
}

export interface Journal {
  /** It is the journal's from then on. */
  add(input: JournalInput): void
  /** The latest last. */
  list(matches?: (entry: JournalEntry) => boolean): JournalEntry[]
  forget(matches: (entry: JournalEntry) => boolean): void
}

/** The latest exchanges, bounded in number and bytes. */
export function createJournal({ max = 10_000, maxBytes = 32 * 2 ** 20 } = {}): Journal {
  let entries: StoredEntry[] = []
  let last = 0
  let bytes = 0
  /** Where the latest begin: those before have been let go. */
  let start = 0
  const list: Journal['list'] = (matches = () => true) => entries.slice(start).map(toEntry).filter(matches)
  const replaceEntries = (remaining: StoredEntry[]) => {
    entries = remaining
    start = 0
  }
  return {
    add(input) {
      last++
      const numbered = Object.assign(input, { number: last })
      const size = sizeOf(numbered)
      if (size > maxBytes) return
      entries.push(Object.assign(numbered, { size }))
      bytes += size
      for (; entries.length - start > max || bytes > maxBytes; start++) bytes -= entries[start]?.size ?? 0
      // Every so often, for to move all of them each time would take longer.
      if (start >= max) replaceEntries(entries.slice(start))
    },
    list,
    forget(matches) {
      const removedNumbers = new Set(list(matches).map(({ number }) => number))
      replaceEntries(entries.slice(start).filter(({ number }) => !removedNumbers.has(number)))
      bytes = entries.reduce((sum, { size }) => sum + size, 0)
    },
  }
}

const toEntry = ({ sides, size: _, number, ...entry }: StoredEntry): JournalEntry => ({
  number,
  ...entry,
  ...('requestHead' in sides ? fromRawSides(sides) : sides),
})

/** Of an exchange as it came, apart from its texts. */
const rawOverhead = 2000

function sizeOf(noted: JournalInput): number {
  const { sides } = noted
  return 'requestHead' in sides
    ? rawOverhead + (sides.requestText?.length ?? 0) + (sides.responseText?.length ?? 0)
    : 1 + lengthOf(noted)
}

const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, member]) => sum + key.length + lengthOf(member), 16)
}

/** Characters of the bodies of an exchange over which it is told at once, which cuts them. */
const maxRawLength = 2 ** 13

/** Describes one exchange for the journal. */
export function toJournalInput(worlds: Worlds, call: Call, log: ExchangeLog): JournalInput {
  const { task, effects, body, reply, response, findings, violations } = log
  // An image is fetched without a key: its entry belongs to the key that made it.
  const world = task && call.world.id === anonymous ? worlds.of(task.world) : call.world
  return {
    at: world.clock.now(),
    world: world.id,
    provider: call.provider.id,
    operation: call.operation.route,
    sides: sidesOf(call, body, response, reply),
    ...(effects ? { scenario: effects.selection } : {}),
    ...(task ? { task: task.id } : {}),
    findings,
    violations,
  }
}

/** What is written down of an exchange's two sides. */
function sidesOf(
  { request, provider, key }: Call,
  body: RequestBody | undefined,
  response: Response | undefined,
  reply: Reply | undefined,
): JournalInput['sides'] {
  const from = { key, keyHeader: provider.dialect.auth.header, requestHead: requestHeadOf(request) }
  const deferred = response ? responsePartsOf(response) : undefined
  if (deferred && isShortEnough(body, deferred.body))
    return { ...from, requestText: body?.text, responseParts: deferred, responseText: deferred.body }
  const { json, bytes, events } = reply ?? {}
  const responseBody = json ?? (bytes ? `${bytes.length} bytes` : events ? 'server-sent events' : undefined)
  return redactSides(from, body?.value, deferred ?? response ?? null, responseBody)
}

/** Whether all that was said is at hand as short texts. */
const isShortEnough = (
  body: RequestBody | undefined,
  responseBody: ResponseParts['body'],
): responseBody is string | null =>
  (responseBody === null || typeof responseBody === 'string') &&
  (body?.value === undefined || body.text !== undefined) &&
  (body?.text?.length ?? 0) + (responseBody?.length ?? 0) <= maxRawLength

const fromRawSides = ({ requestText, responseParts, responseText, ...from }: RawSides): ExchangeSides =>
  redactSides(
    from,
    requestText && JSON.parse(requestText),
    responseParts,
    responseText === null ? undefined : JSON.parse(responseText),
  )

function redactSides(
  { key, keyHeader, requestHead }: Pick<RawSides, 'key' | 'keyHeader' | 'requestHead'>,
  body: unknown,
  response: Pick<Response | ResponseParts, 'status' | 'headers'> | null,
  responseBody: unknown,
): ExchangeSides {
  const { headers, path, value } = createRedactor(key)
  return {
    request: {
      method: requestHead.method,
      url: path(new URL(requestHead.url)),
      headers: headers(headersOfHead(requestHead), keyHeader),
      ...(body === undefined ? {} : { body: value(body) }),
    },
    response: response && {
      status: response.status,
      headers: headers(new Headers(response.headers)),
      ...(responseBody === undefined ? {} : { body: value(responseBody) }),
    },
  }
}
