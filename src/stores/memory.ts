import { LRUCache } from 'lru-cache'
import { shortKey } from './short-key.ts'
import type { Store, StoreRecord } from './store.ts'

const defaultMaxBytes = 512 * 2 ** 20
const slabSize = 2 ** 20
/** Most characters in keys and values that are no records, and most counters. */
const valuesLength = 16 * 2 ** 20
const maxCounters = 10_000
/** Longest key of a counter that is not replaced by a digest, in characters. A digest takes longer than most keys are long. */
const longKey = 1000
/** Records in a page of a list. */
const pageSize = 1000

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
    if (young.bytes() + key.length + value.length > maxBytes / 2) {
      old = young
      young = createGeneration()
      // The record that is replaced was in the generation that is now old.
      old.remove(key)
    }
    young.put(key, value, world)
  }
  const get = (key: string) => {
    const value = young.get(key)
    if (value !== undefined) return value
    const olderValue = old.get(key)
    if (olderValue === undefined) return values.get(key)
    const world = old.worldOf(key)
    old.remove(key)
    put(key, olderValue, world)
    return olderValue
  }
  const hasRecord = (key: string) => young.index.has(key) || old.index.has(key)
  const remove = (key: string) => {
    young.remove(key)
    old.remove(key)
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

/**
 * Creates a set of records that are dropped together. The values lie one after the other in slabs outside of V8's heap, since
 * a million separate values would be a million objects for the garbage collector and would fragment the heap. A removed
 * record leaves a gap until all are removed.
 */
function createGeneration() {
  /** Maps a key to the position of its record: slab number × slab size + offset in bytes. */
  const index = new Map<string, number>()
  const listings = new Map<string, Listing>()
  const worlds: string[] = []
  const slabs: Buffer[] = []
  let used = slabSize
  let bytes = 0
  const locate = (key: string): { slab: Buffer; start: number } | undefined => {
    const location = index.get(key)
    if (location === undefined) return undefined
    return { slab: slabs[Math.floor(location / slabSize)] as Buffer, start: location % slabSize }
  }
  const get = (key: string): string | undefined => {
    const located = locate(key)
    if (!located) return undefined
    const { slab, start } = located
    return slab.toString('utf8', start + prefixBytes, start + prefixBytes + slab.readUInt32LE(start))
  }
  const worldOf = (key: string): string => {
    const located = locate(key)
    return located ? (worlds[located.slab.readUInt32LE(located.start + lengthBytes)] ?? '') : ''
  }
  const listingOf = (world: string): Listing => {
    const existing = listings.get(world)
    if (existing) return existing
    const created = { number: worlds.push(world) - 1, keys: [], removedCount: 0 }
    listings.set(world, created)
    return created
  }
  /** Drops the keys of removed records; a key that was written again keeps its last place. */
  const tidy = (listing: Listing) => {
    if (listing.removedCount === 0) return
    listing.keys = [...new Set(listing.keys.reverse())].reverse().filter((key) => index.has(key))
    listing.removedCount = 0
  }
  /** Frees the gaps of removed records, once all are removed. */
  const clear = () => {
    listings.clear()
    worlds.length = 0
    slabs.length = 0
    used = slabSize
    bytes = 0
  }
  return {
    index,
    bytes: () => bytes,
    put(key: string, value: string, world: string): void {
      const length = Buffer.byteLength(value)
      const size = prefixBytes + length
      if (used + size > slabSize) {
        slabs.push(Buffer.allocUnsafeSlow(Math.max(slabSize, size)))
        used = 0
      }
      const slab = slabs.at(-1) as Buffer
      const { number, keys } = listingOf(world)
      slab.writeUInt32LE(length, used)
      slab.writeUInt32LE(number, used + lengthBytes)
      slab.write(value, used + prefixBytes)
      if (!index.has(key)) keys.push(key)
      index.set(key, (slabs.length - 1) * slabSize + used)
      used += size
      bytes += key.length + size
    },
    get,
    worldOf,
    remove(key: string): void {
      if (!index.has(key)) return
      const listing = listingOf(worldOf(key))
      index.delete(key)
      listing.removedCount++
      if (index.size === 0) clear()
      else if (listing.removedCount > listing.keys.length / 2) tidy(listing)
    },
    listWorlds: () => worlds.filter((world) => listingOf(world).keys.some((key) => index.has(key))),
    /** Lists records. A page is read when it is asked for, so that a long list holds up no request. */
    *list(world?: string): Generator<StoreRecord[]> {
      const listed =
        world === undefined ? [...listings.values()] : [listings.get(world)].filter((found) => found !== undefined)
      for (const listing of listed) {
        tidy(listing)
        const { keys } = listing
        for (let start = 0, end = keys.length; start < end; start += pageSize)
          yield keys.slice(start, Math.min(end, start + pageSize)).flatMap((key): StoreRecord[] => {
            const value = get(key)
            return value === undefined ? [] : [[key, value]]
          })
      }
    },
  }
}

/** Keys of the records of a world. */
interface Listing {
  readonly number: number
  /** Keys in the order of writing, with those of records that were removed since the last tidying. */
  keys: string[]
  removedCount: number
}

const lengthBytes = 4
/** Bytes before a value: its length, and the number of its world. */
const prefixBytes = 2 * lengthBytes
