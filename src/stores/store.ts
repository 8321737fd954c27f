/**
 * What the engine asks of a store. Records are written once and never changed, so that replicas need no coordination;
 * what a task is at a moment is derived from its record and the clock.
 */
export interface Store {
  /** True when the record was written, false when there is one under that key already. */
  putIfAbsent(key: string, value: string): Promise<boolean>
  get(key: string): Promise<string | undefined>
  /** Keys and values of the records whose keys start so, for those who tend the mock. */
  list(prefix: string): Promise<[key: string, value: string][]>
  remove(key: string): Promise<void>
}
