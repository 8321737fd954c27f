import { createHash } from 'node:crypto'

/** Files by the hash of their bytes; equal files are stored once. */
export interface BlobStore {
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Stores a file and returns its name: the SHA-256 in hex, and the extension of its format. */
  put(bytes: Uint8Array): string
  /** Stores every base64 image in a text and returns the text with a placeholder for each. */
  extractImages(text: string): string
}

/** First bytes of image files, as latin1. */
const magicNumbers: readonly [extension: string, pattern: RegExp][] = [
  ['png', /^\x89PNG\r\n/],
  ['jpeg', /^\xff\xd8\xff/],
  ['webp', /^RIFF....WEBP/s],
  ['gif', /^GIF8[79]a/],
]
/** Starts of images in base64 within a text, found by the same first bytes. */
const base64Starts = /iVBORw0KGg|\/9j\/|UklGR|R0lGOD/g
/** Fewest letters of an image in base64 behind its start. */
const shortestRest = 40
const imagePlaceholder = /\{\{image ([0-9a-f]{64}\.[a-z]+)\}\}/g

export const extensionOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return magicNumbers.find(([, pattern]) => pattern.test(head))?.[0] ?? 'bin'
}

export function createBlobStore(): BlobStore {
  const files = new Map<string, Uint8Array>()
  const put = (bytes: Uint8Array) => {
    const name = `${createHash('sha256').update(bytes).digest('hex')}.${extensionOf(bytes)}`
    files.set(name, bytes)
    return name
  }
  return {
    files,
    put,
    extractImages(text) {
      let result = ''
      let end = 0
      for (const base64 of base64Parts(text)) {
        const bytes = Buffer.from(base64.text, 'base64')
        // Text that would not be restored exactly stays in place.
        if (extensionOf(bytes) === 'bin' || bytes.toString('base64') !== base64.text) continue
        result += `${text.slice(end, base64.start)}{{image ${put(bytes)}}}`
        end = base64.start + base64.text.length
      }
      return result + text.slice(end)
    },
  }
}

/**
 * Finds the parts of a text that may be images in base64. Searches for the end of each, because a loop over many megabytes
 * would exceed the stack of a regular expression.
 */
function* base64Parts(text: string): Generator<{ readonly start: number; readonly text: string }> {
  let end = 0
  for (const { index: start, 0: head } of text.matchAll(base64Starts)) {
    if (start < end) continue
    const foreign = /[^A-Za-z0-9+/]/g
    foreign.lastIndex = start
    const letters = foreign.exec(text)?.index ?? text.length
    const [padding = ''] = /^={0,2}/.exec(text.slice(letters, letters + 2)) ?? []
    end = letters + padding.length
    if (letters - start >= head.length + shortestRest) yield { start, text: text.slice(start, end) }
  }
}

/** Replaces the image placeholders in a text by the base64 of the files. */
export const restoreImages = (text: string, files: ReadonlyMap<string, Uint8Array>): string =>
  text.replaceAll(imagePlaceholder, (placeholder, name: string) => {
    const bytes = files.get(name)
    return bytes ? Buffer.from(bytes).toString('base64') : placeholder
  })
