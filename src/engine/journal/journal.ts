import type { SentBytes } from '../model/body.ts'
import type { EntryHead, JournalEntry, JournalInput, StoredEntry } from './entry.ts'
import { createEntryPacker, type PackedEntry, unpackEntry } from './packed-entries.ts'
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
  /** Returns a part of each kept exchange, the oldest first: with keys, for use inside the process. */
  heads(): readonly EntryHead[]
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
  let entries: (StoredEntry | PackedEntry | undefined)[] = []
  const packer = createEntryPacker()
  let last = 0
  let bytes = 0
  /** Index of the oldest entry that is not yet dropped. */
  let start = 0
  const isOf =
    (worlds: readonly string[] | undefined) =>
    ({ world }: EntryHead) =>
      !worlds || worlds.includes(world)
  const drop = (entry: StoredEntry | PackedEntry) => {
    bytes -= entry.size
    bodyOf(entry)?.drop()
    if (isPacked(entry)) packer.drop(entry)
  }
  const replaceEntries = (remaining: typeof entries) => {
    entries = remaining
    start = 0
  }
  const stored = () => entries.slice(start).filter((entry) => entry !== undefined)
  const trim = () => {
    for (; entries.length - start > max || bytes > maxBytes; start++) {
      const entry = entries[start]
      if (entry) drop(entry)
      entries[start] = undefined
    }
    // The places of dropped entries are cut off in batches: moving all entries each time would take longer.
    if (start >= max) replaceEntries(stored())
  }
  const find = (number: number): StoredEntry | undefined => {
    let [low, high] = [start, entries.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const entry = entries[middle]
      if (!entry || entry.number === number) return entry && open(entry)
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
        bodyOf(entry)?.drop()
        return entry
      }
      const kept = packer.pack(entry) ?? entry
      entries.push(kept)
      bytes += kept.size
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
      const listed = stored()
        .filter(isOf(worlds))
        .filter(({ number }) => number > after)
      for (let first = 0; first < listed.length; first += pageSize)
        yield listed.slice(first, first + pageSize).map((entry) => toEntry(open(entry)))
    },
    heads: stored,
    find,
    sentBodies: createSentBodies(),
    forget(worlds) {
      const isForgotten = isOf(worlds)
      const all = stored()
      all.filter(isForgotten).forEach(drop)
      replaceEntries(all.filter((entry) => !isForgotten(entry)))
    },
  }
}

const isPacked = (entry: StoredEntry | PackedEntry): entry is PackedEntry => 'chunk' in entry

const open = (entry: StoredEntry | PackedEntry): StoredEntry => (isPacked(entry) ? unpackEntry(entry) : entry)

/** Returns the bytes of a form, which are kept beside the entry. */
function bodyOf(entry: StoredEntry | PackedEntry): SentBytes | undefined {
  const body = isPacked(entry) ? entry.body : entry.sent?.body
  return typeof body === 'object' ? body : undefined
}
