/** Picks the requests that Prism validates in full even though the fast path accepted them. */
export type Sample = (operation: string) => boolean

/**
 * Picks the 10th, the 100th and every 1000th request of an operation. Never picks the first, because loading Prism would delay
 * the response.
 */
export function createSample(): Sample {
  const counts = new Map<string, number>()
  return (operation) => {
    const count = (counts.get(operation) ?? 0) + 1
    counts.set(operation, count)
    return count === 10 || count === 100 || count % 1000 === 0
  }
}
