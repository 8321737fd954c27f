import { lettersOf, widthOf } from './letters.ts'

/** Lines of a text, and the size of their letters in pixels. */
export interface FittedText {
  readonly lines: readonly string[]
  readonly size: number
}

/** Area for a text, in pixels; sizes of its letters, from the largest; letters that no font has. */
export interface TextBox {
  readonly width: number
  readonly height: number
  readonly sizes: readonly number[]
  readonly missing: ReadonlySet<string>
}

/** Height of a line, in em. */
export const lineHeight = 1.35

/** Longest beginning of a text that is drawn, in UTF-16 units: more than fits into the largest image. */
export const maxLength = 8000

/**
 * Breaks a text into lines, in the first of the sizes at which the text fits. At the last size, a text that is still too long ends
 * with the number of letters that are left out. Line breaks, empty lines and indentation of the text are kept.
 */
export function fitText(text: string, { width, height, sizes, missing }: TextBox): FittedText {
  const paragraphs = text
    .trimEnd()
    .slice(0, maxLength)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((paragraph) => lettersOf(paragraph.replaceAll('\t', '    ')).map((letter) => measure(letter, missing)))
  const last = sizes.at(-1) ?? 1
  for (const size of sizes) {
    const rows = Math.max(1, Math.floor(height / (size * lineHeight)))
    const lines = breakLines(paragraphs, width / size, rows + 1)
    if (lines.length <= rows && text.length <= maxLength) return { lines, size }
    if (size === last) return { lines: cut(text, lines, rows), size }
  }
  return { lines: [], size: last }
}

/** Keeps the first rows, and says in the last row how many letters are left out. */
function cut(text: string, lines: readonly string[], rows: number): string[] {
  const shown = lines.slice(0, Math.max(1, rows - 1))
  // Letters without spaces, because the breaks of the lines took some of the spaces.
  const count = (part: string) => part.replaceAll(/\s/g, '').length
  const rest = `… ${count(text) - count(shown.join(''))} more characters`
  return rows > 1 ? [...shown, rest] : [`${shown[0]} …`]
}

interface Letter {
  readonly letter: string
  readonly width: number
  readonly isSpace: boolean
}

const measure = (letter: string, missing: ReadonlySet<string>): Letter => ({
  letter,
  width: widthOf(letter, missing),
  isSpace: letter.trim() === '',
})

/** Breaks paragraphs into at most `rows` lines of `width` em. */
function breakLines(paragraphs: readonly (readonly Letter[])[], width: number, rows: number): string[] {
  const lines: string[] = []
  for (const letters of paragraphs) {
    if (lines.length >= rows) break
    lines.push(...breakParagraph(letters, width, rows - lines.length))
  }
  return lines
}

function breakParagraph(letters: readonly Letter[], width: number, rows: number): string[] {
  const lines: string[] = []
  const push = (start: number, end?: number) =>
    lines.push(
      letters
        .slice(start, end)
        .map(({ letter }) => letter)
        .join('')
        .trimEnd(),
    )
  let start = 0
  // Last position at which the line may break.
  let end = 0
  let used = 0
  for (const [index, letter] of letters.entries()) {
    if (lines.length >= rows) return lines
    if (index > start && mayBreakBetween(letters[index - 1], letter)) end = index
    used += letter.width
    if (used <= width || letter.isSpace || index === start) continue
    const stop = end > start ? end : index
    push(start, stop)
    start = stop
    while (letters[start]?.isSpace) start++
    end = start
    used = letters.slice(start, index + 1).reduce((sum, one) => sum + one.width, 0)
  }
  push(start)
  return lines
}

/** Lines break before a space, and on either side of a wide letter: Chinese, Japanese, Korean, emoji. */
const mayBreakBetween = (before: Letter | undefined, letter: Letter) =>
  letter.isSpace || letter.width >= 1 || (before !== undefined && (before.isSpace || before.width >= 1))
