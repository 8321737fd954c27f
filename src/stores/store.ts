/**
 * Stores records for the engine. A record is written once and never changed, so that replicas need no coordination; the
 * state of a task is computed from the task's record and the clock.
 */
export interface Store {
  /** Writes a record. Returns false, and writes nothing, if the key already has a record. */
  putIfAbsent(key: string, value: string): Promise<boolean>
  get(key: string): Promise<string | undefined>
  /** Lists the records whose keys start with `prefix`. The admin API uses this method. */
  list(prefix: string): Promise<[key: string, value: string][]>
  remove(key: string): Promise<void>
}
