/** What could drive a terminal, turn the direction of a text or break XML: controls, such marks, lone surrogates, non-characters. */
const invisible = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu

/** The text with such characters as `\u001b`, which JSON reads as the same. Line feeds and tabs stay. */
export const escapeInvisible = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(invisible, (char) =>
      char === '\n' || char === '\t' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )

/** The same on one line. */
export const toOneLine = (text: string): string => escapeInvisible(text).replace(/\s+/g, ' ').trim()
