import { listSpellings } from './secret-names.ts'

/**
 * Creates a function that removes the keys from all texts of a value, with and without their prefix. A gateway may repeat a
 * key anywhere in a response.
 */
export function createKeyRemover(...keys: readonly (string | undefined)[]): <T>(value: T) => T {
  const secrets = listSpellings(keys)
  const remove = (text: string) => secrets.reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text)
  const removeDeep = (value: unknown): unknown => {
    if (typeof value === 'string') return remove(value)
    if (Array.isArray(value)) return value.map(removeDeep)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [remove(name), removeDeep(member)]))
  }
  return <T>(value: T) => (secrets.length === 0 ? value : (removeDeep(value) as T))
}
