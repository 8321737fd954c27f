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

/** Wraps a function of an object so that it keeps the result of each object for as long as the object lives. */
export function memoizeByObject<Key extends object, T>(make: (key: Key) => T): (key: Key) => T {
  const results = new WeakMap<Key, T>()
  return (key) => {
    const result = results.get(key) ?? make(key)
    results.set(key, result)
    return result
  }
}
