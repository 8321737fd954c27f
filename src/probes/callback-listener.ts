/** A callback that a listener received. */
export interface ReceivedCallback {
  /** Path and query of the address, behind that of the listener's own address. */
  readonly path: string
  /** Headers by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** In ms since 1970, by the clock of the run. */
  readonly receivedAt: number
}

/** Receives the callbacks of the gateway under test. */
export interface CallbackListener {
  /** Public address that leads to the listener, without a slash at its end. A probe adds a path. */
  readonly url: string
  /** Secret to name in requests, or that of the account. */
  readonly secret: string | undefined
  /** Public keys of the gateway, as JSON Web Keys. */
  readonly publicKeys: readonly { readonly kty: string; readonly crv: string; readonly x: string }[]
  /** Answers the callbacks to a path with these statuses in turn, then with 204. */
  answer(path: string, statuses: readonly number[]): void
  /** Lists the callbacks to a path so far, and to paths below. */
  received(path: string): readonly ReceivedCallback[]
}
