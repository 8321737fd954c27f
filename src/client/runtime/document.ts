import type { ClientLens, Image } from './types.ts'

/** Splits a JSON pointer into the names of members. */
const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Returns the value at a JSON pointer, which may go through texts of JSON. */
export const valueAt = (document: unknown, pointer: string): unknown =>
  partsOf(pointer).reduce<unknown>(
    (node, name) => Object(typeof node === 'string' ? parseText(node) : node)[name],
    document,
  )

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns a copy of the document with the value at the pointer. Adds the missing objects on the way. */
export const withValue = (document: unknown, pointer: string, value: unknown): unknown =>
  withMember(document, partsOf(pointer), value)

const withMember = (node: unknown, [name, ...rest]: readonly string[], value: unknown): unknown =>
  name === undefined
    ? value
    : Object.assign(Array.isArray(node) ? [...node] : { ...Object(node) }, {
        [name]: withMember(Object(node)[name], rest, value),
      })

/** Tests for a value that says something. */
const isGiven = (value: unknown): boolean => (value ?? '') !== ''

/** Copies the members that have a value other than an empty text. */
export const given = <T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => isGiven(value))) as never

/** Reads the fields of a document. A field without a value is absent. */
export const readLens = (lens: ClientLens | undefined, document: unknown): Record<string, unknown> =>
  given(
    Object.fromEntries(
      Object.entries({ ...lens }).map(([field, pointers]) => [
        field,
        [pointers]
          .flat()
          .map((pointer) => valueAt(document, pointer))
          .find(isGiven),
      ]),
    ),
  )

/** Reads the images of a response or of a finished task: a list, or one image alone. An image that failed has an error. */
export const readImages = (items: unknown, item: ClientLens | undefined, task?: string): Image[] =>
  [items]
    .flat()
    .map((entry, index): Image => ({ ...readLens(item, entry), ...given({ task }), index }))
    .filter((image) => image.url ?? image.base64 ?? image.fileId ?? image.errorCode ?? image.errorMessage)
