import type { StoreUnavailable } from '../../stores/store.ts'
import { Problem } from './problem.ts'

/** Seconds after which a client should try again while the store is away. */
const retryAfter = 1

/** Returns the refusal of a request while the store is away. */
export const unavailable = (error: StoreUnavailable): Problem =>
  new Problem('unavailable', `The mock cannot reach its store; try again later. ${error.message}`, undefined, {
    retryAfter,
  })
