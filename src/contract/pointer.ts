import { decodeUri } from '../values/decode-uri.ts'

/** Escapes one part of a JSON pointer (RFC 6901): `a/b` is `a~1b`. */
export const escapePart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')
/** Reverses `escapePart`. */
export const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** Splits a JSON pointer into its parts: `/a~1b/0` becomes `['a/b', '0']`. The empty pointer is the whole document. */
export const parsePointer = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapePart)

/** Joins parts to a JSON pointer: `['a/b', 0]` becomes `/a~1b/0`. */
export const formatPointer = (parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${escapePart(String(part))}`).join('')

/** Returns the value that a reference within a document names, such as `#/components/schemas/Image`; undefined if there is none. */
export function readReference(document: unknown, reference: string): unknown {
  let node = document
  for (const part of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const name = unescapePart(decodeUri(part))
    node = typeof node === 'object' && node !== null && Object.hasOwn(node, name) ? node[name as never] : undefined
  }
  return node
}
