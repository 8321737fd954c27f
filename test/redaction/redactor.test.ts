import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../src/redaction/redactor.ts'

describe('a redactor removes', () => {
  test('a key that begins with another key', () => {
    const { value } = createRedactor('key-12345678', 'key-12345678-second')
    expect(value('Wrong key key-12345678-second.')).toBe('Wrong key [redacted].')
  })

  test('a key that a gateway repeats without its prefix', () => {
    const { value } = createRedactor('sk-0123456789')
    expect(value('Wrong keys 0123456789 and sk-0123456789.')).toBe('Wrong keys [redacted] and [redacted].')
  })

  test('a key in the name of a member', () => {
    expect(createRedactor('sk-0123456789').value({ 'of 0123456789': 1 })).toEqual({ 'of [redacted]': 1 })
  })

  test('a key that reaches over the end of a shortened text', () => {
    const key = `sk-${'0123456789'.repeat(4)}`
    const text = `${'x'.repeat(40)} ${key} ${'x'.repeat(240)}`
    expect(createRedactor(key).value(text)).toBe(
      `${'x'.repeat(40)} [redacted] ${'x'.repeat(8)}… (${text.length} characters)`,
    )
  })
})
