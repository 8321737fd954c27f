import type { Dialect } from '../../dialect/schema.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import { stripPrefix, wrongScheme } from './credential.ts'

const placeOfKey = ({ in: place, name, scheme }: Dialect['auth']): string =>
  place === 'query' ? `the parameter ${name}=KEY` : `the header ${name}: ${`${scheme} KEY`.trim()}`

/** Checks the API key. Throws missingKey or wrongKey. `keys` are the accepted keys; any key is accepted when absent. */
export function authenticate(
  { provider, role, operation, credential }: Call,
  keys: readonly string[] | undefined,
): void {
  const { auth, results } = provider.dialect
  const isPublic = role.does === 'image' ? results.image?.withoutKey === 'accept' : !operation.secured
  if (isPublic || (credential === undefined && auth.withoutKey === 'accept')) return
  if (credential === undefined) throw new Problem('missingKey', `The API key is missing: send ${placeOfKey(auth)}.`)
  if (credential === wrongScheme)
    throw new Problem('wrongKey', `The API key must be sent as ${auth.name}: ${auth.scheme} KEY.`)
  if (keys && !keys.some((key) => stripPrefix(key, auth.optionalPrefix) === credential))
    throw new Problem('wrongKey', 'The API key is unknown: expected one of the keys that the mock accepts.')
}
