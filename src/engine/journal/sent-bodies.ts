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

/**
 * Keeps the latest bodies of forms, so that a person can send a request again. Copies the bytes into one buffer, where they take the
 * place of the oldest: V8 would collect its whole heap again and again because of buffers that live as long as an entry of the journal.
 */
export function createSentBodies(): SentBodies {
  let buffer: Buffer | undefined
  /** Number of bytes that were written so far. */
  let written = 0
  const write = (bytes: Buffer) => {
    buffer ??= Buffer.allocUnsafeSlow(maxTotal)
    const copied = bytes.copy(buffer, written % maxTotal)
    bytes.copy(buffer, 0, copied)
    written += bytes.length
  }
  const read = (from: number, length: number): Buffer[] => {
    const start = from % maxTotal
    const first = (buffer as Buffer).subarray(start, start + length)
    return [first, (buffer as Buffer).subarray(0, length - first.length)]
  }
  return {
    open() {
      /** Numbers of bytes that were written before each piece of the body, and its length. */
      const pieces: { readonly from: number; length: number }[] = []
      let length = 0
      let isDropped = false
      const isKept = () => !isDropped && written - (pieces[0]?.from ?? written) <= maxTotal
      return {
        isKept,
        read: () =>
          isKept() ? Buffer.concat(pieces.flatMap(({ from, length: bytes }) => read(from, bytes))) : undefined,
        drop() {
          isDropped = true
        },
        add(chunk) {
          length += chunk.length
          isDropped ||= length > maxLength
          if (isDropped) return
          const last = pieces.at(-1)
          if (last && last.from + last.length === written) last.length += chunk.length
          else pieces.push({ from: written, length: chunk.length })
          write(chunk)
        },
      }
    },
  }
}
