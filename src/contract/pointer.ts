/** A part of a JSON pointer as it is written, and as it is meant. */
export const escapePart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')
export const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** A JSON pointer and its parts: `/a~1b/0` is `['a/b', '0']`. The empty pointer is the whole document. */
export const parsePointer = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapePart)

export const formatPointer = (parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${escapePart(String(part))}`).join('')
