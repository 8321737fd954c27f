import { parsePointer } from '../contract/pointer.ts'
import { titles } from './title-table.ts'

/**
 * Number of parts of the longest pointer with a title. Longer pointers are not searched, because the search doubles with each
 * part and a report from a file can hold any pointer.
 */
const maxParts = Math.max(...Object.keys(titles).map((pattern) => pattern.split('/').length - 1))

/**
 * Returns the title of the trait at a JSON pointer: `/tasks/polls/task/time` is `Unit of times in a task [task]`. The free
 * names of the pointer follow in brackets. Returns undefined when the dialect has no such member.
 */
export function titleOf(pointer: string): string | undefined {
  const match = findMember(pointer)
  if (!match) return undefined
  const { title, names } = match
  return names.length === 0 ? title : `${title} [${names.join(', ')}]`
}

/** Member of the dialect's schema. */
export interface TitledMember {
  readonly title: string
  /** Pointer with `*` for a free name or the number of an item. */
  readonly pattern: string
  /** Free names of the pointer. */
  readonly names: readonly string[]
}

/** Finds the member of the dialect's schema that a JSON pointer names. Returns undefined when the schema has no such member. */
export function findMember(pointer: string): TitledMember | undefined {
  if (!pointer.startsWith('/')) return undefined
  const parts = parsePointer(pointer)
  return parts.length > maxParts ? undefined : findBelow(parts, '')
}

/** Finds the member below a pattern. */
function findBelow([part, ...rest]: readonly string[], pattern: string): TitledMember | undefined {
  if (part === undefined) {
    const title = Object.hasOwn(titles, pattern) ? titles[pattern] : undefined
    return title === undefined ? undefined : { title, pattern, names: [] }
  }
  const exact = findBelow(rest, `${pattern}/${part}`)
  if (exact || part === '*') return exact
  const match = findBelow(rest, `${pattern}/*`)
  return match && { ...match, names: /^\d+$/.test(part) ? match.names : [part, ...match.names] }
}
