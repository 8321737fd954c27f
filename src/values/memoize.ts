/** Wraps a function of a text so that it keeps its results; drops all results when there are more than `maxResults`. */
export function memoize<T>(make: (text: string) => T, maxResults = 10_000): (text: string) => T {
  const results = new Map<string, T>()
  return (text) => {
    const cached = results.get(text)
    if (cached !== undefined) return cached
    if (results.size >= maxResults) results.clear()
    const result = make(text)
    results.set(text, result)
    return result
  }
}
