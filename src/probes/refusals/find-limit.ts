/** Sends a request with the value and tests whether the gateway accepts the value. */
export type IsAccepted = (value: number) => Promise<boolean>

/**
 * Searches [low, high] for the largest accepted integer by bisection, assuming that acceptance is monotonic. Tries `guess`
 * first, so a correct guess costs two requests. Returns undefined if the gateway accepts no value.
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
    // The second value is the neighbour of the guess. After that, the interval is halved.
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

/** Searches for the smallest accepted integer in the same way, assuming that all larger values are accepted. */
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
