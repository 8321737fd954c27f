import type { CanonicalField, Cause } from '../../dialect/schema.ts'
import { titleOf } from '../../dialect/titles.ts'
import { showBytes, showNumber, showSeconds } from '../../values/amounts.ts'

/** Words of the sentences about code that moves to another gateway. */

/**
 * Fills a template. `{to}` is the value, with quotation marks around a name: `"user"`. `{to:word}` has no quotation marks.
 * `{to:bytes}` is `20 MiB`, `{to:seconds}` is `1 hour`, and `{to:image}` is `1 image` or `4 images`.
 */
export const fillTemplate = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)(?::([\w ]+))?\}/g, (_, name: string, unit?: string) => {
    const value = values[name]
    if (name === 'place' || name === 'name' || unit === 'word') return [value].flat().join(', ')
    return typeof value === 'number' && unit !== undefined ? showAmount(value, unit) : format(value)
  })

function showAmount(value: number, unit: string): string {
  if (unit === 'bytes') return showBytes(value)
  if (unit === 'seconds') return showSeconds(value)
  return `${showNumber(value)} ${unit}${value === 1 ? '' : 's'}`
}

/** Writes a value in a sentence. Pointers and operations need no quotation marks, because they begin with a slash or a method. */
export function format(value: unknown): string {
  if (Array.isArray(value)) return value.map(format).join(', ')
  if (typeof value === 'string') return /^(\/|[A-Z]+ \/)/.test(value) ? value : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return Object.entries(value)
    .map(([name, member]) => `${format(name)}: ${format(member)}`)
    .join(', ')
}

/** Names a place in a document by the title of its trait: `the task id`. */
export function describePlace(trait: string): string {
  const title = titleOf(trait)
  return title === undefined
    ? `the ${trait.split('/').at(-1)}`
    : title.replace(/^(Place of|Member with) | \[.*\]$/g, '')
}

/** Names a field of a request: `the resolution tier`. */
export const nameField = (field: CanonicalField): string =>
  titleOf(`/fields/${field}`)?.replace(/^Field for /, '') ?? `the ${field}`

/** Names a cause of an error: `No balance`. */
export function nameCause(cause: Cause): string {
  const name = titleOf(`/errors/causes/${cause}`)?.replace(/^Refusal: /, '') ?? cause
  return name[0]?.toUpperCase() + name.slice(1)
}
