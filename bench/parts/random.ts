/** Creates a generator of unsigned 32-bit integers (xorshift). The same seed gives the same numbers. */
export function createRandom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
