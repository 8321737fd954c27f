import type { Cause } from '../../dialect/schema.ts'

interface ProblemOptions {
  readonly retryAfter?: number | undefined
  readonly value?: string | undefined
}

/** A refusal: thrown by any step, rendered once in the provider's error format. */
export class Problem extends Error {
  override name = 'Problem'
  readonly reason: Cause
  /** Field of the request at fault, under the name that the client sent. */
  readonly param: string | undefined
  /** Seconds after which to retry; undefined when the response does not say. */
  readonly retryAfter: number | undefined
  /** Value at fault. */
  readonly value: string | undefined

  constructor(reason: Cause, detail: string, param?: string, { retryAfter, value }: ProblemOptions = {}) {
    super(detail)
    this.reason = reason
    this.param = param
    this.retryAfter = retryAfter
    this.value = value
  }
}
