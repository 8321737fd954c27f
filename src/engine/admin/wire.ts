/**
 * Bodies of the admin API that the inspector reads. Times are in ms since 1970 by the clock of the world. Imports only a type of a file
 * that imports nothing, because the page is checked with the types of a browser.
 */
import type { Charge, ChargeSums } from '../ledger/charge.ts'

/** One exchange in a list, in a few words and without keys. */
export interface EntrySummary {
  readonly number: number
  readonly at: number
  readonly world: string
  /** Last four characters of the key: `…9f2c`; null without a key, and for a short key. */
  readonly keyTail: string | null
  readonly provider: string
  /** Method and path of the contract; null when no operation matched. */
  readonly operation: string | null
  readonly method: string
  /** Path with the query, without keys. */
  readonly path: string
  /** Null when the client disconnected before the response. */
  readonly status: number | null
  /** Time until the response was complete, by the clock of the machine; null while a stream runs. */
  readonly durationMs: number | null
  /** Scenario that took effect, as the caller selected it. */
  readonly scenario: string | null
  /** Cause of the refusal. */
  readonly refusal: string | null
  readonly task: string | null
  /** Id of the task that an equal request made before, whose response the client never got whole. */
  readonly repeats: string | null
  /** Text of the refusal as the gateway words it. */
  readonly message: string | null
  /** Field of the request that was refused. */
  readonly field: string | null
  /** Number of faults that the contract finds in the request. */
  readonly findings: number
  /** Number of faults that the contract finds in the response. */
  readonly violations: number
  /** Number of images in the response. */
  readonly images: number
}

/** Body of `GET /journal/summaries`: newest first. */
export interface SummaryList {
  readonly entries: readonly EntrySummary[]
  /** Number of kept exchanges that match the filter, on all pages. */
  readonly total: number
}

/** A part of a multipart body, in the member `request.body` of an entry. */
export interface FormPartView {
  readonly name: string
  /** Name and media type of a file. */
  readonly filename?: string
  readonly type?: string
  readonly bytes: number
  /** Text of a field. */
  readonly text?: string
}

/** Fault that the contract finds. */
export interface FindingView {
  readonly path: readonly string[]
  readonly code: string
  readonly message: string
}

