import type { StoredEntry } from './journal/entry.ts'

/** Part of the state of a mock that changed. */
export type ChangedPart = 'tasks' | 'clock' | 'scenario' | 'worlds' | 'journal'

/** Gets to know the changes of a mock. */
interface FeedListener {
  /** Called when an exchange has ended; for a stream at its end. */
  readonly onEntry?: (entry: StoredEntry, request: Request) => void
  /** Called after a change of a world, or of the whole mock. */
  readonly onChange?: (part: ChangedPart, world: string | undefined) => void
}

/** Tells listeners about changes. Costs hardly anything while nobody listens. */
export interface Feed {
  /** Returns a function that ends the subscription. */
  subscribe(listener: FeedListener): () => void
  tellEntry(entry: StoredEntry, request: Request): void
  tellChange(parts: readonly ChangedPart[], worlds?: readonly string[]): void
}

export function createFeed(): Feed {
  const listeners = new Set<FeedListener>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tellEntry(entry, request) {
      if (listeners.size === 0) return
      for (const { onEntry } of [...listeners]) onEntry?.(entry, request)
    },
    tellChange(parts, worlds) {
      if (listeners.size === 0) return
      for (const { onChange } of listeners)
        for (const part of parts) for (const world of worlds ?? [undefined]) onChange?.(part, world)
    },
  }
}
