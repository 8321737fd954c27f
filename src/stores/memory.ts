import { LRUCache } from 'lru-cache'
import { createGeneration } from './generation.ts'
import { shortKey } from './short-key.ts'
import type { Store } from './store.ts'

const defaultMaxBytes = 512 * 2 ** 20
/** Most bytes of a generation: its locations have 31 bits for words of 4 bytes, of which a slab wastes at most half. */
const maxGeneration = 2 ** 32
/** Most characters in keys and values that are no records, and most counters. */
const valuesLength = 16 * 2 ** 20
const maxCounters = 10_000
/** Longest key of a counter that is not replaced by a digest, in characters. A digest takes longer than most keys are long. */
const longKey = 1000

/**
 * Creates a store in memory of at most `maxBytes`; the least recently used records are dropped first. Records lie in two
 * generations. Writing or reading a record puts the record into the young generation. When the young generation reaches half
 * of `maxBytes`, the old generation is dropped and the young one takes its place, so that no record moves before that.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from 'proofsheet'
 *
 * const store = createMemoryStore()
 * console.log(await store.putIfAbsent('key', 'first', 'world')) // true
 * console.log(await store.putIfAbsent('key', 'second', 'world')) // false
 * console.log(await store.get('key')) // first
 * ```
 */
export function createMemoryStore({ maxBytes = defaultMaxBytes }: { maxBytes?: number } = {}): Store {
  const limit = Math.min(maxBytes / 2, maxGeneration)
  let young = createGeneration()
  let old = createGeneration()
  const values = new LRUCache<string, string>({
    maxSize: valuesLength,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  })
  const counters = new LRUCache<string, number>({
    max: maxCounters,
    maxSize: valuesLength,
    sizeCalculation: (_, key) => key.length + 1,
  })
  const put = (key: string, value: string, world: string) => {
    if (young.bytes() + key.length + value.length > limit) {
      old = young
      young = createGeneration()
      // The record that is replaced was in the generation that is now old.
      old.remove(key)
    }
    young.put(key, value, world)
  }
  /** Frees the gaps of a generation whose records are all removed. */
  const giveUpSpent = () => {
    if (young.isSpent()) young = createGeneration()
    if (old.isSpent()) old = createGeneration()
  }
  const get = (key: string) => {
    const value = young.get(key)
    if (value !== undefined) return value
    const olderValue = old.get(key)
    if (olderValue === undefined) return values.get(key)
    const world = old.worldOf(key)
    old.remove(key)
    put(key, olderValue, world)
    giveUpSpent()
    return olderValue
  }
  const hasRecord = (key: string) => young.has(key) || old.has(key)
  const remove = (key: string) => {
    young.remove(key)
    old.remove(key)
    giveUpSpent()
    values.delete(key)
    counters.delete(shortKey(key, longKey))
  }
  return {
    isShared: false,
    async putIfAbsent(key, value, world) {
      if (hasRecord(key) || values.has(key)) return false
      put(key, value, world)
      return true
    },
    get: async (key) => get(key),
    async replace(key, before, after) {
      if (get(key) !== before) return false
      if (after === undefined) remove(key)
      // Reading has put the record into the young generation.
      else if (hasRecord(key)) put(key, after, young.worldOf(key))
      else values.set(key, after)
      return true
    },
    async add(key, amount) {
      const short = shortKey(key, longKey)
      const sum = (counters.get(short) ?? 0) + amount
      counters.set(short, sum)
      return sum
    },
    async *list(world) {
      for (const generation of [old, young]) yield* generation.list(world)
    },
    listWorlds: async () => [...new Set([old, young].flatMap(({ listWorlds }) => listWorlds()))],
    remove: async (key) => remove(key),
    isReachable: async () => true,
    close: async () => {},
  }
}
