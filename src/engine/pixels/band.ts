import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync } from 'node:zlib'
import { adlerOf } from './adler.ts'
import { writeChunk } from './png-chunks.ts'

/** Rows of an image as a PNG has them: compressed without regard to other bands, so that each image with these rows can have the band. */
export interface Band {
  /** IDAT chunk. */
  readonly chunk: Buffer
  /** Adler-32 of the rows. */
  readonly adler: number
  /** Bytes of the rows before the compression. */
  readonly length: number
}

/** A flush ends the piece at a byte, and the next piece refers to no byte of this piece. */
const flush = { finishFlush: constants.Z_FULL_FLUSH }
/** Levels of zlib: for rows that repeat the row above, for rows that many images share, and for others. */
const levels = { repeat: 9, shared: 3, other: 1 } as const

/** Bytes from which a thread compresses a band, because the event loop would be blocked for more than half a millisecond. */
export const bytesForThread = 192 * 1024

const deflate = promisify(deflateRaw)

/** Compresses rows, each with its filter type before its pixels. */
export function encodeBand(rows: Uint8Array, use: keyof typeof levels): Band | Promise<Band> {
  // Node allocates chunks of 16 kB by default, which take long to be collected.
  const options = { ...flush, level: levels[use], chunkSize: Math.max(64, rows.length >> 3) }
  const toBand = (bytes: Buffer): Band => ({
    chunk: writeChunk('IDAT', bytes),
    adler: adlerOf(rows),
    length: rows.length,
  })
  if (rows.length < bytesForThread) return toBand(deflateRawSync(rows, options))
  return deflate(rows, options).then(toBand)
}
