import type { JournalEntry, JournalInput, StoredEntry } from './entry.ts'
import { toEntry } from './redact-sides.ts'
import { createSentBodies, type SentBodies } from './sent-bodies.ts'
import { sizeOf } from './size.ts'

export interface Journal {
  /** Adds an exchange. The journal owns and changes `input` from then on. Returns it with its number, also if it is too large to keep. */
  add(input: JournalInput): StoredEntry
  /** Measures an entry again that has grown, such as the entry of a stream at its end. */
  remeasure(entry: StoredEntry): void
  /**
   * Lists the entries of some worlds, or all, in pages; the latest last. Starts behind entry number `after`. Redacting a page
   * takes some ms.
   */
  list(worlds?: readonly string[], after?: number): Generator<JournalEntry[]>
  /** Returns the kept exchanges, the oldest first: with keys, for use inside the process. */
  kept(): readonly StoredEntry[]
  /** Returns a kept exchange by its number. */
  find(number: number): StoredEntry | undefined
  /** Bytes of the latest forms. */
  readonly sentBodies: SentBodies
  /** Removes the entries of some worlds, or all. */
  forget(worlds?: readonly string[]): void
}

/** Entries in a page of a list. */
const pageSize = 100

/** Creates a journal of the latest exchanges: at most `max` entries and about `maxBytes` bytes. */
export function createJournal({ max = 10_000, maxBytes = 32 * 2 ** 20 } = {}): Journal {
  /** Entries in order. A dropped entry is undefined, so that its memory is free at once. */
  let entries: (StoredEntry | undefined)[] = []
  let last = 0
  let bytes = 0
  /** Index of the oldest entry that is not yet dropped. */
  let start = 0
  const isOf =
    (worlds: readonly string[] | undefined) =>
    ({ world }: StoredEntry) =>
      !worlds || worlds.includes(world)
  const replaceEntries = (remaining: StoredEntry[]) => {
    entries = remaining
    start = 0
  }
  const kept = () => entries.slice(start).filter((entry) => entry !== undefined)
  const trim = () => {
    for (; entries.length - start > max || bytes > maxBytes; start++) {
      bytes -= entries[start]?.size ?? 0
      dropBody(entries[start])
      entries[start] = undefined
    }
    // The places of dropped entries are cut off in batches: moving all entries each time would take longer.
    if (start >= max) replaceEntries(kept())
  }
  const find = (number: number): StoredEntry | undefined => {
    let [low, high] = [start, entries.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const entry = entries[middle]
      if (!entry || entry.number === number) return entry
      if (entry.number < number) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }
  return {
    add(input) {
      last++
      const entry: StoredEntry = Object.assign(input, { number: last, size: 0 })
      entry.size = sizeOf(entry)
      if (entry.size > maxBytes) {
        dropBody(entry)
        return entry
      }
      entries.push(entry)
      bytes += entry.size
      trim()
      return entry
    },
    remeasure(entry) {
      if (find(entry.number) !== entry) return
      bytes -= entry.size
      entry.size = sizeOf(entry)
      bytes += entry.size
      trim()
    },
    *list(worlds, after = 0) {
      const listed = kept()
        .filter(isOf(worlds))
        .filter(({ number }) => number > after)
      for (let first = 0; first < listed.length; first += pageSize)
        yield listed.slice(first, first + pageSize).map(toEntry)
    },
    kept,
    find,
    sentBodies: createSentBodies(),
    forget(worlds) {
      const isForgotten = isOf(worlds)
      kept().filter(isForgotten).forEach(dropBody)
      const remaining = kept().filter((entry) => !isForgotten(entry))
      replaceEntries(remaining)
      bytes = remaining.reduce((sum, { size }) => sum + size, 0)
    },
  }
}

/** Frees the bytes of a form, which are kept beside the entry. */
function dropBody(entry: StoredEntry | undefined): void {
  if (typeof entry?.sent?.body === 'object') entry.sent.body.drop()
}
