import { widthOf } from './columns.ts'

/** Options of `wrap`. */
export interface WrapOptions {
  /** Number of columns, with the indent. */
  readonly width: number
  /** Text before the first line. */
  readonly first?: string
  /** Text before the other lines. */
  readonly rest?: string
}

/** Breaks the older form of a workflow command, which GitHub would execute in a log. */
export const withoutCommands = (text: string): string => text.replaceAll('##[', '## [')

/** Breaks a text into lines of at most `width` columns: between words, and inside a word that is too long, such as a URL. */
export function wrap(text: string, { width, first = '', rest = ' '.repeat(widthOf(first)) }: WrapOptions): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of withoutCommands(text).split(' ')) {
    for (const [index, part] of breakWord(word, Math.max(10, width - widthOf(rest))).entries()) {
      const gap = isEmpty || index > 0 ? '' : ' '
      if (!isEmpty && widthOf(line) + gap.length + widthOf(part) > width) {
        lines.push(line)
        line = rest + part
      } else line += gap + part
      isEmpty = false
    }
  }
  return [...lines, line]
}

/** Breaks a word that is wider than a line: after a slash, a comma or another mark if there is one, as in a URL. */
function breakWord(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const chars = [...word]
  const parts: string[] = []
  while (chars.length > 0) {
    let columns = 0
    let count = 0
    while (count < chars.length && columns + widthOf(chars[count] as string) <= width)
      columns += widthOf(chars[count++] as string)
    const end = count < chars.length ? lastBreak(chars.slice(0, count)) : count
    parts.push(chars.splice(0, end).join(''))
  }
  return parts
}

/** Returns the number of characters up to the last mark of the second half, or all of them. */
function lastBreak(chars: readonly string[]): number {
  const place = chars.findLastIndex((char) => /[/,;&?_、，；-]/.test(char)) + 1
  return place > chars.length / 2 ? place : Math.max(1, chars.length)
}
