/** Limit of a run. */
export type RunLimit = 'images' | 'minutes'

/** The budget of images or the maximum duration of the run is used up. */
export class OutOfBudget extends Error {
  override name = 'OutOfBudget'
  readonly limit: RunLimit
  constructor(message: string, limit: RunLimit) {
    super(message)
    this.limit = limit
  }
}

/** The gateway, or a proxy in front of the gateway, did not answer a request, even when sent again. */
export class Unavailable extends Error {
  override name = 'Unavailable'
  /** Numbers of the exchanges that failed. */
  readonly exchanges: readonly number[]
  constructor(message: string, exchanges: readonly number[]) {
    super(message)
    this.exchanges = exchanges
  }
}
