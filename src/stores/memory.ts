import { LRUCache } from 'lru-cache'
import type { Store } from './store.ts'

const defaultBytes = 256 * 2 ** 20

/** Records in memory, bounded in bytes: the least recently used go first. */
export function createMemoryStore({ maxBytes = defaultBytes }: { maxBytes?: number } = {}): Store {
  const records = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => key.length + value.length + 1,
  })
  return {
    async putIfAbsent(key, value) {
      if (records.has(key)) return false
      records.set(key, value)
      return true
    },
    get: async (key) => records.get(key),
    list: async (prefix) => [...records.entries()].filter(([key]) => key.startsWith(prefix)),
    remove: async (key) => void records.delete(key),
  }
}
