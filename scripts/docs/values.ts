import { showBytes, showNumber, showSeconds } from '../../src/values/amounts.ts'
import { code, escapeText, sentence } from './markdown.ts'
import type { FindMeaning } from './meanings.ts'

/** Writes the value of a trait as people write it, in Markdown: `20 MiB`, `png, jpeg`, `reject` with its meaning. */
export function showTrait(trait: string, value: unknown, findMeaning?: FindMeaning): string {
  if (Array.isArray(value) && value.length === 0) return 'none'
  if (Array.isArray(value)) {
    const items = value.map((item) => showItem(trait, item))
    if (isRange(trait)) return [...new Set(items)].join(' to ')
    return items.join(value.some((item) => typeof item === 'object') ? '; ' : ', ')
  }
  if (typeof value === 'string') {
    const meaning = findMeaning?.(trait, value)
    return meaning === undefined ? code(value) || 'an empty text' : `${code(value)}: ${sentence(meaning)}`
  }
  return showItem(trait, value)
}

/** Tests for a trait whose value is a list of the least and the most. */
const isRange = (trait: string) => /^\/tasks\/polling\//.test(trait)

function showItem(trait: string, value: unknown): string {
  if (value === undefined) return '—'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return escapeText(showAmount(trait, value))
  if (typeof value === 'string') return code(value) || 'an empty text'
  if (value === null || Array.isArray(value)) return code(JSON.stringify(value))
  return Object.entries(value)
    .map(([name, member]) => `${escapeText(name)} ${showItem(trait, member)}`)
    .join(', ')
}

/** Writes a number with the unit of its trait. */
export function showAmount(trait: string, value: number): string {
  if (/Bytes$/.test(trait)) return showBytes(value)
  if (/seconds(ByTier\/[^/]*)?$/i.test(trait)) return showSeconds(value)
  if (/\/(minEdge|maxEdge|minPixels|maxPixels|multiple)$/.test(trait)) return `${showNumber(value)} pixels`
  if (/\/maxRatio$/.test(trait)) return `${showNumber(value)}:1`
  return /status$/i.test(trait) ? String(value) : showNumber(value)
}
