import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync } from 'node:zlib'
import { adlerOf } from './adler.ts'
import { Piece } from './piece.ts'
import { paddingAfter, writeChunk } from './png-chunks.ts'

/** Rows of an image as a PNG has them: compressed without regard to other bands, so that each image with these rows can have the band. */
export interface Band {
  /** IDAT chunk. */
  readonly piece: Piece
  /** Adler-32 of the rows. */
  readonly adler: number
  /** Bytes of the rows before the compression. */
  readonly length: number
}

/** A flush ends the piece at a byte, and the next piece refers to no byte of this piece. */
const flush = { finishFlush: constants.Z_FULL_FLUSH }
/** Options of zlib: for rows that repeat the row above, for rows of few colours, for rows that many images share, and for others. */
const uses = {
  repeat: { level: 9 },
  sparse: { level: 1, windowBits: 10, memLevel: 3 },
  shared: { level: 3 },
  other: { level: 1 },
} as const

/** Bytes from which a thread compresses a band, because the event loop would be blocked for more than half a millisecond. */
export const bytesForThread = 192 * 1024

const deflate = promisify(deflateRaw)

/** Compresses rows, each with its filter type before its pixels. */
export function encodeBand(rows: Uint8Array, use: keyof typeof uses): Band | Promise<Band> {
  // Node allocates chunks of 16 kB by default, which take long to be collected.
  const options = { ...flush, ...uses[use], chunkSize: Math.max(64, rows.length >> 3) }
  const toBand = (bytes: Buffer): Band => ({
    piece: new Piece(writeChunk('IDAT', bytes, paddingAfter(bytes.length))),
    adler: adlerOf(rows),
    length: rows.length,
  })
  if (rows.length < bytesForThread) return toBand(deflateRawSync(rows, options))
  return deflate(rows, options).then(toBand)
}
