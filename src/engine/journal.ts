import { type ResponseParts, responsePartsOf } from '../http/deferred-response.ts'
import { headersOfHead, type RequestHead, requestHeadOf } from '../http/incoming-message.ts'
import { createKeyRemover } from '../redaction/key-remover.ts'
import { createRedactor } from '../redaction/redactor.ts'
import type { RequestBody } from './model/body.ts'
import type { Reply } from './model/reply.ts'
import type { Call } from './request/call.ts'
import { anonymous } from './request/credential.ts'
import type { ExchangeLog } from './request/exchange-log.ts'
import type { Worlds } from './request/worlds.ts'
import type { ContractFinding } from './validate/validator.ts'

/** One exchange in the admin API: without keys, and with long texts shortened. */
export interface JournalEntry {
  readonly number: number
  /** In ms since 1970, by the clock of the world. */
  readonly at: number
  readonly world: string
  readonly provider: string
  /** Method and path of the contract; null when no operation matched. */
  readonly operation: string | null
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  /** Null when the client disconnected before the response. */
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  } | null
  readonly scenario?: string
  readonly task?: string
  /** Faults that the contract finds in the request. */
  readonly findings: readonly ContractFinding[]
  /** Faults that the contract finds in the response. */
  readonly violations: readonly ContractFinding[]
}

type ExchangeSides = Pick<JournalEntry, 'request' | 'response'>

/**
 * Request and response before redaction, in few objects. Redaction waits until the journal is read: few entries are ever
 * read, and redacting an entry takes longer than answering a poll.
 */
interface RawSides {
  readonly key: string | undefined
  /** Header in which the gateway expects the key. */
  readonly keyName: string
  readonly requestHead: RequestHead
  readonly requestText: string | undefined
  readonly responseParts: Omit<ResponseParts, 'body'>
  readonly responseText: string | null
}

/** An exchange to add: request and response are redacted, or raw. */
export interface JournalInput extends Omit<JournalEntry, 'number' | keyof ExchangeSides> {
  readonly sides: ExchangeSides | RawSides
}

interface StoredEntry extends JournalInput {
  readonly number: number
  readonly size: number
}

export interface Journal {
  /** Adds an exchange. The journal owns and changes `input` from then on. */
  add(input: JournalInput): void
  /**
   * Lists the entries of some worlds, or all, in pages; the latest last. Starts behind entry number `after`. Redacting a page
   * takes some ms.
   */
  list(worlds?: readonly string[], after?: number): Generator<JournalEntry[]>
  /** Removes the entries of some worlds, or all. */
  forget(worlds?: readonly string[]): void
}

/** Entries in a page of a list. */
const pageSize = 100

/** Creates a journal of the latest exchanges: at most `max` entries and about `maxBytes` bytes. */
export function createJournal({ max = 10_000, maxBytes = 32 * 2 ** 20 } = {}): Journal {
  /** Entries in order. A dropped entry is undefined, so that its memory is free at once. */
  let entries: (StoredEntry | undefined)[] = []
  let last = 0
  let bytes = 0
  /** Index of the oldest entry that is not yet dropped. */
  let start = 0
  const isOf =
    (worlds: readonly string[] | undefined) =>
    ({ world }: StoredEntry) =>
      !worlds || worlds.includes(world)
  const replaceEntries = (remaining: StoredEntry[]) => {
    entries = remaining
    start = 0
  }
  const kept = () => entries.slice(start).filter((entry) => entry !== undefined)
  return {
    add(input) {
      last++
      const numbered = Object.assign(input, { number: last })
      const size = sizeOf(numbered)
      if (size > maxBytes) return
      entries.push(Object.assign(numbered, { size }))
      bytes += size
      for (; entries.length - start > max || bytes > maxBytes; start++) {
        bytes -= entries[start]?.size ?? 0
        entries[start] = undefined
      }
      // The places of dropped entries are cut off in batches: moving all entries each time would take longer.
      if (start >= max) replaceEntries(kept())
    },
    *list(worlds, after = 0) {
      const listed = kept()
        .filter(isOf(worlds))
        .filter(({ number }) => number > after)
      for (let first = 0; first < listed.length; first += pageSize)
        yield listed.slice(first, first + pageSize).map(toEntry)
    },
    forget(worlds) {
      const isForgotten = isOf(worlds)
      const remaining = kept().filter((entry) => !isForgotten(entry))
      replaceEntries(remaining)
      bytes = remaining.reduce((sum, { size }) => sum + size, 0)
    },
  }
}

