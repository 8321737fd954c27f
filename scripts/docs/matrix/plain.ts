import { showAmount } from '../values.ts'

/** Writes the value of a trait as plain text for a cell of the matrix. */
export function showPlain(trait: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => showPlain(trait, item)).join(', ') || 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return showAmount(trait, value)
  if (typeof value === 'string') return value || 'empty'
  return value === null ? 'null' : JSON.stringify(value)
}
