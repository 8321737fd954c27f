import type { Cause } from '../../dialect/schema.ts'
import type { ResponseParts } from '../../http/deferred-response.ts'
import type { RequestHead } from '../../http/incoming-message.ts'
import type { SentBytes } from '../model/body.ts'
import type { ContractFinding } from '../validate/validator.ts'

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
  /** Id of the task that an equal request created before, whose response the client never got whole: the client may pay twice. */
  readonly repeats?: string
  /** Faults that the contract finds in the request. */
  readonly findings: readonly ContractFinding[]
  /** Faults that the contract finds in the response. */
  readonly violations: readonly ContractFinding[]
}

export type ExchangeSides = Pick<JournalEntry, 'request' | 'response'>

/**
 * Request and response before redaction, in few objects. Redaction waits until the journal is read: few entries are ever
 * read, and redacting an entry takes longer than answering a poll.
 */
export interface RawSides {
  /** Header in which the gateway expects the key. */
  readonly keyName: string
  readonly requestHead: RequestHead
  /** JSON text as sent, or a JSON text of the object that mirrors a form. */
  readonly requestText: string | undefined
  readonly responseParts: Omit<ResponseParts, 'body'>
  readonly responseText: string | null
}

/** A part of a form: a field with its text, or a file. */
export interface FormPartView {
  readonly name: string
  readonly bytes: number
  /** Name and media type of a file. */
  readonly filename?: string
  readonly type?: string
  /** Text of a field. */
  readonly text?: string
}

/** A request as sent, of an exchange that is not raw. Never leaves the process. */
export interface SentRequest {
  readonly head: RequestHead
  /** JSON text, or the bytes of a form; undefined without a body. */
  readonly body: string | SentBytes | undefined
}

/** An exchange to add: request and response are redacted, or raw. */
export interface JournalInput
  extends Omit<JournalEntry, 'number' | 'scenario' | 'task' | 'repeats' | keyof ExchangeSides> {
  readonly sides: ExchangeSides | RawSides
  readonly scenario?: string | undefined
  readonly task?: string | undefined
  readonly repeats?: string | undefined
  /** Status of the response; null when the connection broke before the response. */
  readonly status: number | null
  /** Key of the caller, which never leaves the process. */
  readonly key: string | undefined
  /** Time until the response was complete, by the clock of the machine; undefined while a stream runs. */
  durationMs?: number | undefined
  readonly refusal?: Cause | undefined
  /** Text of the refusal as the gateway words it. */
  readonly message?: string | undefined
  /** Field of the request that was refused. */
  readonly field?: string | undefined
  /** Number of images in the response. */
  readonly images: number
  /** Number of images of the task that the exchange created; absent if it created none. */
  readonly created?: number | undefined
  /** The request as sent; absent for a raw exchange without a form, and for a body that is too long to keep. */
  readonly sent?: SentRequest | undefined
  /** True for a request that was refused before its body was read, or whose body cannot be read. */
  readonly isBodyUnread?: true | undefined
  /** Parts of a form. */
  readonly parts?: readonly FormPartView[] | undefined
  /** Events of a stream so far, redacted. */
  readonly events?: readonly unknown[] | undefined
}

/** An exchange in the journal. */
export interface StoredEntry extends JournalInput {
  readonly number: number
  /** Estimated memory in bytes. */
  size: number
}

/** The part of an entry that lists and counts need of all entries. */
export type EntryHead = Pick<
  StoredEntry,
  'number' | 'size' | 'at' | 'world' | 'provider' | 'key' | 'status' | 'scenario' | 'task' | 'created'
>

/** Tests for an exchange that is kept as sent. */
export const isRaw = (sides: JournalInput['sides']): sides is RawSides => 'requestHead' in sides
