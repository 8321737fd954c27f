import type { Cause } from '../../dialect/schema.ts'

interface ProblemOptions {
  readonly retryAfter?: number | undefined
  readonly value?: string | undefined
}

/** A refusal. It is thrown once, wherever it is found, and rendered once, in the provider's own words. */
export class Problem extends Error {
  override name = 'Problem'
  readonly reason: Cause
  /** The request field that is at fault, as the caller named it. */
  readonly param: string | undefined
  /** Seconds after which to come back, where that is told. */
  readonly retryAfter: number | undefined
  /** The value at fault. */
  readonly value: string | undefined

  constructor(reason: Cause, detail: string, param?: string, { retryAfter, value }: ProblemOptions = {}) {
    super(detail)
    this.reason = reason
    this.param = param
    this.retryAfter = retryAfter
    this.value = value
  }
}
