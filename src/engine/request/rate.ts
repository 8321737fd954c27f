import type { RateLimiterRes } from 'rate-limiter-flexible'
import { msPerSecond } from '../../time/units.ts'

/** Where a limit stands after it was asked. */
export interface RateState {
  readonly limit: number
  readonly remaining: number
  /** Until the window ends. */
  readonly resetMs: number
  readonly isExceeded: boolean
}

export interface Limiter {
  /** Takes as many points, and says how it stands; what is over the limit counts as well. */
  take(points: number): Promise<RateState>
}

/** A limit of so many points in a window of `window` seconds, by the time that `now` tells. */
export async function createLimiter(points: number, window: number, now: () => number): Promise<Limiter> {
  const [{ default: Base }, { RateLimiterRes: Result }] = await Promise.all([
    // The part of the library that leaves counting to a store, and time with it. Its own memory reads the machine's clock.
    import('rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'),
    import('rate-limiter-flexible'),
  ])
  let usage = { value: 0, until: 0 }
  class ClockLimiter extends Base {
    async _upsert(_key: string, value: number, ms: number): Promise<typeof usage> {
      const isOver = now() >= usage.until
      usage = { value: (isOver ? 0 : usage.value) + value, until: isOver ? now() + ms : usage.until }
      return usage
    }
    _getRateLimiterRes(_key: string, changed: number, { value, until }: typeof usage): RateLimiterRes {
      return new Result(Math.max(0, this.points - value), until - now(), value, value === changed)
    }
  }
  const limiter = new ClockLimiter({ storeClient: {}, points, duration: window })
  return {
    async take(count) {
      // It rejects with its result where the limit is exceeded.
      const result = await limiter.consume('world', count).catch((rejection: RateLimiterRes | Error) => {
        if (rejection instanceof Error) throw rejection
        return rejection
      })
      const { remainingPoints, msBeforeNext, consumedPoints } = result
      return {
        limit: points,
        remaining: remainingPoints,
        resetMs: msBeforeNext,
        isExceeded: consumedPoints > points,
      }
    },
  }
}

/** A span as gateways write it in headers: 250ms, 12s, 6m0s. */
export function formatDuration(ms: number): string {
  if (ms < msPerSecond) return `${Math.max(0, Math.ceil(ms))}ms`
  const seconds = Math.ceil(ms / msPerSecond)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
