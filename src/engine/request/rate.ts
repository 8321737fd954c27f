import type { RateLimiterRes } from 'rate-limiter-flexible'
import { msPerSecond } from '../../time/units.ts'

/** State of a limit after points were taken. */
export interface RateState {
  readonly limit: number
  readonly remaining: number
  /** Time until the window ends, in ms. */
  readonly resetMs: number
  readonly isExceeded: boolean
}

export interface Limiter {
  /** Takes `points` and returns the new state. Points over the limit count too. */
  take(points: number): Promise<RateState>
  /** Returns points that were taken in this window. */
  giveBack(points: number): Promise<void>
}

/** Slot of a task in the limit of tasks at the same time. */
export interface TaskSlot {
  /** End of the task in ms since 1970. */
  endsAt: number
}

/** Creates a limiter of `points` per window of `window` seconds. `now` returns the time in ms. */
export async function createLimiter(points: number, window: number, now: () => number): Promise<Limiter> {
  const [{ default: Base }, { RateLimiterRes: Result }] = await Promise.all([
    // This base class leaves counting and time to a store. The library's memory store reads the machine's clock.
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
      // The library rejects with the result when the limit is exceeded.
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
    async giveBack(count) {
      await limiter.reward('world', count)
    },
  }
}

/** Formats a duration as gateways write it in headers: 250ms, 12s, 6m0s. */
export function formatDuration(ms: number): string {
  if (ms < msPerSecond) return `${Math.max(0, Math.ceil(ms))}ms`
  const seconds = Math.ceil(ms / msPerSecond)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
