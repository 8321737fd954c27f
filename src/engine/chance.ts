import { hash } from 'node:crypto'

/** Hexadecimal digits that follow from the parts alone: the same seed and parts give the same digits. */
export const hexOf = (length: number, ...parts: readonly (string | number)[]): string =>
  hash('sha256', JSON.stringify(parts), 'hex').slice(0, length)
