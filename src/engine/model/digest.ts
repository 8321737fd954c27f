import { hash } from 'node:crypto'

/** Hexadecimal digits that follow from a text alone. */
export const digestOf = (length: number, text: string): string => hash('sha256', text, 'hex').slice(0, length)

/** Hexadecimal digits that follow from the parts alone: the same seed and parts give the same digits. */
export const digestOfParts = (length: number, ...parts: readonly (string | number)[]): string =>
  digestOf(length, JSON.stringify(parts))
