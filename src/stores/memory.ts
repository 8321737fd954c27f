import { LRUCache } from 'lru-cache'
import type { Store } from './store.ts'

const defaultBytes = 256 * 2 ** 20

/** Records in memory, bounded in bytes: the least recently used go first. `now` decides what has expired. */
export function createMemoryStore({ now, maxBytes = defaultBytes }: { now: () => number; maxBytes?: number }): Store {
  const records = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => key.length + value.length + 1,
    perf: { now },
    ttl: 0,
    ttlResolution: 0,
  })
  return {
    async putIfAbsent(key, value, expiresAt) {
      if (records.has(key)) return false
      const ttl = expiresAt === undefined ? 0 : Math.max(1, Math.ceil(expiresAt - now()))
      records.set(key, value, { ttl })
      return true
    },
    get: async (key) => records.get(key),
  }
}
