import type { ClientLens, Image, Path } from './types.ts'

/** Returns the value at a path, which may go through texts of JSON. */
export const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, name) => Object(typeof node === 'string' ? parseText(node) : node)[name], document)

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns a copy of the document with the value at the path. Adds the missing objects on the way. */
export const withValue = (document: unknown, [name, ...rest]: Path, value: unknown): unknown =>
  name === undefined
    ? value
    : Object.assign(Array.isArray(document) ? [...document] : { ...Object(document) }, {
        [name]: withValue(Object(document)[name], rest, value),
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
      Object.entries({ ...lens }).map(([field, paths]) => [
        field,
        paths.map((path) => valueAt(document, path)).find(isGiven),
      ]),
    ),
  )

/**
 * Reads the images of a response or of a finished task: a list, or one image alone. An image that failed has an error. Ignores an
 * object or a list in place of a text.
 */
export const readImages = (items: unknown, item: ClientLens | undefined, task?: string): Image[] =>
  [items]
    .flat()
    .map((entry, index): Image => ({ ...readLens(item, entry), ...given({ task }), index }))
    .filter(
      ({ url, base64, fileId, errorCode, errorMessage }) =>
        typeof (url ?? base64 ?? fileId ?? errorCode ?? errorMessage ?? {}) !== 'object',
    )
