/**
 * Part of an encoded image, which other images may share. Each piece but the last of an image has whole groups of three bytes, so that
 * the pieces in base64 are the image in base64.
 */
export class Piece {
  readonly bytes: Buffer
  #base64: Buffer | undefined
  #wasRead = false

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** The bytes in base64, as ASCII. Kept from the second time on, because most texts of images are read once. */
  get base64(): Buffer {
    if (this.#base64) return this.#base64
    const base64 = Buffer.from(this.bytes.toString('base64'), 'latin1')
    if (this.#wasRead) this.#base64 = base64
    this.#wasRead = true
    return base64
  }

  /** Estimated memory in bytes, with the bytes in base64. */
  get size(): number {
    return Math.ceil((this.bytes.length * 7) / 3)
  }
}

/** Joins the pieces of an image. */
export function joinPieces(pieces: readonly Piece[]): Buffer {
  const [first] = pieces
  return first && pieces.length === 1 ? first.bytes : Buffer.concat(pieces.map(({ bytes }) => bytes))
}
