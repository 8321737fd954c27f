import { describe, expect, test } from 'vitest'
import { createKeyRemover } from '../../src/redaction/key-remover.ts'

describe('a key remover removes', () => {
  test.each<[what: string, value: unknown, expected: unknown]>([
    ['a key', 'wrong key sk-0123456789.', 'wrong key [redacted].'],
    ['a key without its prefix', 'wrong key 0123456789.', 'wrong key [redacted].'],
    ['every occurrence', '0123456789, sk-0123456789', '[redacted], [redacted]'],
    ['a key in a list', ['sk-0123456789', 5, null], ['[redacted]', 5, null]],
    ['a key in a member', { a: { b: 'sk-0123456789' } }, { a: { b: '[redacted]' } }],
    ['a key in the name of a member', { 'sk-0123456789': true }, { '[redacted]': true }],
    ['the longer of two keys', 'sk-0123456789-other', '[redacted]'],
    [
      'nothing else',
      { n: 1, isOk: true, text: '01234', none: undefined },
      { n: 1, isOk: true, text: '01234', none: undefined },
    ],
  ])('%s', (_what, value, expected) => {
    expect(createKeyRemover('sk-0123456789', undefined, 'sk-0123456789-other')(value)).toEqual(expected)
  })

  test('no key of fewer than 6 characters, which may be an ordinary word', () => {
    expect(createKeyRemover('image', '')('an image')).toBe('an image')
  })

  test('a key as a whole, if the part without prefix is short', () => {
    expect(createKeyRemover('sk-abc')('sk-abc of abc')).toBe('[redacted] of abc')
  })
})
