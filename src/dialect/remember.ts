/** A function of a text that keeps what it made of the latest texts; all of it is let go when there are too many. */
export function remembering<T>(make: (text: string) => T, most = 10_000): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= most) known.clear()
    const made = make(text)
    known.set(text, made)
    return made
  }
}
