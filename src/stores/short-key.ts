import { hash } from 'node:crypto'

/** Longest key of a counter in a database, in characters. */
const maxLength = 200

/** Shortens the key of a counter, which can have the whole text of a request, by a digest. Leaves a key of at most `length` characters. */
export const shortKey = (key: string, length = maxLength): string =>
  key.length <= length ? key : `${key.slice(0, 40)}#${hash('sha256', key, 'hex')}`
