import { formatPointer } from '../../contract/pointer.ts'
import { type LensPointers, pointersOf, readPointer } from '../../dialect/lens.ts'
import { parseJsonText } from '../../values/parse-json.ts'

/** Lists the pointers to all values that match, also inside texts of JSON, the nearest to the root first. */
export function locate(
  document: unknown,
  isMatch: (value: unknown) => boolean,
  path: readonly string[] = [],
): string[] {
  const ownPointers = isMatch(document) ? [formatPointer(path)] : []
  const node = typeof document === 'string' ? parseJsonText(document) : document
  if (typeof node !== 'object' || node === null) return ownPointers
  const deeperPointers = Object.entries(node).flatMap(([key, child]) => locate(child, isMatch, [...path, key]))
  return [...ownPointers, ...deeperPointers].sort((a, b) => a.split('/').length - b.split('/').length)
}

/** Keeps the documented pointers whose values match. If none matches, returns the matching pointer nearest to the root. */
export function findPointers(
  document: unknown,
  documented: LensPointers,
  isMatch: (value: unknown) => boolean,
): string | string[] | undefined {
  const matching = pointersOf(documented).filter((pointer) => isMatch(readPointer(document, pointer)))
  const [first, ...rest] = matching.length > 0 ? matching : locate(document, isMatch).slice(0, 1)
  return rest.length === 0 ? first : [first as string, ...rest]
}
