import { msPerSecond } from '../../time/units.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import { createLimiter, formatDuration, type RateState } from './rate.ts'

/** Limits of each key in a window, in place of those that the docs of a gateway give. */
export interface Limits {
  readonly requests?: number | undefined
  readonly images?: number | undefined
}

/** Takes a request of the caller's, where requests are limited. Throws rateLimited once the state is noted by `note`. */
export function takeRequest(
  limits: Limits,
  call: Call,
  onState: (state: RateState) => void,
): undefined | Promise<void> {
  return takePoints(limits, call, 'requests', 1)?.then((state) => {
    onState(state)
    if (state.isExceeded) throw limitExceeded(call, 'rateLimited', 'requests', state)
  })
}

/** Takes pictures, where they are limited. Throws imagesLimited. */
export function takeImages(limits: Limits, call: Call, count: number): undefined | Promise<void> {
  return takePoints(limits, call, 'images', count)?.then((state) => {
    if (state.isExceeded) throw limitExceeded(call, 'imagesLimited', 'images', state)
  })
}

const defaultWindow = 60

const windowOf = ({ provider }: Call) => provider.dialect.limits?.rate?.window ?? defaultWindow

function takePoints(limits: Limits, call: Call, kind: keyof Limits, points: number): Promise<RateState> | undefined {
  const { provider, world } = call
  const limit = limits[kind] ?? provider.dialect.limits?.rate?.[kind]
  if (limit === undefined) return undefined
  const window = windowOf(call)
  // With its figures, so that a changed dialect has a limiter of its own.
  const key = [provider.id, kind, limit, window].join('/')
  const limiter = world.limiters.get(key) ?? createLimiter(limit, window, () => world.clock.now())
  world.limiters.set(key, limiter)
  return limiter.then((resolved) => resolved.take(points))
}

function limitExceeded(
  call: Call,
  cause: 'rateLimited' | 'imagesLimited',
  unit: string,
  { limit, resetMs }: RateState,
): Problem {
  const { retryAfter = 'none' } = call.provider.dialect.limits?.rate ?? {}
  const detail = `Rate limit reached for ${unit}: ${limit} in ${windowOf(call)} s. Please try again in ${formatDuration(resetMs)}.`
  return new Problem(cause, detail, undefined, retryAfter === 'none' ? {} : { retryAfter: resetMs / msPerSecond })
}

/** The state of the limit on requests in the headers of the gateway, if it has such. */
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
