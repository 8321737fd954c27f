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

  test('a secret in a link that a parameter holds, percent-encoded', () => {
    const { path } = createRedactor('sk-0123456789')
    const hook = encodeURIComponent('http://127.0.0.1:4811/fal?token=abc&order=7')
    expect(path(new URL(`http://mock/fal-ai/x?fal_webhook=${hook}&a=b&a=c`))).toBe(
      `/fal-ai/x?fal_webhook=http%3A%2F%2F127.0.0.1%3A4811%2Ffal%3Ftoken%3D[redacted]%26order%3D7&a=b&a=c`,
    )
    expect(path(new URL('http://mock/a?link=http://b.example/c%20d'))).toBe('/a?link=http://b.example/c%20d')
  })

  test('a key that reaches over the end of a shortened text', () => {
    const key = `sk-${'0123456789'.repeat(4)}`
    const text = `${'x'.repeat(40)} ${key} ${'x'.repeat(240)}`
    expect(createRedactor(key).value(text)).toBe(
      `${'x'.repeat(40)} [redacted] ${'x'.repeat(8)}… (${text.length} characters)`,
    )
  })
})
