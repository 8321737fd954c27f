import type { Ask } from '../../probes/ask.ts'

/** A response as received. */
export interface CachedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  /** Time of arrival in ms, by the clock of the run. */
  readonly receivedAt: number
  /** Number of images that the gateway charged. */
  readonly images: number
}

/** A request that may be charged. */
export interface PaidRequest {
  /** Method and path. */
  readonly what: string
  readonly images: number
}

/** The ask of a probe and the request made from it. */
interface OutgoingRequest {
  readonly ask: Ask
  readonly request: Request
}

/** Responses of earlier runs, so that no request is paid for twice. Requests have names that contain no key. */
export interface AnswerCache {
  /** Number of images charged before the cache was opened, including those of `unanswered`. */
  readonly spent: number
  /**
   * Requests by name that were sent before the cache was opened and got no response, so it is unknown if they were charged.
   */
  readonly unanswered: ReadonlyMap<string, PaidRequest>
  /** True if no request may be sent, since the cache holds every response there is. */
  readonly isComplete?: boolean
  find(name: string, outgoing: OutgoingRequest): CachedAnswer | undefined
  /** Notes that a request is about to be sent. Resolves once the note is stored durably. */
  recordIntent(name: string, request: PaidRequest): Promise<void>
  /** Stores a response. Resolves once it is stored durably. */
  store(name: string, answer: CachedAnswer): Promise<void>
  /** Notes that an intended request was not charged and that its response is not stored. */
  clearIntent(name: string): Promise<void>
}
