/** Thrown in place of an answer: what stands between caller and gateway says this, so no contract judges it. */
export class Interruption extends Error {
  override name = 'Interruption'
  readonly response: Response

  constructor(response: Response) {
    super('answered before the gateway')
    this.response = response
  }
}

/** A Handler rejects with it where a connection breaks before an answer, as `fetch` does. */
export class ConnectionReset extends TypeError {
  override name = 'ConnectionReset'
  override readonly cause = { code: 'ECONNRESET' }

  constructor() {
    super('fetch failed')
  }
}
