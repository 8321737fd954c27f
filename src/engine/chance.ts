import { createHash, createHmac } from 'node:crypto'

/** Hexadecimal digits that follow from the parts alone: the same seed and parts give the same digits. */
export const hexOf = (length: number, ...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length)

/** A signature over the parts, as a gateway signs its links. */
export const signatureOf = (length: number, secret: string, ...parts: readonly (string | number)[]): string =>
  createHmac('sha256', secret).update(parts.join('|')).digest('hex').slice(0, length)
