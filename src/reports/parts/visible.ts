/** Characters that control a terminal, change the direction of text or break XML: controls, marks, lone surrogates, non-characters. */
const invisible = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu

/** Writes invisible characters as escapes such as `\u001b`, which JSON reads as the same characters. Keeps line feeds and tabs. */
export const escapeInvisible = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(invisible, (char) =>
      char === '\n' || char === '\t' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )

/** Writes invisible characters as escapes, and collapses white space, so that the text has one line. */
export const toOneLine = (text: string): string => escapeInvisible(text).replace(/\s+/g, ' ').trim()
