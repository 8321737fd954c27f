import { hash } from 'node:crypto'
import { keyWithoutPrefix, minKeyLength } from './secret-names.ts'

/** Puts marks in the place of keys, and the keys back. Only who knows a key can make its mark. */
export interface KeyMarks {
  hide(text: string): string
  reveal(text: string): string
  /** As base64. */
  hideBytes(bytes: Uint8Array): string
  revealBytes(base64: string): Uint8Array
}

export function createKeyMarks(...keys: readonly (string | undefined)[]): KeyMarks {
  const marks = keys
    .map((key = '') => keyWithoutPrefix(key))
    .filter((key) => key.length >= minKeyLength)
    .sort((a, b) => b.length - a.length)
    .map((key) => [key, `[[${hash('sha256', key, 'hex')}]]`] as const)
  const hide = (text: string) => marks.reduce((left, [key, mark]) => left.replaceAll(key, mark), text)
  const reveal = (text: string) => marks.reduce((left, [key, mark]) => left.replaceAll(mark, () => key), text)
  return {
    hide,
    reveal,
    hideBytes: (bytes) => Buffer.from(hide(Buffer.from(bytes).toString('latin1')), 'latin1').toString('base64'),
    revealBytes: (base64) => Buffer.from(reveal(Buffer.from(base64, 'base64').toString('latin1')), 'latin1'),
  }
}
