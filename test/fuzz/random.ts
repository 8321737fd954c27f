/** Values drawn from a seed: the same seed gives the same values. */
export interface Random {
  /** Draws an integer from 0 up to `end`, without `end`. */
  int(end: number): number
  pick<T>(items: readonly T[]): T
  /** True with the probability, from 0 to 1. */
  chance(probability: number): boolean
  bytes(length: number): Buffer
}

/** Creates a source of values (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (end: number) => Math.floor(next() * end)
  return {
    int,
    pick: (items) => items[int(items.length)] as (typeof items)[number],
    chance: (probability) => next() < probability,
    bytes: (length) => Buffer.from(Array.from({ length }, () => int(256))),
  }
}
