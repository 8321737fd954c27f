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

/** Observed limit of a size in bytes, with a note if the search ended before the exact limit. */
export interface ByteLimit {
  readonly value: number | undefined
  readonly note?: string
}

const mebibyte = 2 ** 20
/** Step of the search for a limit that differs from the documented limit, in bytes. */
const byteStep = 64 * 2 ** 10

/**
 * Searches for the largest accepted size in bytes, up to `ceiling`. Returns the documented size if the gateway follows it in
 * one of its readings: at most or less than, in units of 1,048,576 or of 1,000,000 bytes.
 */
export async function findByteLimit(isAccepted: IsAccepted, documented: number, ceiling: number): Promise<ByteLimit> {
  const readings = [
    documented,
    documented - 1,
    ...(documented % mebibyte === 0 ? [(documented / mebibyte) * 1e6 - 1] : []),
  ]
  const isAboveRefused = !(await isAccepted(documented + 1))
  if (isAboveRefused) for (const reading of readings) if (await isAccepted(reading)) return { value: documented }
  const [low, high] = isAboveRefused ? [1, documented] : [documented + 1, ceiling]
  const steps = await largestAccepted(
    (count) => isAccepted(low + count * byteStep),
    1,
    Math.floor((high - low) / byteStep),
  )
  const value = steps === undefined ? (isAboveRefused ? undefined : low) : low + steps * byteStep
  return { value, note: `the limit lies between ${value ?? 0} and ${(value ?? 0) + byteStep} bytes` }
}
