import { LRUCache } from 'lru-cache'
import type { ScenarioSelection } from '../../scenario/selection.ts'
import { type Clock, createSteerableClock, type SteerableClock } from '../../time/clock.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Limiter, TaskSlot } from './rate.ts'

/** Counts of the limits of a key or of a user. */
export interface Counts {
  readonly clock: Clock
  readonly limiters: Map<string, Promise<Limiter>>
  /** Slots of the tasks that may still run. */
  taskSlots: TaskSlot[]
  /** Requests with an idempotency key, by provider and key. */
  readonly keyedRequests: Map<string, KeyedRequest>
}

/** First request with an idempotency key. */
export interface KeyedRequest {
  /** Digest of the operation and the body. */
  readonly digest: string
  /** In ms since 1970. */
  readonly receivedAt: number
  /** Undefined while the request runs. */
  outcome: Outcome | undefined
}

/** State of one API key, which other keys cannot see. */
export interface World extends Counts {
  readonly id: string
  /** Clock of the key. Follows the clock of the mock until the caller freezes or moves this clock. */
  readonly clock: SteerableClock
  /** Scenario that applies to requests of this key. */
  selection: ScenarioSelection | undefined
  /** Number of times that a step with a limit took effect, by `<scenario>/<index of the step>`. */
  readonly stepCounts: Map<string, number>
  /** Tasks whose first, expired links were sent already. */
  readonly linkedTasks: Set<string>
  /** Ids of the tasks that were cancelled. */
  readonly cancelledTasks: Set<string>
  /** Number of requests so far. Request ids and chaos are computed from this number. */
  requestCount: number
  /** Prefix of the request ids, computed on first use. */
  requestPrefix: string | undefined
}

export interface Worlds {
  /** Counts of the user to whom all keys of the mock belong. Reset with any key. */
  readonly user: Counts
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
  const user: Counts = { clock, limiters: new Map(), taskSlots: [], keyedRequests: new Map() }
  return {
    user,
    of(id) {
      const existing = worlds.get(id)
      if (existing) return existing
      const world: World = {
        id,
        clock: createSteerableClock(clock),
        selection: undefined,
        stepCounts: new Map(),
        linkedTasks: new Set(),
        cancelledTasks: new Set(),
        limiters: new Map(),
        taskSlots: [],
        keyedRequests: new Map(),
        requestCount: 0,
        requestPrefix: undefined,
      }
      worlds.set(id, world)
      return world
    },
    forget(id) {
      worlds.delete(id)
      resetCounts(user)
    },
    forgetAll() {
      worlds.clear()
      resetCounts(user)
    },
    all: () => [...worlds.values()],
  }
}

export function resetCounts(counts: Counts): void {
  counts.limiters.clear()
  counts.taskSlots = []
  counts.keyedRequests.clear()
}
