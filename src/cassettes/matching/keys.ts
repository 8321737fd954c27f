import type { Provider } from '../../dialect/provider.ts'
import { keyPlaceholder } from '../../redaction/placeholders.ts'
import { keyWithoutPrefix, listKeyHeaders, splitCredential } from '../../redaction/secret-names.ts'
import type { Cassette } from '../file/schema.ts'

/** Lists the keys of a cassette as sent, the most used first. Of several spellings of a key, returns the longest. */
export function listKeys({ exchanges }: Cassette, { dialect }: Provider): string[] {
  const sent = exchanges.flatMap(({ request }) =>
    listKeyHeaders(dialect).flatMap((name) => splitCredential(request.headers[name] ?? '')[1] || []),
  )
  const bare = [...new Set(sent.map(keyWithoutPrefix))]
  const numbered = bare.map((_, index) => keyPlaceholder(index + 1)).filter((placeholder) => bare.includes(placeholder))
  const rest = bare.filter((key) => !numbered.includes(key))
  const longest = (key: string) =>
    sent.filter((spelling) => keyWithoutPrefix(spelling) === key).reduce((a, b) => (b.length > a.length ? b : a), key)
  return [...numbered, ...rest].map(longest)
}

/** Binds each key that the cassette does not contain to the next free key that it contains, in order of first use. */
export function createKeyring(keys: readonly string[]) {
  const bareKeys = keys.map(keyWithoutPrefix)
  const bound = new Map<string, string>()
  return {
    /** Returns the recorded key for a header value, which stands for the key in the comparison. */
    read(value: string): string {
      const [, key] = splitCredential(value)
      const bare = keyWithoutPrefix(key)
      if (bareKeys.includes(bare)) return bare
      const free = bareKeys.find((candidate) => ![...bound.values()].includes(candidate))
      if (!bound.has(bare) && free !== undefined) bound.set(bare, free)
      return bound.get(bare) ?? 'a key that is not in the cassette'
    },
  }
}
