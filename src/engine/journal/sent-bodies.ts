/** Body of a form as received. */
export interface SentBody {
  /** Undefined when the body is too long to keep, or was dropped for later ones. */
  readonly chunks: readonly Buffer[] | undefined
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

interface Kept {
  chunks: Buffer[] | undefined
  length: number
}

/** Keeps the latest bodies of forms, so that a person can send a request again. The oldest bodies are dropped first. */
export function createSentBodies(): SentBodies {
  const bodies = new Set<Kept>()
  let total = 0
  const drop = (body: Kept) => {
    bodies.delete(body)
    total -= body.length
    body.chunks = undefined
  }
  return {
    open() {
      const body: Kept = { chunks: [], length: 0 }
      bodies.add(body)
      return {
        get chunks() {
          return body.chunks
        },
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
