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
export function writePng(width: number, height: number, palette: Palette, bands: readonly Band[]): Buffer {
  const adler = bands.reduce((sum, band) => joinChecksums(sum, band.adler, band.length), 1)
  const tail = Buffer.from([...lastBlock, 0, 0, 0, 0])
  tail.writeUInt32BE(adler, lastBlock.length)
  return Buffer.concat([
    signature,
    writeHeader(width, height),
    writeChunk('PLTE', palette.colours),
    ...(palette.alphas ? [writeChunk('tRNS', palette.alphas)] : []),
    zlibHeader,
    ...bands.map(({ chunk }) => chunk),
    writeChunk('IDAT', tail),
    end,
  ])
}
