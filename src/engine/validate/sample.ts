/** Of the requests to an operation, which is judged by the whole of Prism, though the compiled accept takes it. */
export type Sample = (operation: string) => boolean

/** The tenth, the hundredth, and one in a thousand: never the first, so that it need not wait for Prism to be loaded. */
export function createSample(): Sample {
  const counts = new Map<string, number>()
  return (operation) => {
    const count = (counts.get(operation) ?? 0) + 1
    counts.set(operation, count)
    return count === 10 || count === 100 || count % 1000 === 0
  }
}
