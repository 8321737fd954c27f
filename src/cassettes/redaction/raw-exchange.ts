/** Exchange before redaction, including its secrets. Times are in ms. */
export interface RawExchange {
  /** Start of the request, since the recording began. */
  readonly startedAt: number
  /** Duration until the end of the response. */
  readonly took: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  readonly response?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly bytes: Uint8Array
  }
  /** Reason why the response is missing or incomplete. */
  readonly error?: string
}
