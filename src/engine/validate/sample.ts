/** Of the requests to an operation, which is judged by the whole of Prism, though the compiled accept takes it. */
export type Sample = (at: string) => boolean

/** The tenth, the hundredth, and one in a thousand: never the first, so that it need not wait for Prism to be loaded. */
export function createSample(): Sample {
  const counts = new Map<string, number>()
  return (at) => {
    const count = (counts.get(at) ?? 0) + 1
    counts.set(at, count)
    return count === 10 || count === 100 || count % 1000 === 0
  }
}
