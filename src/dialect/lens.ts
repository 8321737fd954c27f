import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { memoize } from '../values/memoize.ts'
import { parseJsonText } from '../values/parse-json.ts'

/** Parses a pointer once, because each response reads and writes through the same few hundred pointers of its dialect. */
const parseCached: (pointer: string) => readonly string[] = memoize(parsePointer)

/** Returns the value at the pointer, or undefined where the path ends early. The path may go through texts of JSON. */
export function readPointer(document: unknown, pointer: string): unknown {
  let node = document
  for (const part of parseCached(pointer)) {
    if (typeof node === 'string') node = parseJsonText(node)
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return undefined
    node = (node as Record<string, unknown>)[part]
  }
  return node
}

/** Lists the pointers to the texts through which a path to a value goes. */
export const textsOnTheWay = (document: unknown, pointer: string): string[] =>
  parseCached(pointer)
    .map((_, index, parts) => formatPointer(parts.slice(0, index)))
    .filter((place) => typeof readPointer(document, place) === 'string')

/** Turns the objects and lists at the pointers into texts of JSON. Returns the document, which changes in place. */
export const writeJsonTexts = (document: unknown, pointers: readonly string[] = []): unknown =>
  // A text inside another is written first.
  pointers
    .toSorted((a, b) => b.length - a.length)
    .reduce((whole, pointer) => {
      const value = readPointer(whole, pointer)
      return typeof value === 'object' && value !== null ? writePointer(whole, pointer, JSON.stringify(value)) : whole
    }, document)

/**
 * Writes the value at the pointer and returns the document, which changes in place. Creates missing members on the way: an
 * array where a number follows, otherwise an object.
 */
export const writePointer = (document: unknown, pointer: string, value: unknown): unknown =>
  writeAt(document, parseCached(pointer), 0, value)

function writeAt(document: unknown, parts: readonly string[], depth: number, value: unknown): unknown {
  const head = parts[depth]
  if (head === undefined) return value
  const node = (document ?? (/^\d+$/.test(head) ? [] : {})) as Record<string, unknown>
  node[head] = writeAt(node[head], parts, depth + 1, value)
  return node
}

/** Removes the member at the pointer and returns the document, which changes in place. Later items of a list move up. */
export function removePointer(document: unknown, pointer: string): unknown {
  const parts = parsePointer(pointer)
  const last = parts.pop()
  const parent = parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document)
  if (last === undefined || typeof parent !== 'object' || parent === null) return document
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete (parent as Record<string, unknown>)[last]
  return document
}

/** Places of a field in a document: one pointer or several. */
export type LensPointers = string | readonly string[] | undefined

/** Table from canonical fields to JSON pointers in a document of the provider; works in both directions. */
export type Lens = { readonly [field: string]: LensPointers }

export const pointersOf = (places: LensPointers): readonly string[] =>
  typeof places === 'string' ? [places] : (places ?? [])

/** Returns the value at the first pointer; undefined without pointers. */
export function readFirst(document: unknown, places: LensPointers): unknown {
  const [first] = pointersOf(places)
  return first === undefined ? undefined : readPointer(document, first)
}

/** Reads the fields of the lens. The result lacks a field whose pointers all lead to no value. */
export function readThrough(lens: Lens, document: unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of Object.keys(lens)) {
    const match = pointersOf(lens[field])
      .map((pointer) => readPointer(document, pointer))
      .find((value) => value !== undefined)
    if (match !== undefined) values[field] = match
  }
  return values
}

/**
 * Writes each defined value at all its pointers, then the fixed members whose places are still empty. Ignores values that
 * the lens does not name. Returns the new document.
 */
export function writeThrough(
  lens: Lens,
  values: Readonly<Record<string, unknown>>,
  ...fixed: readonly (Readonly<Record<string, unknown>> | undefined)[]
): unknown {
  let document: unknown
  for (const field in lens) {
    const value = values[field]
    if (value === undefined) continue
    for (const pointer of pointersOf(lens[field])) document = writePointer(document, pointer, value)
  }
  for (const members of fixed)
    for (const pointer in members) {
      if (readPointer(document, pointer) !== undefined) continue
      const value = members[pointer]
      document = writePointer(document, pointer, typeof value === 'object' ? structuredClone(value) : value)
    }
  return document ?? {}
}
