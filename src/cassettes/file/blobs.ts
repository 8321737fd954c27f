import { createHash } from 'node:crypto'

/** Files by their hash: each is kept once. */
export interface Shelf {
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Its name: the hash, and an ending that says what it is. */
  put(bytes: Uint8Array): string
  /** The text with a mark in place of every picture in base64. */
  shorten(text: string): string
}

/** How files of pictures begin, as latin1. */
const beginnings: readonly [ending: string, pattern: RegExp][] = [
  ['png', /^\x89PNG\r\n/],
  ['jpeg', /^\xff\xd8\xff/],
  ['webp', /^RIFF....WEBP/s],
  ['gif', /^GIF8[79]a/],
]
/** The same beginnings in base64, to find them in a text. */
const inBase64 = /(?:iVBORw0KGg|\/9j\/|UklGR|R0lGOD)[A-Za-z0-9+/]{40,}={0,2}/g
const mark = /\{\{picture ([0-9a-f]{64}\.[a-z]+)\}\}/g

export const endingOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return beginnings.find(([, pattern]) => pattern.test(head))?.[0] ?? 'bin'
}

export function createShelf(): Shelf {
  const files = new Map<string, Uint8Array>()
  const put = (bytes: Uint8Array) => {
    const name = `${createHash('sha256').update(bytes).digest('hex')}.${endingOf(bytes)}`
    files.set(name, bytes)
    return name
  }
  return {
    files,
    put,
    shorten: (text) =>
      text.replaceAll(inBase64, (found) => {
        const bytes = Buffer.from(found, 'base64')
        // What could not be put back as it was stays.
        const isPicture = endingOf(bytes) !== 'bin' && bytes.toString('base64') === found
        return isPicture ? `{{picture ${put(bytes)}}}` : found
      }),
  }
}

/** The text with the pictures in their places again. */
export const lengthen = (text: string, files: ReadonlyMap<string, Uint8Array>): string =>
  text.replaceAll(mark, (all, name: string) => {
    const bytes = files.get(name)
    return bytes ? Buffer.from(bytes).toString('base64') : all
  })
