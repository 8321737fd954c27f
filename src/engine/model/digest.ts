import { hash } from 'node:crypto'

/** Returns the first `length` hexadecimal digits of the text's SHA-256. */
export const digestOf = (length: number, text: string): string => hash('sha256', text, 'hex').slice(0, length)

/** Returns `length` hexadecimal digits that depend on the parts alone: the same parts give the same digits. */
export const digestOfParts = (length: number, ...parts: readonly (string | number)[]): string =>
  digestOf(length, JSON.stringify(parts))
