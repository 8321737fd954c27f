/** Ends an exchange with a response from a proxy or from the mock itself, so that the contract does not apply. */
export class Interruption extends Error {
  override name = 'Interruption'
  readonly response: Response
  /** Wrong use of the mock; undefined for a page of a proxy. */
  readonly mistake: string | undefined

  constructor(response: Response, mistake?: string) {
    super('another response took the place of the response of the gateway')
    this.response = response
    this.mistake = mistake
  }
}

/** The error of a Handler whose connection breaks before the response; looks like the error of `fetch`. */
export class ConnectionReset extends TypeError {
  override name = 'ConnectionReset'
  override readonly cause = { code: 'ECONNRESET' }

  constructor() {
    super('fetch failed')
  }
}
