import { joinChecksums } from './adler.ts'
import type { Band } from './band.ts'
import { signature, writeChunk, writeHeader } from './png-chunks.ts'

/** Colours of a palette: red, green and blue of each, and the alpha of each if some colours are transparent. */
export interface Palette {
  readonly colours: Uint8Array
  readonly alphas?: Uint8Array | undefined
}

/** Header of a zlib stream with a window of 32 kB. */
const zlibHeader = writeChunk('IDAT', Buffer.from([0x78, 0x01]))
/** Empty last block of deflate, with fixed codes. */
const lastBlock = [0x03, 0x00]
const end = writeChunk('IEND', Buffer.alloc(0))

/** Joins bands to a PNG with a palette. */
export const writePng = (width: number, height: number, palette: Palette, bands: readonly Band[]): Buffer =>
  joinChunks(
    [
      writeHeader(width, height, 'palette'),
      writeChunk('PLTE', palette.colours),
      ...(palette.alphas ? [writeChunk('tRNS', palette.alphas)] : []),
    ],
    bands,
  )

/** Joins bands to a PNG whose pixels have channels. */
export const writeTrueColour = (width: number, height: number, channels: 3 | 4, bands: readonly Band[]): Buffer =>
  joinChunks([writeHeader(width, height, channels === 4 ? 'rgba' : 'rgb')], bands)

function joinChunks(head: readonly Buffer[], bands: readonly Band[]): Buffer {
  const adler = bands.reduce((sum, band) => joinChecksums(sum, band.adler, band.length), 1)
  const tail = Buffer.from([...lastBlock, 0, 0, 0, 0])
  tail.writeUInt32BE(adler, lastBlock.length)
  const chunks = bands.map(({ chunk }) => chunk)
  return Buffer.concat([signature, ...head, zlibHeader, ...chunks, writeChunk('IDAT', tail), end])
}
