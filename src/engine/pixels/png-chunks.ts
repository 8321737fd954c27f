import { crc32 } from 'node:zlib'

export const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Writes a chunk of a PNG: length, type, contents and checksum. */
export function writeChunk(type: 'IHDR' | 'PLTE' | 'tRNS' | 'IDAT' | 'IEND', contents: Uint8Array): Buffer {
  const chunk = Buffer.allocUnsafe(contents.length + 12)
  chunk.writeUInt32BE(contents.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(contents, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), contents.length + 8)
  return chunk
}

/** Writes the header of an image whose pixels are numbers of colours in a palette. */
export function writeHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel, with a palette.
  header.set([8, 3], 8)
  return writeChunk('IHDR', header)
}
