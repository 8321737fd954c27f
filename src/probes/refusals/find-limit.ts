/** What came of asking: whether so many, or so much, is taken. */
export type Takes = (value: number) => Promise<boolean>

/**
 * The last whole number from `low` to `high` that is taken, where all up to it are; undefined where none is. What is known of
 * it is tried first, so that two questions are enough where it is right.
 */
export async function lastTaken(takes: Takes, low: number, high: number, known?: number): Promise<number | undefined> {
  let good = low - 1
  let bad = high + 1
  let next = known !== undefined && known >= low && known <= high ? known : low
  let turn = 0
  while (bad - good > 1) {
    if (await takes(next)) good = next
    else bad = next
    turn++
    // The neighbour of what is known; after that, halves.
    next = turn === 1 && known !== undefined ? (good === known ? known + 1 : known - 1) : Math.floor((good + bad) / 2)
    if (next <= good || next >= bad) next = Math.floor((good + bad) / 2)
  }
  return good < low ? undefined : good
}

/** The first that is taken, where all from it on are. */
export async function firstTaken(takes: Takes, low: number, high: number, known?: number): Promise<number | undefined> {
  const last = await lastTaken((value) => takes(-value), -high, -low, known === undefined ? undefined : -known)
  return last === undefined ? undefined : Math.abs(last)
}
