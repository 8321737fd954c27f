import { parsePointer } from '../contract/pointer.ts'
import { titles } from './title-table.ts'

/** Number of parts of the longest pointer with a title: the search doubles with each part, and reports come from files. */
const longest = Math.max(...Object.keys(titles).map((pattern) => pattern.split('/').length - 1))

/**
 * Names the trait at a JSON pointer for people: `/tasks/polls/task/time` is `Unit of times in a task [task]`. Free names on
 * the way follow in brackets. Gives undefined for what is no member of a dialect.
 */
export function titleOf(pointer: string): string | undefined {
  if (!pointer.startsWith('/')) return undefined
  const parts = parsePointer(pointer)
  const found = parts.length > longest ? undefined : find(parts, '')
  if (!found) return undefined
  const { title, names } = found
  return names.length === 0 ? title : `${title} [${names.join(', ')}]`
}

/** Finds the title below a pattern, and the free names that stood for `*` on the way. */
function find(
  [part, ...rest]: readonly string[],
  pattern: string,
): { readonly title: string; readonly names: readonly string[] } | undefined {
  if (part === undefined) {
    const title = Object.hasOwn(titles, pattern) ? titles[pattern] : undefined
    return title === undefined ? undefined : { title, names: [] }
  }
  const exact = find(rest, `${pattern}/${part}`)
  if (exact || part === '*') return exact
  const found = find(rest, `${pattern}/*`)
  return found && { title: found.title, names: /^\d+$/.test(part) ? found.names : [part, ...found.names] }
}
