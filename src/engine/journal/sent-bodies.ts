import type { SentBytes } from '../model/body.ts'

/** Body of a form as received. */
interface SentBody extends SentBytes {
  /** Adds the next bytes. */
  add(chunk: Buffer): void
}

export interface SentBodies {
  /** Begins to keep a body. */
  open(): SentBody
}

/** Largest body in bytes that is kept, and all kept bodies together. */
const maxLength = 2 * 2 ** 20
const maxTotal = 16 * 2 ** 20
/** Estimated bytes of the objects of a body, so that the number of short bodies is limited too. */
const overhead = 1000

interface Kept {
  chunks: Buffer[] | undefined
  length: number
}

/** Keeps the latest bodies of forms, so that a person can send a request again. The oldest bodies are dropped first. */
export function createSentBodies(): SentBodies {
  const bodies = new Set<Kept>()
  let total = 0
  const drop = (body: Kept) => {
    if (!bodies.delete(body)) return
    total -= body.length
    body.chunks = undefined
  }
  return {
    open() {
      const body: Kept = { chunks: [], length: overhead }
      bodies.add(body)
      total += overhead
      return {
        get chunks() {
          return body.chunks
        },
        drop: () => drop(body),
        add(chunk) {
          if (!body.chunks) return
          body.chunks.push(chunk)
          body.length += chunk.length
          total += chunk.length
          if (body.length > maxLength) drop(body)
          for (const oldest of bodies) {
            if (total <= maxTotal) break
            drop(oldest)
          }
        },
      }
    },
  }
}
