import type { Store } from './store.ts'

const defaultMaxBytes = 512 * 2 ** 20
const slabSize = 2 ** 20

/**
 * Records in memory, bounded in bytes: those that were neither written nor read for longest go first. They lie in two
 * generations. What is written or read comes into the younger; when that holds half of what there may be, the older is let
 * go and the younger takes its place, so nothing is moved about while there is room.
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
 * Records that are let go together. Their texts lie one after the other in slabs beside V8's heap: a million of them are a
 * million pieces for it to look at else, with gaps of other things between. What is removed leaves its gap.
 */
function createGeneration() {
  /** Key to slab and place in it, as one number. */
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
