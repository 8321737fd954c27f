import type { createImageReader } from '../images/read-image.ts'
import type { InlineImage } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import { type Base64Text, createBase64Text, isBase64Head } from './base64-text.ts'

/** Deepest nesting of a JSON body, in levels. */
export const maxLevels = 64
/** Most members and items of a JSON body. */
const maxValues = 10_000
/** Bytes of a text from which on the text may be an image that is decoded while it arrives. */
export const longTextBytes = 2 ** 14

interface ScanRules {
  /** Most bytes of the body besides its images in base64. */
  readonly plainBytes: number
  /** Tests whether the text at a path is an image. */
  readonly isImageAt: (path: readonly string[]) => boolean
  readonly createReader: () => ReturnType<typeof createImageReader>
}

/** A JSON body while it arrives. */
interface JsonScan {
  /** Adds the next bytes. Throws a Problem when the body is too long, too deep or has too many values. */
  add(chunk: Buffer): Promise<void>
  /** Returns the text of the body, with stand-ins for its images, and the images by their stand-ins. */
  finish(): { text: string; images: ReadonlyMap<string, InlineImage> }
  /** Drops an image that does not arrive whole. */
  drop(): void
}

/** An object or a list that is open. */
interface Level {
  readonly isList: boolean
  /** Name of the current member, or index of the current item. */
  name: string
  /** True where the next text is the name of a member. */
  expectsName: boolean
}

/** A text that is open. */
interface OpenText {
  readonly isName: boolean
  /** The beginning of a name, or of a text that may be an image; undefined for any other text. */
  head: Buffer[] | undefined
  headBytes: number
  image: Base64Text | undefined
  /** Letters of an escape that has begun, without its backslash: of an image all, of any other text none. */
  escape: string | undefined
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d]

/**
 * Scans a JSON body while it arrives. Decodes long images in base64 at once and puts short stand-ins in their places, so that
 * a body with many megabytes of images is parsed as a short text. Leaves it to the parser to refuse what is no JSON.
 */
