import type { Context } from 'hono'
import type { ServedProvider } from '../request/call.ts'
import { anonymous, keyIn, readCredential, worldIdOf } from '../request/credential.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/** Matches the id of a world. */
const worldId = /^([0-9a-f]{16}|anonymous)$/

/**
 * Returns the worlds that a request concerns: the world that `?world=` names, or the worlds of the request's key (several, if
 * gateways read the key differently). Undefined without either: the request concerns the whole mock.
 */
export function scopeOf(target: AdminTarget, c: Context): string[] | undefined {
  const ofKey = worldsOfKey(target, c)
  const world = c.req.query('world')
  if (world === undefined) return ofKey
  if (!worldId.test(world))
    throw new BadAdminRequest('Invalid world: expected an id as the journal shows it, such as ?world=0123456789abcdef.')
  if (ofKey && !ofKey.includes(world))
    throw new BadAdminRequest('The key and ?world= name different worlds: send only one of them.')
  return [world]
}

function worldsOfKey({ served }: AdminTarget, { req }: Context): string[] | undefined {
  const { headers } = req.raw
  const ids = served
    .map((provider) => worldIdOf(keyIn(readCredential(provider, req.raw))))
    .filter((id) => id !== anonymous)
  const keyHeaders = [...new Set(served.flatMap(({ dialect: { auth } }) => headersOf(auth)))]
  // Ignoring the key would apply the request to the worlds of all keys.
  if (ids.length === 0 && keyHeaders.some((name) => headers.has(name)))
    throw new BadAdminRequest(
      `The key in ${keyHeaders.join(' or ')} cannot be read: send the key as the gateway expects it, or no key.`,
    )
  return ids.length === 0 ? undefined : [...new Set(ids)]
}

const headersOf = (auth: ServedProvider['dialect']['auth']) =>
  [auth, ...(auth.extraPlaces ?? [])].flatMap(({ in: place, name }) => (place === 'header' ? [name] : []))
