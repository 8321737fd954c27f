import { createHash } from 'node:crypto'

/** Files by their hash: each is kept once. */
export interface BlobStore {
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Its name: the hash, and an ending that says what it is. */
  put(bytes: Uint8Array): string
  /** The text with a mark in place of every picture in base64. */
  extractImages(text: string): string
}

/** How files of pictures begin, as latin1. */
const magicNumbers: readonly [ending: string, pattern: RegExp][] = [
  ['png', /^\x89PNG\r\n/],
  ['jpeg', /^\xff\xd8\xff/],
  ['webp', /^RIFF....WEBP/s],
  ['gif', /^GIF8[79]a/],
]
/** The same beginnings in base64, to find them in a text. */
const base64Images = /(?:iVBORw0KGg|\/9j\/|UklGR|R0lGOD)[A-Za-z0-9+/]{40,}={0,2}/g
const imageMark = /\{\{picture ([0-9a-f]{64}\.[a-z]+)\}\}/g

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
        // What could not be put back as it was stays.
        const isImage = extensionOf(bytes) !== 'bin' && bytes.toString('base64') === base64
        return isImage ? `{{picture ${put(bytes)}}}` : base64
      }),
  }
}

/** The text with the pictures in their places again. */
export const restoreImages = (text: string, files: ReadonlyMap<string, Uint8Array>): string =>
  text.replaceAll(imageMark, (all, name: string) => {
    const bytes = files.get(name)
    return bytes ? Buffer.from(bytes).toString('base64') : all
  })
