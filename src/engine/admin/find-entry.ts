import type { Context } from 'hono'
import type { StoredEntry } from '../journal/entry.ts'
import { readNumber } from './lists.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/** Finds the exchange whose number the path names. Throws if the journal has none in the scope of the request. */
export function findEntry(target: AdminTarget, c: Context): StoredEntry {
  const number = readNumber(c.req.param('number') ?? '')
  const scope = scopeOf(target, c)
  const entry = target.mock.state.journal?.find(number)
  if (entry && (!scope || scope.includes(entry.world))) return entry
  throw new BadAdminRequest(`The journal has no exchange ${number}: it keeps the latest until a reset.`, 404)
}
