import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Returns `length` hexadecimal digits that belong to the text. */
export const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length)

/** Signs a text with `length` hexadecimal digits, at most 64. */
export const sign = (secret: string, text: string, length: number): string =>
  createHmac('sha256', secret).update(text).digest('hex').slice(0, length)

/** Compares two texts in constant time. */
export const isEqual = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b))
