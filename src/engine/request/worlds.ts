import { LRUCache } from 'lru-cache'
import type { ScenarioSelection } from '../../scenario/selection.ts'
import { createSteerableClock, type SteerableClock } from '../../time/clock.ts'
import type { Limiter } from './rate.ts'

/** What belongs to one API key: whoever has another key does not meet it. */
export interface World {
  readonly id: string
  /** Runs with the clock of the mock until it is frozen or moved by itself. */
  readonly clock: SteerableClock
  /** The scenario in force for this key. */
  selection: ScenarioSelection | undefined
  /** How often a step of a scenario that has `times` took effect. */
  readonly stepCounts: Map<string, number>
  /** Tasks whose first links were given, where those are out of date. */
  readonly linkedTasks: Set<string>
  readonly limiters: Map<string, Promise<Limiter>>
  /** Requests so far: ids of requests and the dice of chaos follow from it. */
  requestCount: number
  /** What the ids of its requests begin with, once one was asked for. */
  requestPrefix: string | undefined
}

export interface Worlds {
  of(id: string): World
  /** As if the key had never been used, its clock included. */
  forget(id: string): void
  forgetAll(): void
  all(): World[]
}

/** Worlds in memory; those that were not used for longest go first. */
export function createWorlds(clock: SteerableClock): Worlds {
  const worlds = new LRUCache<string, World>({
    // Room is made for all of them at once, which takes time.
    max: 10_000,
    // Who still waits by its clock waits by that of the mock.
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
