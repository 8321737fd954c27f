import { toOneLine } from './visible.ts'

/** Comment that shows nothing: it parts characters which GitHub would read together, such as a mention. */
const gap = '<!-- -->'

/**
 * Escapes a text for Markdown on GitHub: characters of Markdown and HTML, and what becomes a mention, a link to an issue, a link
 * or a formula. Plain characters stay as they are.
 */
export const escapeText = (text: string): string =>
  toOneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*[\]|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll('$', '<span>$</span>')
    .replace(/@(?=[\p{L}\p{N}])/gu, `@${gap}`)
    .replace(/#(?=\d)|\b(gh-)(?=\d)/gi, (mark) => `${mark}${gap}`)
    .replaceAll('://', `:${gap}//`)
    .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}${gap}.`)

/** Formats a text as code, in tables and lists alike. */
export const code = (text: string): string => `<code>${escapeText(text)}</code>`

/** Formats a sentence in which code stands in backticks. */
export const sentenceText = (sentence: string): string =>
  sentence
    .split('`')
    .map((part, index) => (index % 2 === 0 ? keepSpaces(part) : code(part)))
    .join('')

/** Escapes a text and keeps a space at each end, which belongs to the sentence. */
const keepSpaces = (text: string) =>
  `${/^\s/.test(text) ? ' ' : ''}${escapeText(text)}${/\s$/.test(text) && text.trim() !== '' ? ' ' : ''}`

/** Formats a link. The target is a safe URL without spaces, quotes and angle brackets. */
export const link = (text: string, target: string | undefined): string =>
  target === undefined ? escapeText(text) : `[${escapeText(text)}](<${target}>)`

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
export const tableHead = (cells: readonly string[]): string => tableRow(cells) + tableRow(cells.map(() => '---'))
