import { joinPieces, type Piece } from '../pixels/piece.ts'

/** An encoded image. */
export class DrawnImage {
  readonly #pieces: readonly Piece[]

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  get bytes(): Buffer {
    return joinPieces(this.#pieces)
  }

  /** The image in base64, as pieces of ASCII. */
  get base64(): readonly Buffer[] {
    return this.#pieces.map(({ base64 }) => base64)
  }

  /** Estimated memory in bytes. */
  get size(): number {
    return this.#pieces.reduce((sum, { size }) => sum + size, 0)
  }
}
