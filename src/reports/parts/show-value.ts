import { escapeInvisible } from './visible.ts'

/**
 * Formats a JSON value for people: on one line if `width` characters are enough, otherwise indented. Returns undefined for
 * undefined.
 */
export function showValue(value: unknown, width = 72): string | undefined {
  return value === undefined ? undefined : escapeInvisible(write(value, width, ''))
}

function write(value: unknown, width: number, indent: string): string {
  const line = writeInline(value)
  if (typeof value !== 'object' || value === null || indent.length + line.length <= width) return line
  const inner = `${indent}  `
  const isList = Array.isArray(value)
  const parts = isList
    ? value.map((item) => write(item, width, inner))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${write(member, width, inner)}`)
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`
}

/** Writes JSON on one line. JSON escapes line breaks in strings, so every line break belongs to the layout. */
const writeInline = (value: unknown): string =>
  (JSON.stringify(value, null, 1) ?? 'null')
    .replace(/([[{])\n\s*/g, '$1')
    .replace(/\n\s*([\]}])/g, '$1')
    .replace(/\n\s*/g, ' ')

/** Cuts a text to at most `length` code points, the last of which is an ellipsis if text was cut. */
export function shorten(text: string, length: number): string {
  const points = [...text.slice(0, 2 * length + 2)]
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`
}

/** Formats a JSON value on one line of at most `length` code points. Returns undefined for undefined. */
export const showShort = (value: unknown, length: number): string | undefined => {
  const text = showValue(value, Number.POSITIVE_INFINITY)
  return text === undefined ? undefined : shorten(text, length)
}

/** Formats a value for a narrow place: a text without quotation marks, a list of texts with commas, other values as JSON. */
export function showPlain(value: unknown, length: number): string | undefined {
  const isPlain = (item: unknown) => typeof item === 'string' && /^[^\s",[\]{}]+$/.test(item)
  if (isPlain(value)) return shorten(escapeInvisible(String(value)), length)
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain))
    return shorten(escapeInvisible(value.join(', ')), length)
  return showShort(value, length)
}
