import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import pLimit from 'p-limit'
import { type Facts, factsOf, headOf, inspect, knownBy } from './inspect.ts'

/** A file that is larger takes a place of its own in memory: one that is small may have as many beside it as there are requests. */
const small = 4 * 2 ** 20
/** How many of the large there are room for at once; more wait in their sockets. */
const rooms = pLimit(4)

/**
 * Counts all bytes of a file, and looks into it where it has no more than `limit`. A longer one has its size and nothing
 * else. One that came before is recognised as it comes, byte by byte, and not copied.
 */
export async function readFile(stream: Readable, limit: number): Promise<Facts> {
  const { bytes, chunks, known, isMore } = await readSmall(stream, Math.min(limit, small))
  if (!isMore) return known && bytes === known.bytes.length ? known.facts : inspect(Buffer.concat(chunks))
  if (bytes > limit) return { bytes: bytes + (await count(stream)), sha256: '' }
  return rooms(() => readLarge(stream, chunks, limit))
}

interface Read {
  readonly bytes: number
  readonly chunks: readonly Buffer[]
  readonly known: ReturnType<typeof knownBy>
  /** There were more than asked for: the rest is still in the stream. */
  readonly isMore: boolean
}

/** Reads until there is more than `most`, or all. */
function readSmall(stream: Readable, most: number): Promise<Read> {
  let bytes = 0
  let chunks: Buffer[] = []
  let known: Read['known']
  return whole<Read>(stream, {
    data(chunk, stop) {
      if (bytes === 0) known = knownBy(headOf(chunk))
      if (known && !known.bytes.subarray(bytes, bytes + chunk.length).equals(chunk)) {
        chunks = [known.bytes.subarray(0, bytes)]
        known = undefined
      }
      bytes += chunk.length
      if (!known) chunks.push(chunk)
      if (bytes > most) stop({ bytes, chunks: known ? [known.bytes.subarray(0, bytes)] : chunks, known, isMore: true })
    },
    end: () => ({ bytes, chunks: known ? [known.bytes.subarray(0, bytes)] : chunks, known, isMore: false }),
  })
}

async function readLarge(stream: Readable, begun: readonly Buffer[], limit: number): Promise<Facts> {
  const held = Buffer.allocUnsafeSlow(limit)
  const digest = createHash('sha256')
  let bytes = 0
  const take = (chunk: Buffer) => {
    if (bytes + chunk.length <= limit) {
      digest.update(chunk)
      chunk.copy(held, bytes)
    }
    bytes += chunk.length
  }
  for (const chunk of begun) take(chunk)
  await whole<void>(stream, { data: take, end: () => {} })
  return bytes > limit ? { bytes, sha256: '' } : factsOf(held.subarray(0, bytes), digest.digest('hex'))
}

function count(stream: Readable): Promise<number> {
  let bytes = 0
  const data = (chunk: Buffer) => {
    bytes += chunk.length
  }
  return whole(stream, { data, end: () => bytes })
}

interface Listener<T> {
  /** `stop` leaves the rest in the stream. */
  data(chunk: Buffer, stop: (value: T) => void): void
  end(): T
}

/** Listens to a stream until it ends or is stopped. Rejects when it breaks. An iterator would take a turn for each chunk. */
function whole<T>(stream: Readable, { data, end }: Listener<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = () => {
      stream.pause()
      stream.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
    }
    const stop = (value: T) => {
      leave()
      resolve(value)
    }
    const onData = (chunk: Buffer) => {
      try {
        data(chunk, stop)
      } catch (error) {
        onError(error as Error)
      }
    }
    const onEnd = () => stop(end())
    const onError = (error: Error) => {
      leave()
      reject(error)
    }
    const onClose = () => onError(new Error('The file was cut short.'))
    stream.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
    stream.resume()
  })
}
