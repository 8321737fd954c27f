import { hasBase64Letters } from '../../values/base64.ts'
import type { createImageReader } from '../images/read-image.ts'
import type { ImageFacts } from '../model/body.ts'

/** An image in base64 whose text arrives in pieces. */
export interface Base64Text {
  add(text: string): void
  /** Returns what stands for the text, the spaces before the text, and the facts about the image unless the text is no base64. */
  finish(): Promise<{ standIn: string; lead: string; length: number; facts: ImageFacts | undefined }>
  drop(): void
}

const dataUrlHead = /^data:image\/[\w.+-]+;base64,/i
/** Letters of the image that its stand-in keeps: whole bytes, since a schema may check the text. */
const keptLetters = 1024

/** Tests for the beginning of an image in base64: of a data URL, or of the image itself. */
export const isBase64Head = (text: string): boolean =>
  dataUrlHead.test(text.trimStart()) || hasBase64Letters(text.trimStart(), 'either')

/**
 * Decodes an image in base64 while its text arrives, so that neither the text nor the image is in memory as a whole string. The
 * stand-in is base64 too, with the digest of the image in place of its end, so that equal images have equal stand-ins. It has
 * a foreign letter of a data URL, because a contract may forbid such letters.
 */
export function createBase64Text(head: string, reader: ReturnType<typeof createImageReader>): Base64Text {
  const start = head.trimStart()
  const lead = head.slice(0, head.length - start.length)
  const [prefix = ''] = dataUrlHead.exec(start) ?? []
  let length = head.length
  let kept = ''
  /** Letters of an incomplete group of four. */
  let rest = ''
  /** Spaces and padding, which may only end a text. */
  let end = ''
  let isForeign = false
  /** First letter within a data URL that is no base64, such as a line break. */
  let foreign = ''
  const decode = (letters: string) => {
    const all = rest + letters
    const whole = all.length - (all.length % 4)
    kept += kept.length < keptLetters ? all.slice(0, Math.min(whole, keptLetters)) : ''
    rest = all.slice(whole)
    reader.add(Buffer.from(all.slice(0, whole), 'base64'))
  }
  const addLetters = (text: string) => {
    const foreignAt = text.search(/[^\w+/-]/)
    const isEnded = end.includes('=')
    // A data URL may have spaces anywhere, and its image ends at the padding.
    if (prefix !== '') {
      foreign ||= /[^\w+/=-]/.exec(text)?.[0] ?? ''
      const [before = '', ...after] = text.split('=', foreignAt < 0 ? 1 : 2)
      if (!isEnded) decode(foreignAt < 0 ? text : before.replaceAll(/[^\w+/-]/g, ''))
      if (after.length > 0) end = '='
      return
    }
    const letters = foreignAt < 0 ? text : text.slice(0, foreignAt)
    isForeign ||= letters !== '' && end !== ''
    end += text.slice(letters.length)
    isForeign ||= !/^={0,2}\s*$/.test(end.slice(0, 100))
    end = end.slice(0, 100)
    decode(letters)
  }
  addLetters(start.slice(prefix.length))
  return {
    add(text) {
      length += text.length
      addLetters(text)
    },
    async finish() {
      reader.add(Buffer.from(rest, 'base64'))
      const facts = await reader.finish()
      if (isForeign) return { standIn: `${prefix}${kept}…`, lead, length, facts: undefined }
      const mark = facts.sha256 || String(facts.bytes).padStart(64, '0')
      return { standIn: `${prefix}${kept.slice(0, keptLetters)}${foreign}${mark}`, lead, length, facts }
    },
    drop: reader.drop,
  }
}
