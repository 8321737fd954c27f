import type { Cause } from '../dialect/schema.ts'

/** A refusal. It is thrown once, wherever it is found, and rendered once, in the provider's own words. */
export class Problem extends Error {
  override name = 'Problem'
  readonly reason: Cause
  /** The request field that is at fault, as the caller named it. */
  readonly param: string | undefined

  constructor(reason: Cause, detail: string, param?: string) {
    super(detail)
    this.reason = reason
    this.param = param
  }
}
