/** Images in base64 within the documents of a response. */
export interface ImageTexts {
  /** Returns the text of an image for a document. `mark` names the image; `base64` are its pieces, as ASCII. */
  add(mark: string, base64: readonly Buffer[]): string
}

/** Puts the whole text of an image into a document. */
export const wholeTexts: ImageTexts = {
  add: (_mark, base64) => base64.map((piece) => piece.toString('latin1')).join(''),
}

/** Letters of a long text that the journal keeps. */
const keptLetters = 60

/** Shortens the text at the end of a JSON text: a stand-in for `length` characters, perhaps behind the head of a data URL. */
function shortenEnd(json: string, standInLength: number, length: number): string {
  const start = json.lastIndexOf('"') + 1
  const rest = json.length - start - standInLength
  return `${json.slice(0, start + keptLetters)}… (${rest + length} characters)`
}

/**
 * Short texts that stand for images until a response is sent, because a document with a megabyte of base64 takes long to write as
 * JSON, to validate and to redact. A stand-in is base64 too, because a contract may check the text. It ends with the mark of the
 * image. A mark has the id of a task, which is a digest of the request, so that no prompt contains the stand-in of its own image.
 */
export class StandIns implements ImageTexts {
  #images: Map<string, readonly Buffer[]> | undefined

  add(mark: string, base64: readonly Buffer[]): string {
    const end = Buffer.from(mark.padEnd(Math.ceil(mark.length / 3) * 3)).toString('base64')
    const standIn = (base64[0] as Buffer).toString('latin1', 0, keptLetters) + end
    this.#images ??= new Map()
    this.#images.set(standIn, base64)
    return standIn
  }

  /** Puts the images into the text of a document. */
  expand(text: string): string | (string | Buffer)[] {
    if (!this.#images) return text
    let pieces: (string | Buffer)[] = [text]
    for (const [standIn, base64] of this.#images)
      pieces = pieces.flatMap((piece) =>
        typeof piece === 'string'
          ? piece.split(standIn).flatMap((part, index) => (index === 0 ? [part] : [...base64, part]))
          : [piece],
      )
    return pieces
  }

  /** Shortens the texts with images in the text of a document, as the journal shows long texts. */
  shorten(text: string): string {
    let shortened = text
    for (const [standIn, base64] of this.#images ?? []) {
      const length = base64.reduce((sum, piece) => sum + piece.length, 0)
      shortened = shortened
        .split(standIn)
        .reduce((before, after) => `${shortenEnd(before + standIn, standIn.length, length)}${after}`)
    }
    return shortened
  }

  /** Returns a document with shortened images. */
  shortenIn(document: unknown): unknown {
    return !this.#images || document === undefined ? document : JSON.parse(this.shorten(JSON.stringify(document)))
  }
}
