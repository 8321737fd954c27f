import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import pLimit from 'p-limit'
import { type Facts, factsOf, headOf, inspect, knownBy } from './inspect.ts'

/** Bytes of a body over which its files are read into a room of their own; below it there may be many at once. */
const small = 4 * 2 ** 20
/** How many have a room at once; more wait in their sockets. */
const rooms = pLimit(2)
/** Rooms that are free. One that is made anew each time would be swept much later than it is left. */
const free: Buffer[] = []

/**
 * Counts all bytes of a file, and looks into it where it has no more than `limit`. A longer one has its size and nothing
 * else. `most` is how long it can be at most, where that is known.
 */
export async function readFile(stream: Readable, limit: number, most = Number.POSITIVE_INFINITY): Promise<Facts> {
  if (limit === 0) return { bytes: await count(stream), sha256: '' }
  return most <= small ? readSmall(stream, limit) : rooms(() => readLarge(stream, limit))
}

/** One that came before is recognised as it comes, byte by byte, and not copied. */
async function readSmall(stream: Readable, limit: number): Promise<Facts> {
  let bytes = 0
  let chunks: Buffer[] = []
  let known: ReturnType<typeof knownBy>
  const take = (chunk: Buffer) => {
    if (bytes === 0) known = knownBy(headOf(chunk))
    if (known && !known.bytes.subarray(bytes, bytes + chunk.length).equals(chunk)) {
      chunks = [known.bytes.subarray(0, bytes)]
      known = undefined
    }
    bytes += chunk.length
    if (!known) chunks.push(chunk)
  }
  await whole(stream, take)
  if (bytes > limit) return { bytes, sha256: '' }
  if (known && bytes === known.bytes.length) return known.facts
  return inspect(known ? Buffer.from(known.bytes.subarray(0, bytes)) : Buffer.concat(chunks))
}

async function readLarge(stream: Readable, limit: number): Promise<Facts> {
  const used = free.pop()
  const room = used && used.length >= limit ? used : Buffer.allocUnsafeSlow(limit)
  const digest = createHash('sha256')
  let bytes = 0
  const take = (chunk: Buffer) => {
    if (bytes + chunk.length <= limit) {
      digest.update(chunk)
      chunk.copy(room, bytes)
    }
    bytes += chunk.length
  }
  try {
    await whole(stream, take)
    return bytes > limit ? { bytes, sha256: '' } : await factsOf(room.subarray(0, bytes), digest.digest('hex'))
  } finally {
    free.push(room)
  }
}

async function count(stream: Readable): Promise<number> {
  let bytes = 0
  await whole(stream, ({ length }) => {
    bytes += length
  })
  return bytes
}

/** Lets each chunk of a stream be taken, until it ends. Rejects when it breaks. An iterator would take a turn for each chunk. */
function whole(stream: Readable, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      try {
        take(chunk)
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
