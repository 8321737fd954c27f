import type { Provider } from '../../dialect/provider.ts'
import { headerOf } from '../../http/incoming-message.ts'
import { memoize } from '../../values/memoize.ts'
import { digestOfParts } from '../model/digest.ts'

/** The world of whoever has no key. */
export const anonymous = 'anonymous'

/** A digest takes as long as a tenth of a poll. */
const worldIdsByKey = memoize((key) => digestOfParts(16, 'world', key), 1000)

/** The world that a key opens: tasks, scenarios, limits and clocks are scoped by it, so that parallel tests don't meet. */
export const worldIdOf = (key: string | undefined): string => (key === undefined ? anonymous : worldIdsByKey(key))

/** What a caller shows: a key without what may be left out of it, nothing, or something that the gateway does not take for one. */
export type Credential = string | typeof wrongScheme | undefined

/** The key in it, if there is one. */
export const keyIn = (credential: Credential): string | undefined =>
  credential === wrongScheme ? undefined : credential

export const wrongScheme = Symbol('wrong scheme')

export function readCredential({ dialect }: Provider, request: Request): Credential {
  const { header, scheme, schemeOptional, optionalPrefix } = dialect.auth
  const value = headerOf(request, header.toLowerCase())?.trim()
  if (!value) return undefined
  const [first = '', ...rest] = value.split(/\s+/)
  const hasScheme = scheme !== '' && first.toLowerCase() === scheme.toLowerCase()
  if (!hasScheme && scheme !== '' && !(schemeOptional && rest.length === 0)) return wrongScheme
  const key = hasScheme ? rest.join(' ') : value
  return stripPrefix(key, optionalPrefix) || undefined
}

export const stripPrefix = (key: string, optionalPrefix = '') =>
  key.startsWith(optionalPrefix) ? key.slice(optionalPrefix.length) : key
