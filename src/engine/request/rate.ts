import type { RateLimiterRes } from 'rate-limiter-flexible'
import { type Store, update } from '../../stores/store.ts'
import type { Clock } from '../../time/clock.ts'
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

/** Points taken in a window. */
interface Usage {
  readonly value: number
  /** End of the window in ms since 1970. */
  readonly until: number
}

/** Place and clock by which a limit counts. */
interface Counting {
  readonly store: Store
  /** Key of the usage in the store. */
  readonly key: string
  readonly clock: Pick<Clock, 'now'>
}

/** Creates a limiter of `points` per window of `window` seconds. */
export async function createLimiter(points: number, window: number, counting: Counting): Promise<Limiter> {
  // All limits share one class, so that requests that arrive together wait for one promise and are counted in their order.
  limiterClass ??= defineLimiter()
  const ClockLimiter = await limiterClass
  const limiter = new ClockLimiter(points, window, counting)
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

let limiterClass: ReturnType<typeof defineLimiter> | undefined

async function defineLimiter() {
  const [{ default: Base }, { RateLimiterRes: Result }] = await Promise.all([
    // This base class leaves counting and time to a store. The library's own stores read the machine's clock.
    import('rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'),
    import('rate-limiter-flexible'),
  ])
  return class extends Base {
    readonly #counting: Counting

    constructor(points: number, duration: number, counting: Counting) {
      super({ storeClient: {}, points, duration })
      this.#counting = counting
    }
    async _upsert(_key: string, value: number, ms: number): Promise<Usage> {
      const { store, key, clock } = this.#counting
      const text = await update(store, key, (before) => {
        const usage: Usage = before === undefined ? { value: 0, until: 0 } : JSON.parse(before)
        const now = clock.now()
        const isOver = now >= usage.until
        return JSON.stringify({ value: (isOver ? 0 : usage.value) + value, until: isOver ? now + ms : usage.until })
      })
      return JSON.parse(text)
    }
    _getRateLimiterRes(_key: string, changed: number, { value, until }: Usage): RateLimiterRes {
      return new Result(Math.max(0, this.points - value), until - this.#counting.clock.now(), value, value === changed)
    }
  }
}

/** Formats a duration as gateways write it in headers: 250ms, 12s, 6m0s. */
export function formatDuration(ms: number): string {
  if (ms < msPerSecond) return `${Math.max(0, Math.ceil(ms))}ms`
  const seconds = Math.ceil(ms / msPerSecond)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
