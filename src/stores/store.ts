/** A record of a store: a task or a file. */
export type StoreRecord = readonly [key: string, value: string]

/**
 * Stores the state of a mock. Records are tasks and files, which belong to a world and can be listed. Values are everything
 * else that several processes share, such as clocks and the use of limits. Every method rejects with StoreUnavailable
 * when the store cannot be reached.
 */
export interface Store {
  /** True if the state outlives this process, or if other processes change the state too. */
  readonly isShared: boolean
  /** Writes a record of a world. Returns false, and writes nothing, if the key already has a record or a value. */
  putIfAbsent(key: string, value: string, world: string): Promise<boolean>
  get(key: string): Promise<string | undefined>
  /**
   * Replaces a record or a value that is still `before`. Undefined stands for no value, before and after. Returns false, and
   * changes nothing, if the value is another one. A replaced record stays in its world.
   */
  replace(key: string, before: string | undefined, after: string | undefined): Promise<boolean>
  /** Adds `amount` to a counter, which starts at 0. Returns the sum. */
  add(key: string, amount: number): Promise<number>
  /** Lists the records of a world, or of all worlds, in pages; the oldest first, apart from records that were moved or replaced. */
  list(world?: string): AsyncIterable<readonly StoreRecord[]>
  /** Lists the worlds that have records, or had them lately. */
  listWorlds(): Promise<string[]>
  /** Removes a record, a value or a counter. */
  remove(key: string): Promise<void>
  /** Tests whether the store can be reached, and takes writes. */
  isReachable(): Promise<boolean>
  close(): Promise<void>
}

/** Default time for which a shared store keeps state that nobody changes, in seconds: a week. */
export const defaultTtlSeconds = 7 * 86_400

/**
 * The store cannot be reached, or does not answer in time.
 *
 * @example
 * ```ts
 * import { openStore, StoreUnavailable } from 'proofsheet'
 *
 * const error = await openStore('redis://127.0.0.1:1').catch((reason: unknown) => reason)
 * console.log(error instanceof StoreUnavailable) // true
 * ```
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** Last update of each key by this process. */
const lastUpdates = new WeakMap<Store, Map<string, Promise<unknown>>>()

/**
 * Changes a record or a value in one step, even if other processes change the value at the same time. `change` computes the new
 * value, and can run several times; when `change` returns its argument, nothing is written. Updates of one key by this process
 * run in the order of their calls.
 */
export async function update<T extends string | undefined>(
  store: Store,
  key: string,
  change: (before: string | undefined) => T,
): Promise<T> {
  const updates = lastUpdates.get(store) ?? new Map<string, Promise<unknown>>()
  lastUpdates.set(store, updates)
  const turn = (updates.get(key) ?? Promise.resolve()).then(
    () => replaceWith(store, key, change),
    () => replaceWith(store, key, change),
  )
  updates.set(key, turn)
  try {
    return await turn
  } finally {
    if (updates.get(key) === turn) updates.delete(key)
  }
}

async function replaceWith<T extends string | undefined>(
  store: Store,
  key: string,
  change: (before: string | undefined) => T,
): Promise<T> {
  for (;;) {
    const before = await store.get(key)
    const after = change(before)
    if (after === before || (await store.replace(key, before, after))) return after
  }
}

/** Lists all records of a world, or of all worlds. */
export async function listAll(store: Store, world?: string): Promise<StoreRecord[]> {
  const records: StoreRecord[] = []
  for await (const page of store.list(world)) for (const record of page) records.push(record)
  return records
}
