import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import { bare, wrongScheme } from './credential.ts'

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
