import { forgeKey, keyWithoutPrefix } from '../values/api-key.ts'
import type { RedactionRules } from './rules.ts'
import { createKeyReplacer, minKeyLength } from './secret-names.ts'

/** Tests for a dummy key, which repeats one character: probes send dummy keys to be refused. */
const isDummyKey = (key: string) => /^(.)\1*$/.test(key)

/** Matches a key with a starred-out middle, from the start of a word. Bounded, since a text may be one word of megabytes. */
const starredKey = /(?<![\w-])([\w-]{0,64})\*{3,}([\w-]{0,64})/g

/** Returns the placeholder for a key in a cassette. */
export const keyPlaceholder = (number: number): string => `redacted-key-${number}`

/** Replaces keys and signatures by placeholders, the same value always by the same placeholder. */
export interface Placeholders extends Required<Pick<RedactionRules, 'text' | 'key' | 'signature'>> {
  /** From here on, treats unseen signatures as forged by the client. */
  treatNewAsForged(): void
}

/** Creates placeholders for keys, numbered by frequency, and for signatures. `sent` has a key once for each request. */
export function createPlaceholders(sent: readonly string[], extraKeys: readonly string[]): Placeholders {
  const uses = new Map<string, number>()
  for (const key of sent.map(keyWithoutPrefix)) uses.set(key, (uses.get(key) ?? 0) + 1)
  for (const key of extraKeys.map(keyWithoutPrefix)) uses.set(key, uses.get(key) ?? 0)
  const forged = new Set([...uses.keys()].map(forgeKey))
  const ranked = [...uses]
    .filter(([key]) => key !== '' && !isDummyKey(key) && !forged.has(key))
    .sort(([, a], [, b]) => b - a)
  // A forged key stays the forgery of its key, so that a probe finds it again.
  const placeholders = new Map(
    ranked.flatMap(([key], index) => {
      const placeholder = keyPlaceholder(index + 1)
      return [[key, placeholder] as const, [forgeKey(key), forgeKey(placeholder)] as const]
    }),
  )
  const replaceKeys = createKeyReplacer([...sent, ...extraKeys], (bare) => placeholders.get(bare))
  // Gateways repeat a key with its middle starred out. Longest first, since one key may be the beginning of another.
  const longKeys = [...placeholders]
    .filter(([bare]) => bare.length >= minKeyLength)
    .sort(([a], [b]) => b.length - a.length)
  const replaceStarred = (all: string, head: string, tail: string) => {
    const visibleStart = keyWithoutPrefix(head)
    const isOf = ([key]: readonly [string, string]) => key.startsWith(visibleStart) && key.endsWith(tail)
    return (visibleStart + tail !== '' && longKeys.find(isOf)?.[1]) || all
  }
  const signatures = new Map<string, string>()
  const produced = new Set<string>()
  let isForged = false
  return {
    text: (text) => replaceKeys(text).replaceAll(starredKey, replaceStarred),
    key(key) {
      const bare = keyWithoutPrefix(key)
      return `${key.slice(0, key.length - bare.length)}${placeholders.get(bare) ?? bare}`
    },
    signature(value) {
      // A text may be processed twice.
      if (produced.has(value)) return value
      const placeholder = signatures.get(value) ?? signaturePlaceholder(value, signatures.size + 1, isForged)
      signatures.set(value, placeholder)
      produced.add(placeholder)
      return placeholder
    },
    treatNewAsForged() {
      isForged = true
    },
  }
}

/** Returns a placeholder that looks like the signature: as many hexadecimal digits, as many letters and digits, or a word. */
function signaturePlaceholder(value: string, number: number, isForged: boolean): string {
  const digits = number.toString(16)
  const isHex = /^[0-9a-f]+$/i.test(value) && value.length > digits.length
  if (isHex) return `${isForged ? 'b' : 'a'}${digits.padStart(value.length - 1, '0')}`
  const word = isForged ? 'foreign' : 'redacted'
  const isText = /^[\w-]+$/.test(value) && value.length >= word.length + digits.length
  return isText
    ? word + digits.padStart(value.length - word.length, '0')
    : `redacted${isForged ? '-foreign' : ''}-${number}`
}
