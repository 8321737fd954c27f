/** Of the requests to an operation, which is judged by the whole of Prism, though the compiled accept takes it. */
export type Sample = (at: string) => boolean

const first = 512
const every = 1000

/** The second, the fourth, the eighth and so on, then one in a thousand: never the first, so that it need not wait for Prism. */
export function createSample(): Sample {
  const counts = new Map<string, number>()
  return (at) => {
    const count = (counts.get(at) ?? 0) + 1
    counts.set(at, count)
    return count <= first ? count > 1 && (count & (count - 1)) === 0 : count % every === 0
  }
}
