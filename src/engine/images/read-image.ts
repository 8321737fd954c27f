import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import pLimit from 'p-limit'
import { findRecentImage, type ImageFacts, imageFactsOf, inspect, prefixOf } from './inspect.ts'

/** Largest body whose files are read in chunks, in bytes. Files of larger bodies are read into a reusable buffer. */
const smallBodyBytes = 4 * 2 ** 20
/** Limits simultaneous reads into buffers; further files wait in their sockets. */
const largeReads = pLimit(2)
/** Buffers for reuse: freshly allocated ones are garbage-collected long after they are dropped. */
const freeBuffers: Buffer[] = []

/**
 * Reads a file to its end, and decodes a file of at most `limit` bytes. A longer file has its size and no other facts.
 * `maxLength` is an upper bound of the length in bytes, when known.
 */
export async function readImage(
  stream: Readable,
  limit: number,
  maxLength = Number.POSITIVE_INFINITY,
): Promise<ImageFacts> {
  if (limit === 0) return { bytes: await countBytes(stream), sha256: '' }
  return maxLength <= smallBodyBytes ? readSmall(stream, limit) : largeReads(() => readLarge(stream, limit))
}

/** Reads a file of a small body. Compares the chunks with a recent image while they arrive; an equal file is not copied. */
async function readSmall(stream: Readable, limit: number): Promise<ImageFacts> {
  let bytes = 0
  let chunks: Buffer[] = []
  let match: ReturnType<typeof findRecentImage>
  const onChunk = (chunk: Buffer) => {
    if (bytes === 0) match = findRecentImage(prefixOf(chunk))
    if (match && !match.bytes.subarray(bytes, bytes + chunk.length).equals(chunk)) {
      chunks = [match.bytes.subarray(0, bytes)]
      match = undefined
    }
    bytes += chunk.length
    if (!match) chunks.push(chunk)
  }
  await forEachChunk(stream, onChunk)
  if (bytes > limit) return { bytes, sha256: '' }
  if (match && bytes === match.bytes.length) return match.facts
  return inspect(match ? Buffer.from(match.bytes.subarray(0, bytes)) : Buffer.concat(chunks))
}

async function readLarge(stream: Readable, limit: number): Promise<ImageFacts> {
  const reusable = freeBuffers.pop()
  const buffer = reusable && reusable.length >= limit ? reusable : Buffer.allocUnsafeSlow(limit)
  const digest = createHash('sha256')
  let bytes = 0
  const onChunk = (chunk: Buffer) => {
    if (bytes + chunk.length <= limit) {
      digest.update(chunk)
      chunk.copy(buffer, bytes)
    }
    bytes += chunk.length
  }
  try {
    await forEachChunk(stream, onChunk)
    return bytes > limit ? { bytes, sha256: '' } : await imageFactsOf(buffer.subarray(0, bytes), digest.digest('hex'))
  } finally {
    freeBuffers.push(buffer)
  }
}

async function countBytes(stream: Readable): Promise<number> {
  let bytes = 0
  await forEachChunk(stream, ({ length }) => {
    bytes += length
  })
  return bytes
}

/**
 * Calls `onChunk` for each chunk of a stream, until the end. Rejects when the stream fails or ends early. An async iterator would
 * cost a turn of the event loop per chunk.
 */
function forEachChunk(stream: Readable, onChunk: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
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
