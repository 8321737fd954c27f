import type { Ask } from '../../probes/ask.ts'

/** An answer as it came. */
export interface CachedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  /** When it came, in ms by the clock of the run. */
  readonly receivedAt: number
  /** Pictures that the gateway charged for it. */
  readonly images: number
}

/** A request that may be charged. */
export interface PaidRequest {
  /** Method and path. */
  readonly what: string
  readonly images: number
}

/** What a probe asks, and the request that it would be. */
export interface OutgoingRequest {
  readonly ask: Ask
  readonly request: Request
}

/** What a gateway answered before, so that nothing is paid for twice. Asks go by names that hold no key. */
export interface AnswerCache {
  /** Pictures that were charged when the book was opened, those of `lost` among them. */
  readonly spent: number
  /** What was sent before the book was opened and never answered: whether it was charged can't be known. By name. */
  readonly unanswered: ReadonlyMap<string, PaidRequest>
  /** Whether nothing may be sent: what it does not hold is not to be had. */
  readonly isComplete?: boolean
  find(name: string, asked: OutgoingRequest): CachedAnswer | undefined
  /** Resolves when it is safely noted that this is about to be sent. */
  recordIntent(name: string, request: PaidRequest): Promise<void>
  /** Resolves when the answer is safe. */
  store(name: string, answer: CachedAnswer): Promise<void>
  /** What was intended was not charged, and its answer is not to be kept. */
  clearIntent(name: string): Promise<void>
}
