import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import pLimit from 'p-limit'
import { findRecentImage, type ImageFacts, imageFactsOf, inspect, prefixOf } from './inspect.ts'

/** Bytes of a body over which its files are read into a room of their own; below it there may be many at once. */
const smallBodyBytes = 4 * 2 ** 20
/** How many have a room at once; more wait in their sockets. */
const largeReads = pLimit(2)
/** Rooms that are free. One that is made anew each time would be swept much later than it is left. */
const freeBuffers: Buffer[] = []

/**
 * Counts all bytes of a file, and looks into it where it has no more than `limit`. A longer one has its size and nothing
 * else. `most` is how long it can be at most, where that is known.
 */
export async function readImage(
  stream: Readable,
  limit: number,
  maxLength = Number.POSITIVE_INFINITY,
): Promise<ImageFacts> {
  if (limit === 0) return { bytes: await countBytes(stream), sha256: '' }
  return maxLength <= smallBodyBytes ? readSmall(stream, limit) : largeReads(() => readLarge(stream, limit))
}

/** One that came before is recognised as it comes, byte by byte, and not copied. */
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

/** Lets each chunk of a stream be taken, until it ends. Rejects when it breaks. An iterator would take a turn for each chunk. */
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
      .on('close', () => reject(new Error('The file was cut short.')))
    stream.resume()
  })
}
