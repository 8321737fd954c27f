import type { Dialect } from './schema.ts'

const loaded = new WeakSet<Dialect>()

/** Notes that a dialect was loaded with its contract, and agrees with it. Returns the dialect. */
export function noteLoaded(dialect: Dialect): Dialect {
  loaded.add(dialect)
  return dialect
}

/** Tests for a dialect that was loaded with its contract. A dialect that was changed since may deviate from the contract. */
export const isLoaded = (dialect: Dialect): boolean => loaded.has(dialect)
