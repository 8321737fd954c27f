import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import { stripPrefix, wrongScheme } from './credential.ts'

/** Throws missingKey or wrongKey. `keys` are the keys that are taken; any, when there is no list. */
export function authenticate(
  { provider, role, operation, credential }: Call,
  keys: readonly string[] | undefined,
): void {
  const { auth, results } = provider.dialect
  const isPublic = role.does === 'image' ? results.picture?.auth === 'none' : !operation.secured
  if (isPublic || (credential === undefined && !auth.required)) return
  if (credential === undefined)
    throw new Problem('missingKey', `There is no key: send ${auth.header}: ${auth.scheme} KEY.`)
  if (credential === wrongScheme)
    throw new Problem('wrongKey', `The key must come as ${auth.header}: ${auth.scheme} KEY.`)
  if (keys && !keys.some((key) => stripPrefix(key, auth.optionalPrefix) === credential))
    throw new Problem('wrongKey', 'The key is not known.')
}
