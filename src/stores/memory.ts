import type { Store } from './store.ts'

const defaultBytes = 512 * 2 ** 20

/**
 * Records in memory, bounded in characters: those that were neither written nor read for longest go first. They lie in two
 * maps. What is written or read comes into the younger; when that holds half of what there may be, the older is let go and
 * the younger takes its place. So a record costs one entry of one map, and nothing is moved about while there is room.
 */
export function createMemoryStore({ maxBytes = defaultBytes }: { maxBytes?: number } = {}): Store {
  let young = new Map<string, string>()
  let old = new Map<string, string>()
  let youngBytes = 0
  const put = (key: string, value: string) => {
    const bytes = key.length + value.length
    if (youngBytes + bytes > maxBytes / 2) {
      old = young
      young = new Map()
      youngBytes = 0
    }
    young.set(key, value)
    youngBytes += bytes
  }
  const get = (key: string) => {
    const value = young.get(key)
    if (value !== undefined) return value
    const older = old.get(key)
    if (older === undefined) return undefined
    old.delete(key)
    put(key, older)
    return older
  }
  return {
    async putIfAbsent(key, value) {
      if (young.has(key) || old.has(key)) return false
      put(key, value)
      return true
    },
    get: async (key) => get(key),
    list: async (prefix) => [...old, ...young].filter(([key]) => key.startsWith(prefix)),
    async remove(key) {
      const value = young.get(key)
      if (value !== undefined) youngBytes -= key.length + value.length
      young.delete(key)
      old.delete(key)
    },
  }
}
