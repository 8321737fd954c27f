import { LRUCache } from 'lru-cache'
import { createSteerableClock, type SteerableClock } from '../../time/clock.ts'
import { maxWorlds, rootId, type Steered, type World, type Worlds } from './worlds.ts'

interface LocalWorld extends World {
  requestCount: number
}

/** Keeps the worlds of one process in memory, and drops the least recently used ones first. */
export function createLocalWorlds(clock: SteerableClock): Worlds {
  let epochs = 0
  const nextEpoch = () => String(epochs++)
  const root: Steered = { id: rootId, clock, selection: undefined, selections: 0, epoch: nextEpoch() }
  const worlds = new LRUCache<string, LocalWorld>({
    // A limit by `max` would fill lists of this length for each mock.
    maxSize: maxWorlds,
    sizeCalculation: () => 1,
    // Requests that still wait on a dropped clock continue on the clock of the mock.
    dispose: (world) => world.clock.resume(),
  })
  const of = (id: string): LocalWorld => {
    const existing = worlds.get(id)
    if (existing) return existing
    const world: LocalWorld = {
      id,
      clock: createSteerableClock(clock),
      selection: undefined,
      selections: 0,
      epoch: nextEpoch(),
      requestPrefix: undefined,
      requestCount: 0,
    }
    worlds.set(id, world)
    return world
  }
  return {
    root,
    of,
    enter(id) {
      const world = of(id)
      return { world, number: world.requestCount++ }
    },
    refresh: () => undefined,
    countRequest: ({ id }) => of(id).requestCount++,
    change: async (steered, apply) => apply(steered),
    advance: ({ clock: moved }, ms) => moved.advance(ms),
    async renew(steered) {
      steered.epoch = nextEpoch()
    },
    async forget(ids) {
      if (ids) for (const id of ids) worlds.delete(id)
      else worlds.clear()
      root.epoch = nextEpoch()
    },
    all: () => [...worlds.values()],
  }
}
