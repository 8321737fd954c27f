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
  if (!pointer.startsWith('/')) return undefined
  const parts = parsePointer(pointer)
  const match = parts.length > maxParts ? undefined : findTitle(parts, '')
  if (!match) return undefined
  const { title, names } = match
  return names.length === 0 ? title : `${title} [${names.join(', ')}]`
}

/** Finds the title below a pattern, and the free names that match `*`. */
function findTitle(
  [part, ...rest]: readonly string[],
  pattern: string,
): { readonly title: string; readonly names: readonly string[] } | undefined {
  if (part === undefined) {
    const title = Object.hasOwn(titles, pattern) ? titles[pattern] : undefined
    return title === undefined ? undefined : { title, names: [] }
  }
  const exact = findTitle(rest, `${pattern}/${part}`)
  if (exact || part === '*') return exact
  const match = findTitle(rest, `${pattern}/*`)
  return match && { title: match.title, names: /^\d+$/.test(part) ? match.names : [part, ...match.names] }
}
