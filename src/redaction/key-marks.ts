import { hash } from 'node:crypto'
import { listSpellings } from './secret-names.ts'

/** Replaces keys by marks (hashes), and marks by keys. Only the owner of a key can reverse its mark. */
export interface KeyMarks {
  hide(text: string): string
  reveal(text: string): string
  /** Returns base64. */
  hideBytes(bytes: Uint8Array): string
  revealBytes(base64: string): Uint8Array
}

/** Creates marks for keys, with and without their prefix. */
export function createKeyMarks(...keys: readonly (string | undefined)[]): KeyMarks {
  const marks = listSpellings(keys).map((key) => [key, `[[${hash('sha256', key, 'hex')}]]`] as const)
  const hide = (text: string) => marks.reduce((result, [key, mark]) => result.replaceAll(key, mark), text)
  const reveal = (text: string) => marks.reduce((result, [key, mark]) => result.replaceAll(mark, () => key), text)
  return {
    hide,
    reveal,
    hideBytes: (bytes) => Buffer.from(hide(Buffer.from(bytes).toString('latin1')), 'latin1').toString('base64'),
    revealBytes: (base64) => Buffer.from(reveal(Buffer.from(base64, 'base64').toString('latin1')), 'latin1'),
  }
}
