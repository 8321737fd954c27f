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
/** Images in base64 within a text, found by the same first bytes. */
const base64Images = /(?:iVBORw0KGg|\/9j\/|UklGR|R0lGOD)[A-Za-z0-9+/]{40,}={0,2}/g
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
    extractImages: (text) =>
      text.replaceAll(base64Images, (base64) => {
        const bytes = Buffer.from(base64, 'base64')
        // Text that would not be restored exactly stays in place.
        const isImage = extensionOf(bytes) !== 'bin' && bytes.toString('base64') === base64
        return isImage ? `{{image ${put(bytes)}}}` : base64
      }),
  }
}

/** Replaces the image placeholders in a text by the base64 of the files. */
export const restoreImages = (text: string, files: ReadonlyMap<string, Uint8Array>): string =>
  text.replaceAll(imagePlaceholder, (placeholder, name: string) => {
    const bytes = files.get(name)
    return bytes ? Buffer.from(bytes).toString('base64') : placeholder
  })
