import type { Call } from './call.ts'
import { hexOf } from './chance.ts'
import { Problem } from './problem.ts'

/**
 * The world that the caller's key opens: tasks and limits are scoped by it, so that parallel tests don't meet. Throws
 * missingKey or wrongKey. `keys` are the keys that are taken; any, when there is no list.
 */
export function authenticate(call: Call, keys: readonly string[] | undefined): string {
  const { auth, results } = call.provider.dialect
  const key = readKey(call)
  const isOpen = call.role.does === 'picture' ? results.picture?.auth === 'none' : !call.operation.secured
  if (isOpen || (key === undefined && !auth.required)) return 'anonymous'
  if (key === undefined) throw new Problem('missingKey', `There is no key: send ${auth.header}: ${auth.scheme} KEY.`)
  if (key === 'wrong scheme') throw new Problem('wrongKey', `The key must come as ${auth.header}: ${auth.scheme} KEY.`)
  if (keys && !keys.some((known) => bare(known, auth.optionalPrefix) === key))
    throw new Problem('wrongKey', 'The key is not known.')
  return hexOf(16, 'world', key)
}

function readKey({ provider, request }: Call): string | undefined {
  const { header, scheme, schemeOptional, optionalPrefix } = provider.dialect.auth
  const value = request.headers.get(header)?.trim()
  if (!value) return undefined
  const [first = '', ...rest] = value.split(/\s+/)
  const hasScheme = scheme !== '' && first.toLowerCase() === scheme.toLowerCase()
  if (!hasScheme && scheme !== '' && !(schemeOptional && rest.length === 0)) return 'wrong scheme'
  const key = hasScheme ? rest.join(' ') : value
  return bare(key, optionalPrefix) || undefined
}

const bare = (key: string, optionalPrefix = '') =>
  key.startsWith(optionalPrefix) ? key.slice(optionalPrefix.length) : key
