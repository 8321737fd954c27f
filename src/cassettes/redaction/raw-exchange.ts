/** An exchange as it was, with all that is secret in it. Times in ms. */
export interface RawExchange {
  /** Since the recording began. */
  readonly startedAt: number
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
  readonly error?: string
}
