import { showShort } from './show-value.ts'
import { toOneLine } from './visible.ts'
import type { Words } from './words.ts'

const maxLength = 120

/** Puts a text on one line, without backticks, which mark code. */
export const plainText = (text: string): string => toOneLine(text).replaceAll('`', "'")

/** Marks a text as code. The text cannot end the mark. */
export const quote = (text: string): string => `\`${plainText(text)}\``

/** Formats a value inside a sentence: numbers and yes or no as they are, everything else as code. */
export function sayValue(value: unknown, labels: Words): string {
  if (value === undefined) return labels.sentences.none
  if (typeof value === 'boolean') return value ? labels.sentences.yes : labels.sentences.no
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string' && value.trim() !== '') return quote(showShort(value, maxLength)?.slice(1, -1) ?? '')
  return isListOfTexts(value) && value.length > 0
    ? sayList(value, labels)
    : quote(showShort(value, maxLength) ?? labels.sentences.none)
}

/** Formats a number with its unit, which the last part of a pointer names: bytes are given in MB too. */
export function sayMeasure(trait: string, value: unknown, labels: Words): string {
  if (typeof value !== 'number') return sayValue(value, labels)
  if (/Bytes$/.test(trait) && value >= 1_000_000)
    return fillBytes(labels, (value / 1_000_000).toFixed(1).replace(/\.0$/, ''), value)
  if (/Bytes$/.test(trait)) return `${value} ${labels.sentences.bytes}`
  return /Seconds$/.test(trait) ? `${value} s` : String(value)
}

const fillBytes = (labels: Words, megabytes: string, bytes: number) =>
  `${megabytes} MB (${bytes} ${labels.sentences.bytes})`

/** Tests for a list of which each item is a text or a number. */
export const isListOfTexts = (value: unknown): value is readonly (string | number)[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')

const maxItems = 8

/** Formats a list: `a, b and c`. Of a long list only the first items are given. */
export function sayList(items: readonly (string | number)[], labels: Words): string {
  const quoted = items.map((item) => quote(String(item)))
  if (quoted.length > maxItems) return `${quoted.slice(0, maxItems - 1).join(', ')}, …`
  const [last = '', ...others] = quoted.toReversed()
  return others.length === 0 ? last : `${others.toReversed().join(', ')}${labels.sentences.and}${last}`
}
