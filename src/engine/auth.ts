import { LRUCache } from 'lru-cache'
import type { Provider } from '../dialect/provider.ts'
import type { Call } from './call.ts'
import { hexOf } from './chance.ts'
import { Problem } from './problem.ts'

/** The world of whoever has no key. */
export const anonymous = 'anonymous'

/** The ids of the latest keys: a digest takes as long as all that a poll does beside it. */
const idOfKey = new LRUCache<string, string>({ max: 1000 })

/** The world that a key opens: tasks, scenarios, limits and clocks are scoped by it, so that parallel tests don't meet. */
export function worldIdOf(key: string | undefined): string {
  if (key === undefined) return anonymous
  const id = idOfKey.get(key) ?? hexOf(16, 'world', key)
  idOfKey.set(key, id)
  return id
}

/** The caller's key without what may be left out of it; undefined where there is none, or not as the gateway takes it. */
export function keyOf(provider: Provider, headers: Headers): string | undefined {
  const key = readKey(provider, headers)
  return key === wrongScheme ? undefined : key
}

/** Throws missingKey or wrongKey. `keys` are the keys that are taken; any, when there is no list. */
export function authenticate({ provider, role, operation, request }: Call, keys: readonly string[] | undefined): void {
  const { auth, results } = provider.dialect
  const key = readKey(provider, request.headers)
  const isOpen = role.does === 'picture' ? results.picture?.auth === 'none' : !operation.secured
  if (isOpen || (key === undefined && !auth.required)) return
  if (key === undefined) throw new Problem('missingKey', `There is no key: send ${auth.header}: ${auth.scheme} KEY.`)
  if (key === wrongScheme) throw new Problem('wrongKey', `The key must come as ${auth.header}: ${auth.scheme} KEY.`)
  if (keys && !keys.some((known) => bare(known, auth.optionalPrefix) === key))
    throw new Problem('wrongKey', 'The key is not known.')
}

const wrongScheme = Symbol('wrong scheme')

function readKey({ dialect }: Provider, headers: Headers): string | typeof wrongScheme | undefined {
  const { header, scheme, schemeOptional, optionalPrefix } = dialect.auth
  const value = headers.get(header)?.trim()
  if (!value) return undefined
  const [first = '', ...rest] = value.split(/\s+/)
  const hasScheme = scheme !== '' && first.toLowerCase() === scheme.toLowerCase()
  if (!hasScheme && scheme !== '' && !(schemeOptional && rest.length === 0)) return wrongScheme
  const key = hasScheme ? rest.join(' ') : value
  return bare(key, optionalPrefix) || undefined
}

const bare = (key: string, optionalPrefix = '') =>
  key.startsWith(optionalPrefix) ? key.slice(optionalPrefix.length) : key
