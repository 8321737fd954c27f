import { joinChecksums } from './adler.ts'
import type { Band } from './band.ts'
import { Piece } from './piece.ts'
import { paddingAfter, signature, writeChunk, writeHeader } from './png-chunks.ts'

/** Colours of a palette: red, green and blue of each, and the alpha of each if some colours are transparent. */
export interface Palette {
  readonly colours: Uint8Array
  readonly alphas?: Uint8Array | undefined
}

/** Header of a zlib stream with a window of 32 kB. */
const zlibHeader = Buffer.from([0x78, 0x01])
/** Empty last block of deflate, with fixed codes. */
const lastBlock = [0x03, 0x00]
const end = writeChunk('IEND', Buffer.alloc(0))

/** Joins bands to a PNG with a palette. */
export const writePng = (width: number, height: number, palette: Palette, bands: readonly Band[]): Piece[] =>
  toPieces(
    [
      writeHeader(width, height, 'palette'),
      writeChunk('PLTE', palette.colours),
      ...(palette.alphas ? [writeChunk('tRNS', palette.alphas)] : []),
    ],
    bands,
  )

/** Joins bands to a PNG whose pixels have channels. */
export const writeTrueColour = (width: number, height: number, channels: 3 | 4, bands: readonly Band[]): Piece[] =>
  toPieces([writeHeader(width, height, channels === 4 ? 'rgba' : 'rgb')], bands)

function toPieces(chunks: readonly Buffer[], bands: readonly Band[]): Piece[] {
  const adler = bands.reduce((sum, band) => joinChecksums(sum, band.adler, band.length), 1)
  const tail = Buffer.from([...lastBlock, 0, 0, 0, 0])
  tail.writeUInt32BE(adler, lastBlock.length)
  const head = Buffer.concat([signature, ...chunks])
  const zlib = writeChunk('IDAT', zlibHeader, paddingAfter(head.length + zlibHeader.length))
  return [
    new Piece(Buffer.concat([head, zlib])),
    ...bands.map(({ piece }) => piece),
    new Piece(Buffer.concat([writeChunk('IDAT', tail), end])),
  ]
}
