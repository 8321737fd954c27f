import { LRUCache } from 'lru-cache'
import type { ScenarioSelection } from '../../scenario/selection.ts'
import { createSteerableClock, type SteerableClock } from '../../time/clock.ts'
import type { Limiter } from './rate.ts'

/** State of one API key, which other keys cannot see. */
export interface World {
  readonly id: string
  /** Clock of the key. Follows the clock of the mock until the caller freezes or moves this clock. */
  readonly clock: SteerableClock
  /** Scenario that applies to requests of this key. */
  selection: ScenarioSelection | undefined
  /** Number of times that a step with a limit took effect, by `<scenario>/<index of the step>`. */
  readonly stepCounts: Map<string, number>
  /** Tasks whose first, expired links were sent already. */
  readonly linkedTasks: Set<string>
  readonly limiters: Map<string, Promise<Limiter>>
  /** Number of requests so far. Request ids and chaos are computed from this number. */
  requestCount: number
  /** Prefix of the request ids, computed on first use. */
  requestPrefix: string | undefined
}

export interface Worlds {
  of(id: string): World
  /** Resets the world of a key, including its clock, as if the key had never been used. */
  forget(id: string): void
  forgetAll(): void
  all(): World[]
}

/** Keeps worlds in memory and drops the least recently used ones first. */
export function createWorlds(clock: SteerableClock): Worlds {
  const worlds = new LRUCache<string, World>({
    // The cache allocates all entries at once, so a larger number slows the start.
    max: 10_000,
    // Requests that still wait on a dropped clock continue on the clock of the mock.
    dispose: ({ clock }) => clock.resume(),
  })
  return {
    of(id) {
      const existing = worlds.get(id)
      if (existing) return existing
      const world: World = {
        id,
        clock: createSteerableClock(clock),
        selection: undefined,
        stepCounts: new Map(),
        linkedTasks: new Set(),
        limiters: new Map(),
        requestCount: 0,
        requestPrefix: undefined,
      }
      worlds.set(id, world)
      return world
    },
    forget: (id) => void worlds.delete(id),
    forgetAll: () => worlds.clear(),
    all: () => [...worlds.values()],
  }
}
