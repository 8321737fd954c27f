import { msPerSecond } from '../../time/units.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import { createLimiter, formatDuration, type RateState } from './rate.ts'

/** Limits of each key per window, which replace the documented limits of the gateway. */
export interface Limits {
  readonly requests?: number | undefined
  readonly images?: number | undefined
}

/** Counts a request that creates images against the caller's limit; undefined when there is no limit. */
export const takeRequest = (limits: Limits, call: Call): Promise<RateState> | undefined =>
  call.role.does === 'create' ? takePoints(limits, call, 'requests', 1) : undefined

/** Counts images against the caller's limit; undefined when there is no limit. */
export const takeImages = (limits: Limits, call: Call, count: number): Promise<RateState> | undefined =>
  takePoints(limits, call, 'images', count)

/** Throws rateLimited or imagesLimited when the limit is exceeded. */
export function requireWithinLimit(call: Call, unit: keyof Limits, { limit, resetMs, isExceeded }: RateState): void {
  if (!isExceeded) return
  const { retryAfter = 'none' } = call.provider.dialect.limits?.rate ?? {}
  const detail = `Rate limit reached for ${unit}: ${limit} in ${windowOf(call)} s. Please try again in ${formatDuration(resetMs)}.`
  throw new Problem(
    unit === 'requests' ? 'rateLimited' : 'imagesLimited',
    detail,
    undefined,
    retryAfter === 'none' ? {} : { retryAfter: resetMs / msPerSecond },
  )
}

const defaultWindow = 60

const windowOf = ({ provider }: Call) => provider.dialect.limits?.rate?.windowSeconds ?? defaultWindow

function takePoints(limits: Limits, call: Call, kind: keyof Limits, points: number): Promise<RateState> | undefined {
  const { provider, world } = call
  const limit = limits[kind] ?? provider.dialect.limits?.rate?.[kind]
  if (limit === undefined) return undefined
  const window = windowOf(call)
  // The key contains the figures, so that a changed dialect gets a new limiter.
  const key = [provider.id, kind, limit, window].join('/')
  const limiter = world.limiters.get(key) ?? createLimiter(limit, window, () => world.clock.now())
  world.limiters.set(key, limiter)
  return limiter.then((resolved) => resolved.take(points))
}

/** Returns the state of the request limit in the headers of the gateway; empty when the gateway has none. */
export function rateHeaders({ provider }: Call, state: RateState | undefined): Record<string, string> {
  const { headers = {} } = provider.dialect.limits?.rate ?? {}
  if (!state) return {}
  const figures = {
    limit: String(state.limit),
    remaining: String(state.remaining),
    reset: formatDuration(state.resetMs),
  }
  return Object.fromEntries(Object.entries(headers).map(([name, figure]) => [name, figures[figure]]))
}
