import type { Provider } from '../../dialect/provider.ts'
import { keyPlaceholder } from '../../redaction/placeholders.ts'
import { createKeyReplacer, listSentKeys, splitCredential } from '../../redaction/secret-names.ts'
import { keyWithoutPrefix } from '../../values/api-key.ts'
import type { Cassette } from '../file/schema.ts'

/** Lists the keys of a cassette as sent, the most used first. Of several spellings of a key, returns the longest. */
export function listKeys({ exchanges }: Cassette, { dialect }: Provider): string[] {
  const sent = exchanges.flatMap(({ request }) => listSentKeys(dialect, request))
  const bare = [...new Set(sent.map(keyWithoutPrefix))]
  const numbered = bare.map((_, index) => keyPlaceholder(index + 1)).filter((placeholder) => bare.includes(placeholder))
  const rest = bare.filter((key) => !numbered.includes(key))
  const longest = (key: string) =>
    sent.filter((spelling) => keyWithoutPrefix(spelling) === key).reduce((a, b) => (b.length > a.length ? b : a), key)
  return [...numbered, ...rest].map(longest)
}

const foreignKey = 'a key that is not in the cassette'

/** Binds each key that the cassette does not contain to the next free key that it contains, in order of first use. */
export function createKeyring(keys: readonly string[]) {
  const bareKeys = keys.map(keyWithoutPrefix)
  /** Recorded keys by the keys that stand for them. */
  const bound = new Map<string, string>()
  const sent = new Set<string>()
  return {
    /** Returns the recorded key for the value of a header or of a parameter, which stands for the key in the comparison. */
    read(value: string): string {
      const [, key] = splitCredential(value)
      const bare = keyWithoutPrefix(key)
      sent.add(key)
      if (bareKeys.includes(bare)) return bare
      const free = bareKeys.find((candidate) => ![...bound.values()].includes(candidate))
      if (!bound.has(bare)) bound.set(bare, free ?? foreignKey)
      return bound.get(bare) ?? foreignKey
    },
    /** Replaces the keys that were read so far by the recorded keys: a program may repeat its key in a body. */
    replaceIn: (text: string): string => createKeyReplacer([...sent], (bare) => bound.get(bare))(text),
  }
}
