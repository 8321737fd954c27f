import { formatPointer } from '../../contract/pointer.ts'
import { type LensPointers, pointersOf, readPointer } from '../../dialect/lens.ts'

/** Pointers to every value of the document that is meant, the nearest to its root first. */
export function locate(
  document: unknown,
  isMatch: (value: unknown) => boolean,
  path: readonly string[] = [],
): string[] {
  const ownPointers = isMatch(document) ? [formatPointer(path)] : []
  if (typeof document !== 'object' || document === null) return ownPointers
  const deeperPointers = Object.entries(document).flatMap(([key, child]) => locate(child, isMatch, [...path, key]))
  return [...ownPointers, ...deeperPointers].sort((a, b) => a.split('/').length - b.split('/').length)
}

/** The pointers of a lens that hold what is meant, or, where none does, the nearest place that does. */
export function findPointers(
  document: unknown,
  documented: LensPointers,
  isMatch: (value: unknown) => boolean,
): string | string[] | undefined {
  const matching = pointersOf(documented).filter((pointer) => isMatch(readPointer(document, pointer)))
  const [first, ...rest] = matching.length > 0 ? matching : locate(document, isMatch).slice(0, 1)
  return rest.length === 0 ? first : [first as string, ...rest]
}
