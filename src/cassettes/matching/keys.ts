import type { Provider } from '../../dialect/provider.ts'
import { keyWithoutPrefix } from '../../redaction/redactor.ts'
import type { Cassette } from '../file/schema.ts'
import { keyHeadersOf, splitCredential } from '../redaction/names.ts'
import { placeholderOf } from '../redaction/placeholders.ts'

/** Keys of a cassette as they were sent, each in its longest writing, the most used first. */
export function keysOf({ exchanges }: Cassette, { dialect }: Provider): string[] {
  const sent = exchanges.flatMap(({ request }) =>
    keyHeadersOf(dialect).flatMap((name) => splitCredential(request.headers[name] ?? '')[1] || []),
  )
  const bare = [...new Set(sent.map(keyWithoutPrefix))]
  const numbered = bare.map((_, index) => placeholderOf(index + 1)).filter((each) => bare.includes(each))
  const rest = bare.filter((each) => !numbered.includes(each))
  const longest = (key: string) =>
    sent.filter((each) => keyWithoutPrefix(each) === key).reduce((a, b) => (b.length > a.length ? b : a), key)
  return [...numbered, ...rest].map(longest)
}

/** Binds keys that a cassette does not have to those that it has, in the order in which they come. */
export function createKeyring(keys: readonly string[]) {
  const known = keys.map(keyWithoutPrefix)
  const bound = new Map<string, string>()
  return {
    /** What the key is compared by. */
    read(value: string): string {
      const [, key] = splitCredential(value)
      const bare = keyWithoutPrefix(key)
      if (known.includes(bare)) return bare
      const free = known.find((each) => ![...bound.values()].includes(each))
      if (!bound.has(bare) && free !== undefined) bound.set(bare, free)
      return bound.get(bare) ?? 'a key beyond those of the recording'
    },
  }
}
