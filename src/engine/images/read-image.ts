import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { ImageFacts } from '../model/body.ts'
import { findRecentImage, imageFactsOf, inspect, prefixOf } from './inspect.ts'
import { smallBodyBytes } from './rooms.ts'

/** Buffers for reuse: freshly allocated ones are garbage-collected long after they are dropped. */
const freeBuffers: Buffer[] = []
/** Number of buffers to keep: as many large files are read at once. */
const maxFreeBuffers = 2

/** Collects the bytes of a file as they arrive. */
interface FileReader {
  add(chunk: Buffer): void
  /** Returns the facts about the file once all bytes were added. */
  finish(): Promise<ImageFacts>
  /** Drops the bytes of a file that does not arrive whole. */
  drop(): void
}

/**
 * Reads a file to its end, and decodes a file of at most `limit` bytes. A longer file has its size and no other facts.
 * `maxLength` is an upper bound of the length in bytes, when known.
 */
export async function readImage(stream: Readable, limit: number, maxLength?: number): Promise<ImageFacts> {
  const reader = createImageReader(limit, maxLength)
  try {
    await forEachChunk(stream, reader.add)
  } catch (error) {
    reader.drop()
    throw error
  }
  return reader.finish()
}

/** Creates a reader of a file that arrives in chunks; see `readImage`. */
export function createImageReader(limit: number, maxLength = Number.POSITIVE_INFINITY): FileReader {
  if (limit === 0) return countBytes()
  const isLarge = Number.isFinite(maxLength) && maxLength > smallBodyBytes
  return isLarge ? readLarge(limit) : readSmall(limit)
}

/**
 * Reads a file of a small body, or of a body of unknown length until the file is large. Compares the chunks with a recent image
 * while they arrive; an equal file is not copied.
 */
function readSmall(limit: number): FileReader {
  let bytes = 0
  let chunks: Buffer[] = []
  let match: ReturnType<typeof findRecentImage>
  let large: FileReader | undefined
  return {
    add(chunk) {
      if (large) return large.add(chunk)
      if (bytes === 0) match = findRecentImage(prefixOf(chunk))
      if (match && !match.bytes.subarray(bytes, bytes + chunk.length).equals(chunk)) {
        chunks = [match.bytes.subarray(0, bytes)]
        match = undefined
      }
      bytes += chunk.length
      if (match) return
      chunks.push(chunk)
      if (bytes <= smallBodyBytes) return
      large = readLarge(limit)
      for (const earlier of chunks.splice(0)) large.add(earlier)
    },
    async finish() {
      if (large) return large.finish()
      if (bytes > limit) return { bytes, sha256: '' }
      if (match && bytes === match.bytes.length) return match.facts
      return inspect(match ? Buffer.from(match.bytes.subarray(0, bytes)) : Buffer.concat(chunks))
    },
    drop: () => large?.drop(),
  }
}

function readLarge(limit: number): FileReader {
  const reusable = freeBuffers.pop()
  const buffer = reusable && reusable.length >= limit ? reusable : Buffer.allocUnsafeSlow(limit)
  const digest = createHash('sha256')
  let bytes = 0
  const drop = () => {
    if (freeBuffers.length < maxFreeBuffers) freeBuffers.push(buffer)
  }
  return {
    add(chunk) {
      if (bytes + chunk.length <= limit) {
        digest.update(chunk)
        chunk.copy(buffer, bytes)
      }
      bytes += chunk.length
    },
    async finish() {
      try {
        return bytes > limit
          ? { bytes, sha256: '' }
          : await imageFactsOf(buffer.subarray(0, bytes), digest.digest('hex'))
      } finally {
        drop()
      }
    },
    drop,
  }
}

function countBytes(): FileReader {
  let bytes = 0
  return {
    add({ length }) {
      bytes += length
    },
    finish: async () => ({ bytes, sha256: '' }),
    drop: () => {},
  }
}

/**
 * Calls `onChunk` for each chunk of a stream, until the end. Rejects when the stream fails or ends early. An async iterator would
 * cost a turn of the event loop per chunk.
 */
function forEachChunk(stream: Readable, onChunk: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    // A stream that was destroyed before has no events any more.
    if (stream.destroyed) return reject(stream.errored ?? new Error('The file ended early.'))
    stream.on('data', (chunk: Buffer) => {
      try {
        onChunk(chunk)
      } catch (error) {
        reject(error)
      }
    })
    stream
      .on('end', resolve)
      .on('error', reject)
      .on('close', () => reject(new Error('The file ended early.')))
    stream.resume()
  })
}