const toEntry = ({ sides, size: _, number, ...entry }: StoredEntry): JournalEntry => ({
  number,
  ...entry,
  ...('requestHead' in sides ? fromRawSides(sides) : sides),
})

/** Estimated bytes of the objects of a raw exchange, apart from its texts. */
const rawOverhead = 1000

/** Estimates the memory of an entry, in bytes. */
function sizeOf(input: JournalInput): number {
  const { sides, findings, violations } = input
  if (!('requestHead' in sides)) return 1 + lengthOf(input)
  const { requestHead, requestText, responseParts, responseText } = sides
  return (
    rawOverhead +
    requestHead.url.length +
    headersLength(requestHead.headers) +
    (requestText?.length ?? 0) +
    headersLength(responseParts.headers) +
    (responseText?.length ?? 0) +
    (findings.length + violations.length > 0 ? lengthOf([findings, violations]) : 0)
  )
}

/** Counts the characters of headers. Makes no list of them, because every request is counted. */
function headersLength(headers: RequestHead['headers'] | Readonly<Record<string, string>>): number {
  if (typeof headers === 'string') return headers.length
  let length = 0
  if (headers instanceof Headers) for (const [name, value] of headers) length += name.length + value.length
  else for (const name in headers) length += name.length + (headers[name as never] as string).length
  return length
}

const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, member]) => sum + key.length + lengthOf(member), 16)
}

/** Most characters in the bodies of a raw exchange; longer exchanges are redacted at once, which shortens them. */
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
    findings: findings.length === 0 ? findings : createKeyRemover(call.key)(findings),
    violations,
  }
}

/** Returns request and response of an exchange: raw if both are short texts, else redacted. */
function sidesOf(
  { request, provider, key }: Call,
  body: RequestBody | undefined,
  response: Response | undefined,
  reply: Reply | undefined,
): JournalInput['sides'] {
  const from = { key, keyName: provider.dialect.auth.name, requestHead: requestHeadOf(request) }
  const deferred = response ? responsePartsOf(response) : undefined
  if (deferred && !body?.images && isShortEnough(body, deferred.body))
    return { ...from, requestText: body?.text, responseParts: deferred, responseText: deferred.body }
  const { json, bytes, events } = reply ?? {}
  const responseBody = json ?? (bytes ? `${bytes.length} bytes` : events ? 'server-sent events' : undefined)
  return redactSides(from, body && shownValue(body), deferred ?? response ?? null, responseBody)
}

/** Returns the value of a body, with the lengths of the images that its stand-ins stand for. */
const shownValue = ({ value, images }: RequestBody): unknown =>
  images
    ? JSON.parse(JSON.stringify(value), (_, member) => {
        const image = images.get(member)
        return image ? `${member.slice(0, 60)}… (${image.length} characters)` : member
      })
    : value

/** Checks that the bodies of request and response are available as short texts. */
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
  { key, keyName, requestHead }: Pick<RawSides, 'key' | 'keyName' | 'requestHead'>,
  body: unknown,
  response: Pick<Response | ResponseParts, 'status' | 'headers'> | null,
  responseBody: unknown,
): ExchangeSides {
  const { headers, path, value } = createRedactor(key)
  return {
    request: {
      method: requestHead.method,
      url: path(new URL(requestHead.url), keyName),
      headers: headers(headersOfHead(requestHead), keyName),
      ...(body === undefined ? {} : { body: value(body) }),
    },
    response: response && {
      status: response.status,
      headers: headers(new Headers(response.headers)),
      ...(responseBody === undefined ? {} : { body: value(responseBody) }),
    },
  }
}
