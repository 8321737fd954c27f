/**
 * Reason why a trait was not observed, if the gateway is not the reason: a limit of the run, or the method, which cannot show
 * the trait of a gateway that behaves as documented.
 */
export type LimitedBy = 'images' | 'minutes' | 'second key' | 'cassette' | 'method'

/** A request of a probe has no answer, so the traits that the answer would show are not observed. */
export abstract class NoAnswer extends Error {
  /** Limit of the run that kept the request from being sent; undefined if the gateway did not answer. */
  abstract readonly limitedBy: LimitedBy | undefined
}

/** The budget of images or the maximum duration of the run is used up. */
export class OutOfBudget extends NoAnswer {
  override name = 'OutOfBudget'
  readonly limitedBy: 'images' | 'minutes'
  constructor(message: string, limitedBy: 'images' | 'minutes') {
    super(`out of budget: ${message}`)
    this.limitedBy = limitedBy
  }
}

/** The run is against a cassette that lacks the request. */
export class NotRecorded extends NoAnswer {
  override name = 'NotRecorded'
  readonly limitedBy = 'cassette'
  constructor() {
    super('not in the cassette')
  }
}

/** The gateway, or a proxy in front of the gateway, did not answer a request, even when sent again. */
export class Unavailable extends NoAnswer {
  override name = 'Unavailable'
  readonly limitedBy = undefined
  /** Numbers of the exchanges that failed. */
  readonly exchanges: readonly number[]
  constructor(message: string, exchanges: readonly number[]) {
    super(message)
    this.exchanges = exchanges
  }
}

/** The gateway is busy, each time that the request is sent. */
export class Busy extends NoAnswer {
  override name = 'Busy'
  readonly limitedBy = undefined
}

/** Returns the result of a function; undefined if a request of the function has no answer. */
export const ifAnswered = <T>(run: () => Promise<T>): Promise<T | undefined> =>
  run().catch((error: unknown) => {
    if (error instanceof NoAnswer) return undefined
    throw error
  })