export function createJsonScan({ plainBytes, isImageAt, createReader }: ScanRules): JsonScan {
  const kept: Buffer[] = []
  let keptBytes = 0
  let values = 0
  const levels: Level[] = []
  const images = new Map<string, InlineImage>()
  let open: OpenText | undefined

  const keep = (bytes: Buffer) => {
    keptBytes += bytes.length
    if (keptBytes > plainBytes)
      throw new Problem(
        'malformedBody',
        `The body has more than ${plainBytes} bytes besides its images; send shorter texts.`,
      )
    if (bytes.length > 0) kept.push(bytes)
  }
  const countValue = () => {
    if (++values > maxValues)
      throw new Problem('malformedBody', `The body has more than ${maxValues} values; send shorter lists.`)
  }
  const enter = (isList: boolean) => {
    countValue()
    levels.push({ isList, name: '0', expectsName: !isList })
    if (levels.length > maxLevels) throw tooDeep()
  }
  const next = (level: Level | undefined) => {
    countValue()
    if (level?.isList) level.name = String(Number(level.name) + 1)
    else if (level) level.expectsName = true
  }
  const openText = (): OpenText => {
    const level = levels.at(-1)
    const isName = level?.expectsName === true
    const isImage = !isName && isImageAt(levels.map(({ name }) => name))
    return { isName, head: isName || isImage ? [] : undefined, headBytes: 0, image: undefined, escape: undefined }
  }

  /** Scans from an index to the next text. Returns the index after its quote. */
  const scanBetween = (chunk: Buffer, from: number): number => {
    let index = from
    for (; index < chunk.length && !open; index++) {
      const byte = chunk[index]
      if (byte === quote) open = openText()
      else if (byte === openObject || byte === openList) enter(byte === openList)
      else if (byte === closeObject || byte === closeList) levels.pop()
      else if (byte === comma) next(levels.at(-1))
      else if (byte === colon) Object.assign(levels.at(-1) ?? {}, { expectsName: false })
    }
    keep(chunk.subarray(from, index))
    return index
  }

  /** Adds raw bytes to a text that is no image, or may still become one. */
  const addRaw = (text: OpenText, bytes: Buffer) => {
    if (!text.head) return keep(bytes)
    text.head.push(bytes)
    text.headBytes += bytes.length
    if (text.headBytes < longTextBytes) return
    const head = Buffer.concat(text.head)
    const start = text.isName ? '' : unescapeText(head)
    // A head that ends within an escape is looked at again with the next bytes.
    if (start === undefined && text.headBytes < 2 * longTextBytes) return
    text.head = undefined
    if (start !== undefined && isBase64Head(start)) text.image = createBase64Text(start, createReader())
    else keep(head)
  }
  const closeText = async (text: OpenText) => {
    const level = levels.at(-1)
    if (text.head) {
      const head = Buffer.concat(text.head)
      keep(head)
      if (text.isName && level) level.name = unescapeText(head) ?? ''
    }
    if (text.image) {
      const path = levels.map(({ name }) => name)
      const { standIn, lead, length, facts } = await text.image.finish()
      const whole = `${lead}${standIn}`
      if (facts) for (const key of new Set([standIn, whole])) images.set(key, { facts, length, path })
      keep(Buffer.from(JSON.stringify(whole).slice(1, -1)))
    }
    keep(quoteBytes)
    open = undefined
  }
  /** Scans a text that is no image, from an index to its end or to the end of the chunk. Returns the index after that. */
  const scanRaw = async (text: OpenText, chunk: Buffer, from: number): Promise<number> => {
    // Only the byte after a backslash could be mistaken for the end of the text.
    let index = text.escape === undefined ? from : from + 1
    text.escape = undefined
    const findNext = createFinder(chunk)
    for (;;) {
      const stop = findNext(index)
      if (stop < chunk.length && chunk[stop] === backslash) {
        index = stop + 2
        if (index > chunk.length) text.escape = ''
        continue
      }
      addRaw(text, chunk.subarray(from, stop))
      if (stop >= chunk.length) return chunk.length
      await closeText(text)
      return stop + 1
    }
  }
  /** Scans the text of an image in the same way. */
  const scanImage = async (text: OpenText, image: Base64Text, chunk: Buffer, from: number): Promise<number> => {
    const findNext = createFinder(chunk)
    let letters = ''
    for (let index = from; ; ) {
      for (; text.escape !== undefined && index < chunk.length; index++)
        letters += addEscape(text, String.fromCharCode(chunk[index] as number))
      const stop = text.escape === undefined ? findNext(index) : chunk.length
      if (stop > index) letters += chunk.toString('latin1', index, stop)
      index = stop + 1
      if (stop < chunk.length && chunk[stop] === backslash) {
        text.escape = ''
        continue
      }
      // JSON has no bare control characters in a text: the parser refuses the body because of this one.
      if (controlCharacter.test(letters)) keep(controlBytes)
      image.add(letters)
      if (stop >= chunk.length) return chunk.length
      await closeText(text)
      return index
    }
  }
  /** Adds a letter to an escape. Returns the character for a whole escape, and no character before. */
  const addEscape = (text: OpenText, letter: string): string => {
    const letters = `${text.escape}${letter}`
    const isWhole = letters[0] !== 'u' || letters.length === 5
    text.escape = isWhole ? undefined : letters
    if (!isWhole) return ''
    const character = unescapeText(Buffer.from(`\\${letters}`, 'latin1'))
    if (character === undefined) keep(controlBytes)
    return character === undefined || controlCharacter.test(character) ? ' ' : character
  }

  return {
    async add(chunk) {
      for (let index = 0; index < chunk.length; ) {
        if (!open) index = scanBetween(chunk, index)
        else if (open.image) index = await scanImage(open, open.image, chunk, index)
        else index = await scanRaw(open, chunk, index)
      }
    },
    finish() {
      if (open?.head) keep(Buffer.concat(open.head))
      open?.image?.drop()
      return { text: new TextDecoder().decode(Buffer.concat(kept)), images }
    },
    drop: () => open?.image?.drop(),
  }
}

/** Refuses a body for its nesting. */
export const tooDeep = (): Problem =>
  new Problem('malformedBody', `The body is nested deeper than ${maxLevels} levels; send a flatter one.`)

const quoteBytes = Buffer.from('"')
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids these characters in texts
const controlCharacter = /[\0-\x1f]/
const controlBytes = Buffer.from('\n')

/** Creates a function that finds the next quote or backslash, or else the end of the chunk. Each byte is looked at once. */
function createFinder(chunk: Buffer): (from: number) => number {
  const nextOf = (byte: number) => {
    let found = -1
    return (from: number) => {
      if (found >= from) return found
      found = chunk.indexOf(byte, from)
      if (found < 0) found = chunk.length
      return found
    }
  }
  const [nextQuote, nextBackslash] = [nextOf(quote), nextOf(backslash)]
  return (from) => (from >= chunk.length ? chunk.length : Math.min(nextQuote(from), nextBackslash(from)))
}

/** Reads the bytes between the quotes of a text; undefined if they are no JSON. */
function unescapeText(bytes: Buffer): string | undefined {
  try {
    return JSON.parse(`"${bytes}"`) as string
  } catch {
    return undefined
  }
}
