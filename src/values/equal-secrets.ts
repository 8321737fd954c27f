import { hash, timingSafeEqual } from 'node:crypto'

const digestOf = (text: string) => hash('sha256', text, 'buffer')

/** Compares two secrets in a time that depends on neither their characters nor their lengths. */
export const areEqualSecrets = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b))
