import { showAmount } from '../values.ts'

/** Writes the value of a trait as plain text for a cell of the matrix. */
export function showPlain(trait: string, value: unknown): string {
  if (Array.isArray(value)) {
    const isOfObjects = value.some((item) => typeof item === 'object')
    return value.map((item) => showPlain(trait, item)).join(isOfObjects ? '; ' : ', ') || 'none'
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return showAmount(trait, value)
  if (typeof value === 'string') return value || 'empty'
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, member]) => `${name} ${showPlain(trait, member)}`)
    .join(', ')
}
