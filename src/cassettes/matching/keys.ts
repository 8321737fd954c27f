import type { Provider } from '../../dialect/provider.ts'
import { keyPlaceholder } from '../../redaction/placeholders.ts'
import { keyWithoutPrefix, listKeyHeaders, splitCredential } from '../../redaction/secret-names.ts'
import type { Cassette } from '../file/schema.ts'

/** Keys of a cassette as they were sent, each in its longest writing, the most used first. */
export function listKeys({ exchanges }: Cassette, { dialect }: Provider): string[] {
  const sent = exchanges.flatMap(({ request }) =>
    listKeyHeaders(dialect).flatMap((name) => splitCredential(request.headers[name] ?? '')[1] || []),
  )
  const bare = [...new Set(sent.map(keyWithoutPrefix))]
  const numbered = bare.map((_, index) => keyPlaceholder(index + 1)).filter((placeholder) => bare.includes(placeholder))
  const rest = bare.filter((key) => !numbered.includes(key))
  const longest = (key: string) =>
    sent.filter((sentKey) => keyWithoutPrefix(sentKey) === key).reduce((a, b) => (b.length > a.length ? b : a), key)
  return [...numbered, ...rest].map(longest)
}

/** Binds keys that a cassette does not have to those that it has, in the order in which they come. */
export function createKeyring(keys: readonly string[]) {
  const bareKeys = keys.map(keyWithoutPrefix)
  const bound = new Map<string, string>()
  return {
    /** What the key is compared by. */
    read(value: string): string {
      const [, key] = splitCredential(value)
      const bare = keyWithoutPrefix(key)
      if (bareKeys.includes(bare)) return bare
      const free = bareKeys.find((candidate) => ![...bound.values()].includes(candidate))
      if (!bound.has(bare) && free !== undefined) bound.set(bare, free)
      return bound.get(bare) ?? 'a key beyond those of the recording'
    },
  }
}
