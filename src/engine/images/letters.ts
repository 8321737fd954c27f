// Node loads its tables of letters here, and those of emoji below, which takes a mock 15 ms each; so neither is loaded at the start.
let segmenter: Intl.Segmenter | undefined
function segment(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text)
}

/** Splits a text into letters as a reader counts them: a flag or another emoji of several code points is one letter. */
export const lettersOf = (text: string): string[] =>
  /^\p{ASCII}*$/u.test(text) ? [...text] : Array.from(segment(text), (part) => part.segment)

let emojiPattern: RegExp | undefined
/** Matches code points of which each emoji has one. */
const emojiPart = /[\u00a9\u00ae\u203c-\u{10ffff}]/u

/** Splits a text at emoji that are drawn in colour by default. Every second part is an emoji. */
export function splitAtEmoji(text: string): string[] {
  if (!emojiPart.test(text)) return [text]
  emojiPattern ??= /(\p{RGI_Emoji})/v
  return text.split(emojiPattern)
}

/** Tests for an emoji that is drawn in colour by default. */
export const hasEmoji = (text: string): boolean => splitAtEmoji(text).length > 1

const widths: readonly (readonly [{ test(letter: string): boolean }, em: number])[] = [
  [/^(?:[fij]|[lrt]|[I.,:;'"`|!()[\]{}/\\ \u00a0-])/, 0.36],
  [/^[mwMW@%&—…]/, 0.93],
  [/^(?:[csv]|[x-z?])/, 0.52],
  [/^[a-z0-9$]/, 0.61],
  [/^[A-Z]/, 0.68],
  [{ test: hasEmoji }, 1.25],
  [/^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/u, 1],
]

/** Estimates the width of a letter in em. Fonts differ, so the estimate is rather too wide. Each of the `missing` letters is a box. */
export function widthOf(letter: string, missing: ReadonlySet<string> = none): number {
  if (missing.size > 0) {
    const boxes = [...letter].filter((part) => missing.has(part))
    if (boxes.length > 0) return boxes.reduce((sum, part) => sum + (part.length > 1 ? 1.1 : 0.8), 0)
  }
  return widths.find(([pattern]) => pattern.test(letter))?.[1] ?? 0.62
}

const none: ReadonlySet<string> = new Set()

const textWidthOf = (text: string): number => lettersOf(text).reduce((sum, letter) => sum + widthOf(letter), 0)

/** Returns the first of the texts with at most `em`, or the first one shortened. */
export const fitFirst = (texts: readonly string[], em: number): string =>
  texts.find((text) => text !== '' && textWidthOf(text) <= em) ?? shorten(texts[0] ?? '', em)

/** Shortens a text in its middle to a width in em, so that the end of a file name remains. */
export function shorten(text: string, em: number): string {
  const letters = lettersOf(text)
  let width = textWidthOf(text)
  if (width <= em) return text
  const middle = Math.ceil(letters.length / 2)
  const [head, tail] = [letters.slice(0, middle), letters.slice(middle)]
  while (width + widthOf('m') > em && head.length + tail.length > 1)
    width -= widthOf((head.length >= tail.length ? head.pop() : tail.shift()) ?? '')
  return `${head.join('')}…${tail.join('')}`
}
