import { formatPointer } from '../../contract/pointer.ts'
import { type Places, readPointer } from '../../dialect/lens.ts'

/** Pointers to every value of the document that is meant, the nearest to its root first. */
export function locate(
  document: unknown,
  isMeant: (value: unknown) => boolean,
  path: readonly string[] = [],
): string[] {
  const here = isMeant(document) ? [formatPointer(path)] : []
  if (typeof document !== 'object' || document === null) return here
  const below = Object.entries(document).flatMap(([key, child]) => locate(child, isMeant, [...path, key]))
  return [...here, ...below].sort((a, b) => a.split('/').length - b.split('/').length)
}

/** The pointers of a lens that hold what is meant, or, where none does, the nearest place that does. */
export function pointersSeen(
  document: unknown,
  known: Places,
  isMeant: (value: unknown) => boolean,
): string | string[] | undefined {
  const fitting = [known ?? []].flat().filter((pointer) => isMeant(readPointer(document, pointer)))
  const [first, ...rest] = fitting.length > 0 ? fitting : locate(document, isMeant).slice(0, 1)
  return rest.length === 0 ? first : [first as string, ...rest]
}
