import { LRUCache } from 'lru-cache'
import type { ChangedPart, Feed } from '../feed.ts'
import type { StoredEntry } from '../journal/entry.ts'
import { maxWorlds, type World } from '../request/worlds.ts'

/** Most exchanges that wait for a slow reader. */
const maxWaiting = 500

/** Changes that wait to be sent to one reader. */
export interface EventOutbox {
  /** Resolves when something waits to be sent; rejects when the signal is aborted. */
  untilFilled(signal: AbortSignal): Promise<void>
  /** Takes everything that waits. */
  take(): { readonly entries: readonly StoredEntry[]; readonly changed: readonly ChangedPart[] }
  close(): void
}

/**
 * Collects the changes of some worlds, or of all. A reader that falls far behind loses exchanges, and gets a change of the
 * journal. `known` are the worlds that the reader knows.
 */
export function createOutbox(
  feed: Feed,
  worlds: readonly string[] | undefined,
  known: readonly Pick<World, 'id'>[],
): EventOutbox {
  const seen = new LRUCache<string, true>({ max: maxWorlds })
  for (const { id } of known) seen.set(id, true)
  let entries: StoredEntry[] = []
  const changed = new Set<ChangedPart>()
  let wake = () => {}
  const isIn = (world: string | undefined) => !worlds || world === undefined || worlds.includes(world)
  const close = feed.subscribe({
    onEntry(entry) {
      if (!isIn(entry.world)) return
      if (entries.length >= maxWaiting) {
        entries = []
        changed.add('journal')
      } else entries.push(entry)
      if (!seen.has(entry.world)) changed.add('worlds')
      seen.set(entry.world, true)
      wake()
    },
    onChange(part, world) {
      if (!isIn(world)) return
      changed.add(part)
      wake()
    },
  })
  return {
    close,
    untilFilled: (signal) =>
      new Promise((resolve, reject) => {
        if (entries.length > 0 || changed.size > 0) return resolve()
        const abort = () => reject(signal.reason)
        wake = () => {
          signal.removeEventListener('abort', abort)
          resolve()
        }
        signal.addEventListener('abort', abort, { once: true })
      }),
    take() {
      const taken = { entries, changed: [...changed] }
      entries = []
      changed.clear()
      return taken
    },
  }
}
