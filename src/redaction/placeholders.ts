import type { RedactionRules } from './rules.ts'
import { keyWithoutPrefix, minKeyLength } from './secret-names.ts'

/** A key of one character over and over is nobody's: probes send such a one to be refused. */
const isDummyKey = (key: string) => /^(.)\1*$/.test(key)

/** A key with its middle starred out. It begins where a word does and is short: a text may be one word of megabytes. */
const starredKey = /(?<![\w-])([\w-]{0,64})\*{3,}([\w-]{0,64})/g

/** What stands in a cassette in place of a key. */
export const keyPlaceholder = (number: number): string => `redacted-key-${number}`

export interface Placeholders extends Required<Pick<RedactionRules, 'text' | 'key' | 'signature'>> {
  /** Signatures that are met from now on were not given out by the gateway. */
  treatNewAsForged(): void
}

/** Hides keys, the most used first, and signatures, each under a stand-in of its own. */
export function createPlaceholders(sent: readonly string[], extraKeys: readonly string[]): Placeholders {
  const uses = new Map<string, number>()
  for (const key of sent.map(keyWithoutPrefix)) uses.set(key, (uses.get(key) ?? 0) + 1)
  for (const key of extraKeys.map(keyWithoutPrefix)) uses.set(key, uses.get(key) ?? 0)
  const ranked = [...uses].filter(([key]) => key !== '' && !isDummyKey(key)).sort(([, a], [, b]) => b - a)
  const standIns = new Map(ranked.map(([key], index) => [key, keyPlaceholder(index + 1)]))
  // The longest first: one key may be the beginning of another.
  const long = [...standIns].filter(([key]) => key.length >= minKeyLength).sort(([a], [b]) => b.length - a.length)
  /** Gateways repeat a key with its middle starred out. */
  const replaceStarred = (all: string, head: string, tail: string) => {
    const visibleStart = keyWithoutPrefix(head)
    const isOf = ([key]: readonly [string, string]) => key.startsWith(visibleStart) && key.endsWith(tail)
    return (visibleStart + tail !== '' && long.find(isOf)?.[1]) || all
  }
  const signatures = new Map<string, string>()
  const produced = new Set<string>()
  let isForged = false
  return {
    text: (text) =>
      long.reduce((left, [key, standIn]) => left.replaceAll(key, standIn), text).replaceAll(starredKey, replaceStarred),
    key(key) {
      const bare = keyWithoutPrefix(key)
      return `${key.slice(0, key.length - bare.length)}${standIns.get(bare) ?? bare}`
    },
    signature(value) {
      // A text may be gone through twice.
      if (produced.has(value)) return value
      const standIn = signatures.get(value) ?? signaturePlaceholder(value, signatures.size + 1, isForged)
      signatures.set(value, standIn)
      produced.add(standIn)
      return standIn
    },
    treatNewAsForged() {
      isForged = true
    },
  }
}

/** What looks like the signature: as many hexadecimal digits, or a word. */
function signaturePlaceholder(value: string, number: number, isForged: boolean): string {
  const digits = number.toString(16)
  const isHex = /^[0-9a-f]+$/i.test(value) && value.length > digits.length
  if (isHex) return `${isForged ? 'b' : 'a'}${digits.padStart(value.length - 1, '0')}`
  return `redacted${isForged ? '-foreign' : ''}-${number}`
}
