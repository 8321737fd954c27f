import type { Provider } from '../../dialect/provider.ts'
import { headerOf } from '../../http/incoming-message.ts'
import { memoize } from '../../values/memoize.ts'
import { digestOfParts } from '../model/digest.ts'

/** Id of the world of callers without a key. */
export const anonymous = 'anonymous'

/** Caches digests, because a digest takes a tenth of the time of a poll. */
const worldIdsByKey = memoize((key) => digestOfParts(16, 'world', key), 1000)

/** Returns the id of the world of a key. A world scopes tasks, scenarios, limits and clocks, which isolates parallel tests. */
export const worldIdOf = (key: string | undefined): string => (key === undefined ? anonymous : worldIdsByKey(key))

/** Credential of a request: a key without the optional prefix, `wrongScheme` for an unaccepted form, undefined when absent. */
export type Credential = string | typeof wrongScheme | undefined

/** Returns the key of a credential, undefined when there is none. */
export const keyIn = (credential: Credential): string | undefined =>
  credential === wrongScheme ? undefined : credential

export const wrongScheme = Symbol('wrong scheme')

export function readCredential({ dialect }: Provider, request: Request): Credential {
  const { withoutScheme, optionalPrefix, extraPlaces = [] } = dialect.auth
  const found = [dialect.auth, ...extraPlaces]
    .map((place) => ({ ...place, value: valueAt(request, place)?.trim() }))
    .find(({ value }) => value)
  if (!found?.value) return undefined
  const { value, scheme } = found
  const [first = '', ...rest] = value.split(/\s+/)
  const hasScheme = scheme !== '' && first.toLowerCase() === scheme.toLowerCase()
  if (!hasScheme && scheme !== '' && !(withoutScheme === 'accept' && rest.length === 0)) return wrongScheme
  const key = hasScheme ? rest.join(' ') : value
  return stripPrefix(key, optionalPrefix) || undefined
}

const valueAt = (request: Request, place: { readonly in: 'header' | 'query'; readonly name: string }) =>
  place.in === 'header'
    ? headerOf(request, place.name.toLowerCase())
    : (new URL(request.url).searchParams.get(place.name) ?? undefined)

export const stripPrefix = (key: string, optionalPrefix = '') =>
  key.startsWith(optionalPrefix) ? key.slice(optionalPrefix.length) : key
