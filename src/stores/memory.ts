import type { Store } from './store.ts'

const defaultMaxBytes = 512 * 2 ** 20
const slabSize = 2 ** 20

/**
 * Creates a store in memory of at most `maxBytes`; the least recently used records are dropped first. Records lie in two
 * generations. Writing or reading a record puts the record into the young generation. When the young generation reaches half
 * of `maxBytes`, the old generation is dropped and the young one takes its place, so that no record moves before that.
 */
export function createMemoryStore({ maxBytes = defaultMaxBytes }: { maxBytes?: number } = {}): Store {
  let young = createGeneration()
  let old = createGeneration()
  const put = (key: string, value: string) => {
    if (young.bytes() + key.length + value.length > maxBytes / 2) {
      old = young
      young = createGeneration()
    }
    young.put(key, value)
  }
  const get = (key: string) => {
    const value = young.get(key)
    if (value !== undefined) return value
    const olderValue = old.get(key)
    if (olderValue === undefined) return undefined
    old.index.delete(key)
    put(key, olderValue)
    return olderValue
  }
  return {
    async putIfAbsent(key, value) {
      if (young.index.has(key) || old.index.has(key)) return false
      put(key, value)
      return true
    },
    get: async (key) => get(key),
    list: async (prefix) =>
      [old, young].flatMap(({ index, get }) =>
        [...index.keys()]
          .filter((key) => key.startsWith(prefix))
          .map((key): [string, string] => [key, get(key) as string]),
      ),
    async remove(key) {
      young.index.delete(key)
      old.index.delete(key)
    },
  }
}

/**
 * Creates a set of records that are dropped together. The values lie one after the other in slabs outside of V8's heap, since
 * a million separate values would be a million objects for the garbage collector and would fragment the heap. A removed
 * record leaves a gap.
 */
function createGeneration() {
  /** Maps a key to the position of its record: slab number × slab size + offset in bytes. */
  const index = new Map<string, number>()
  const slabs: Buffer[] = []
  let used = slabSize
  let bytes = 0
  return {
    index,
    bytes: () => bytes,
    put(key: string, value: string): void {
      const length = Buffer.byteLength(value)
      const size = lengthPrefixBytes + length
      if (used + size > slabSize) {
        slabs.push(Buffer.allocUnsafeSlow(Math.max(slabSize, size)))
        used = 0
      }
      const slab = slabs.at(-1) as Buffer
      slab.writeUInt32LE(length, used)
      slab.write(value, used + lengthPrefixBytes)
      index.set(key, (slabs.length - 1) * slabSize + used)
      used += size
      bytes += key.length + size
    },
    get(key: string): string | undefined {
      const location = index.get(key)
      if (location === undefined) return undefined
      const slab = slabs[Math.floor(location / slabSize)] as Buffer
      const start = location % slabSize
      return slab.toString('utf8', start + lengthPrefixBytes, start + lengthPrefixBytes + slab.readUInt32LE(start))
    },
  }
}

const lengthPrefixBytes = 4
