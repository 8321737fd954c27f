/** Modulus of Adler-32. */
const modulus = 65_521
/** Bytes after which the sums are reduced: with more, the second sum would leave the 31 bits of a positive integer. */
const stretch = 3800

/** Computes the Adler-32 of bytes, which ends a zlib stream (RFC 1950). */
export function adlerOf(bytes: Uint8Array): number {
  let [low, high] = [1, 0]
  for (let start = 0; start < bytes.length; start += stretch) {
    const end = Math.min(start + stretch, bytes.length)
    for (let index = start; index < end; index++) {
      // Integers of 32 bits take half of the time of other numbers.
      low = (low + (bytes[index] as number)) | 0
      high = (high + low) | 0
    }
    low %= modulus
    high %= modulus
  }
  return high * 65_536 + low
}

/** Computes the Adler-32 of two pieces together from that of each; `length` is the length of the second piece in bytes. */
export function joinChecksums(first: number, second: number, length: number): number {
  const low = first % 65_536
  const high = Math.floor(first / 65_536)
  const nextLow = second % 65_536
  const nextHigh = Math.floor(second / 65_536)
  const sum = (low + nextLow + modulus - 1) % modulus
  return ((high + nextHigh + ((low + modulus - 1) % modulus) * (length % modulus)) % modulus) * 65_536 + sum
}