/** Request or response of an exchange, without keys and with shortened texts. */
interface MessageView {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Body of `GET /journal/{number}`: the entry of the journal with more about it. */
export interface EntryDetail {
  readonly number: number
  readonly at: number
  readonly world: string
  readonly provider: string
  readonly operation: string | null
  readonly request: MessageView & { readonly method: string; readonly url: string }
  /** Null when the client disconnected before the response. */
  readonly response: (MessageView & { readonly status: number }) | null
  readonly scenario?: string
  readonly task?: string
  /** Id of the task that an equal request created before, whose response the client never got whole: the client may pay twice. */
  readonly repeats?: string
  /** Faults that the contract finds in the request, and in the response. */
  readonly findings: readonly FindingView[]
  readonly violations: readonly FindingView[]
  readonly keyTail: string | null
  readonly durationMs: number | null
  readonly refusal: string | null
  /** Title of the cause of the refusal. */
  readonly refusalTitle: string | null
  readonly message: string | null
  readonly field: string | null
  /** Kind of the body of the request: `multipart` for a list of `FormPartView`. */
  readonly bodyKind: 'json' | 'multipart' | 'none'
  /** True if `POST /journal/{number}/repeat` can send the request again. */
  readonly isRepeatable: boolean
}

/** Data of the event `changed`. */
export interface Change {
  readonly what: readonly ('tasks' | 'clock' | 'scenario' | 'worlds' | 'journal')[]
}

/** A state of a task in its past or its future. */
export interface TaskMoment {
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired'
  /** First word that the gateway writes for the state; null for a gateway without polls. */
  readonly word: string | null
  /** Null if the task never enters the state. */
  readonly at: number | null
}

export interface TaskLink {
  readonly index: number
  readonly url: string
  /** Null for a link without an end. */
  readonly expiresAt: number | null
}

/** A task in `GET /tasks`. */
export interface TaskRow {
  readonly id: string
  readonly provider: string
  readonly world: string
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'
  readonly createdAt: number
  readonly startsAt: number | null
  readonly endsAt: number | null
  readonly images: number
  readonly does: 'generate' | 'edit'
  readonly prompt: string
  readonly scenario?: string
  readonly states: readonly TaskMoment[]
  readonly links: readonly TaskLink[]
  /** Number of images that the gateway charges; 0 until the task has ended, and after a refund. */
  readonly charged: number
  /** Size as `1024x1024`. */
  readonly size: string
  readonly format: 'png' | 'jpeg' | 'webp'
  readonly model: string | null
  /** Number of reference images. */
  readonly references: number
  readonly mask: boolean
  /** Number of partial images that a stream sends before each final image. */
  readonly partials: number
  readonly transparent: boolean
  /** Number of the exchange that created the task; null if the journal no longer has it. */
  readonly entry: number | null
}

/** Body of `GET /ledger`: newest first. */
export interface LedgerPage {
  readonly charges: readonly Charge[]
  /** Number of charges on all pages. */
  readonly total: number
  /** Sums of the charges on all pages. */
  readonly sums: ChargeSums
}

/** A callback in `GET /callbacks`: the newest first. */
export interface CallbackRow {
  /** Id of the callback, which stays when the callback is repeated. */
  readonly id: string
  readonly task: string
  readonly provider: string
  readonly world: string
  /** State of the task that the callback reports. */
  readonly state: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired'
  /** Address of the receiver without secrets. */
  readonly url: string
  readonly outcome: 'pending' | 'delivered' | 'ended' | 'refused' | 'unsent'
  /** Null if no attempt will follow. */
  readonly nextAt: number | null
  readonly attempts: readonly CallbackAttempt[]
}

/** A try to deliver a callback. */
interface CallbackAttempt {
  readonly at: number
  /** Null without a response. */
  readonly status: number | null
  /** Reason why there was no response, or why the mock sent nothing. */
  readonly error: string | null
}

export interface ClockView {
  readonly now: number
  readonly frozen: boolean
  readonly moved: number
  readonly waiting: number
  /** Factor by which the clock runs faster than the machine's; null if the mock cannot know it. */
  readonly speed: number | null
  readonly nextEventAt: number | null
}

/** An event to which `POST /clock/next` moves the clock. */
interface ClockEvent {
  readonly what: 'task starts' | 'task ends' | 'partial image' | 'link expires'
  /** Id of the task. */
  readonly task: string
  readonly at: number
}

/** Body of `POST /clock/next`. */
export interface ClockStep extends ClockView {
  /** Null if nothing lies ahead. */
  readonly event: ClockEvent | null
}

/** A world in `GET /worlds`. */
export interface WorldRow {
  readonly id: string
  readonly keyTail: string | null
  /** Kept exchanges of the journal. */
  readonly requests: number
  readonly images: number
  readonly tasks: number
  /** Time of the latest exchange. */
  readonly lastAt: number | null
  readonly scenario: string | null
  readonly clock: Pick<ClockView, 'now' | 'frozen' | 'moved'>
}

/** A request that works as it stands. */
interface GatewaySample {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body: string
}

interface TraitSource {
  readonly title: string
  readonly url: string | null
  readonly quote: string | null
  readonly basis: string
}

export interface GatewayTrait {
  readonly trait: string
  readonly title: string
  /** Title of the section of the dialect. */
  readonly section: string
  readonly value: string
  readonly source: TraitSource | null
}

/** A gateway in `GET /gateways`. */
export interface GatewayView {
  readonly id: string
  readonly name: string
  readonly baseUrl: string
  readonly mount: string
  /** Null if the gateway has no operation that makes an image from JSON. */
  readonly sample: GatewaySample | null
  readonly operations: readonly string[]
  readonly quirks: readonly { readonly row: string; readonly note: string }[]
  readonly callbacks?: string
  /** Only of the gateway that `?traits=ID` names. */
  readonly traits?: readonly GatewayTrait[]
}

/** A row of `GET /gateways/{id}/differences?to=ID`. */
export interface GatewayDifference {
  readonly trait: string
  readonly title: string
  readonly section: string
  readonly here: string
  readonly there: string
}
