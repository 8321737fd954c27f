import { crc32 } from 'node:zlib'

export const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Writes a chunk of a PNG: length, type, contents with padding, and checksum. */
export function writeChunk(
  type: 'IHDR' | 'PLTE' | 'tRNS' | 'IDAT' | 'IEND',
  contents: Uint8Array,
  padding: Uint8Array = noBytes,
): Buffer {
  const length = contents.length + padding.length
  const chunk = Buffer.allocUnsafe(length + 12)
  chunk.writeUInt32BE(length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(contents, 8)
  chunk.set(padding, 8 + contents.length)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), length + 8)
  return chunk
}

const noBytes = Buffer.alloc(0)
/** Empty block of deflate that is stored as it is, behind a whole byte. */
const emptyBlock = [0x00, 0x00, 0x00, 0xff, 0xff]
const paddings = [noBytes, Buffer.from(emptyBlock), Buffer.from([...emptyBlock, ...emptyBlock])]

/** Returns the empty blocks that make bytes of deflate end with a whole group of three. */
export const paddingAfter = (length: number): Uint8Array => paddings[length % 3] as Uint8Array

/** Colour types of PNG. */
const colourTypes = { rgb: 2, palette: 3, rgba: 6 } as const

/** Writes the header of an image with a byte for each channel, or for the number of a colour in a palette. */
export function writeHeader(width: number, height: number, type: keyof typeof colourTypes): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colourTypes[type]], 8)
  return writeChunk('IHDR', header)
}
