import type { Provider } from '../dialect/provider.ts'
import { remembering } from '../dialect/remember.ts'
import { headerOf } from '../incoming.ts'
import type { Call } from './call.ts'
import { hexOf } from './chance.ts'
import { Problem } from './problem.ts'

/** The world of whoever has no key. */
export const anonymous = 'anonymous'

/** A digest takes as long as a tenth of a poll. */
const idOfKey = remembering((key) => hexOf(16, 'world', key), 1000)

/** The world that a key opens: tasks, scenarios, limits and clocks are scoped by it, so that parallel tests don't meet. */
export const worldIdOf = (key: string | undefined): string => (key === undefined ? anonymous : idOfKey(key))

/** What a caller shows: a key without what may be left out of it, nothing, or something that the gateway does not take for one. */
export type Credential = string | typeof wrongScheme | undefined

/** The key in it, if there is one. */
export const keyIn = (credential: Credential): string | undefined =>
  credential === wrongScheme ? undefined : credential

/** Throws missingKey or wrongKey. `keys` are the keys that are taken; any, when there is no list. */
export function authenticate(
  { provider, role, operation, credential }: Call,
  keys: readonly string[] | undefined,
): void {
  const { auth, results } = provider.dialect
  const isOpen = role.does === 'picture' ? results.picture?.auth === 'none' : !operation.secured
  if (isOpen || (credential === undefined && !auth.required)) return
  if (credential === undefined)
    throw new Problem('missingKey', `There is no key: send ${auth.header}: ${auth.scheme} KEY.`)
  if (credential === wrongScheme)
    throw new Problem('wrongKey', `The key must come as ${auth.header}: ${auth.scheme} KEY.`)
  if (keys && !keys.some((known) => bare(known, auth.optionalPrefix) === credential))
    throw new Problem('wrongKey', 'The key is not known.')
}

const wrongScheme = Symbol('wrong scheme')

export function readCredential({ dialect }: Provider, request: Request): Credential {
  const { header, scheme, schemeOptional, optionalPrefix } = dialect.auth
  const value = headerOf(request, header.toLowerCase())?.trim()
  if (!value) return undefined
  const [first = '', ...rest] = value.split(/\s+/)
  const hasScheme = scheme !== '' && first.toLowerCase() === scheme.toLowerCase()
  if (!hasScheme && scheme !== '' && !(schemeOptional && rest.length === 0)) return wrongScheme
  const key = hasScheme ? rest.join(' ') : value
  return bare(key, optionalPrefix) || undefined
}

const bare = (key: string, optionalPrefix = '') =>
  key.startsWith(optionalPrefix) ? key.slice(optionalPrefix.length) : key
