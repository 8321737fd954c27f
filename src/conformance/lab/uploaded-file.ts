import type { FileUpload } from '../../probes/ask.ts'

/** Bytes of a chunk. The memory of larger chunks is not reused, which takes longer than to copy them. */
const chunkBytes = 64 * 2 ** 10

/** File of a form whose bytes stay where they are. A plain File copies them, 50 MB for the limits of uploads. */
export class UploadedFile extends File {
  readonly #bytes: Uint8Array

  constructor({ name, type, bytes }: FileUpload) {
    super([], name, { type })
    this.#bytes = bytes
    Object.defineProperty(this, 'size', { value: bytes.length })
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks())
  }

  *#chunks(): Generator<Uint8Array<ArrayBuffer>> {
    for (let start = 0; start < this.#bytes.length; start += chunkBytes)
      yield this.#bytes.subarray(start, start + chunkBytes) as Uint8Array<ArrayBuffer>
  }
}
