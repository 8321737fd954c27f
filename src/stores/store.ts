/**
 * What the engine asks of a store. Records are written once and never changed, so that replicas need no coordination;
 * what a task is at a moment is derived from its record and the clock.
 */
export interface Store {
  /** True when the record was written, false when there is one under that key already. `expiresAt` in ms since 1970. */
  putIfAbsent(key: string, value: string, expiresAt?: number): Promise<boolean>
  get(key: string): Promise<string | undefined>
}
