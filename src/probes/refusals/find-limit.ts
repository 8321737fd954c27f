/** What came of asking: whether so many, or so much, is taken. */
export type IsAccepted = (value: number) => Promise<boolean>

/**
 * The last whole number from `low` to `high` that is taken, where all up to it are; undefined where none is. What is known of
 * it is tried first, so that two questions are enough where it is right.
 */
export async function largestAccepted(
  isAccepted: IsAccepted,
  low: number,
  high: number,
  guess?: number,
): Promise<number | undefined> {
  let accepted = low - 1
  let rejected = high + 1
  let next = guess !== undefined && guess >= low && guess <= high ? guess : low
  let attempt = 0
  while (rejected - accepted > 1) {
    if (await isAccepted(next)) accepted = next
    else rejected = next
    attempt++
    // The neighbour of what is known; after that, halves.
    next =
      attempt === 1 && guess !== undefined
        ? accepted === guess
          ? guess + 1
          : guess - 1
        : Math.floor((accepted + rejected) / 2)
    if (next <= accepted || next >= rejected) next = Math.floor((accepted + rejected) / 2)
  }
  return accepted < low ? undefined : accepted
}

/** The first that is taken, where all from it on are. */
export async function smallestAccepted(
  isAccepted: IsAccepted,
  low: number,
  high: number,
  guess?: number,
): Promise<number | undefined> {
  const largestNegated = await largestAccepted(
    (value) => isAccepted(-value),
    -high,
    -low,
    guess === undefined ? undefined : -guess,
  )
  return largestNegated === undefined ? undefined : Math.abs(largestNegated)
}
