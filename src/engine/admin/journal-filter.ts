import type { Context } from 'hono'
import type { EntryHead } from '../journal/entry.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/**
 * Reads which exchanges a list has, from `gateway`, `status` (`429`, `4xx`, `broken`, or several with commas) and `scenario`. Throws for a
 * gateway that the mock does not serve, and for a wrong status.
 */
export function readFilter({ served }: AdminTarget, { req }: Context): (entry: EntryHead) => boolean {
  const { gateway, status, scenario } = req.query()
  if (gateway && !served.some(({ id }) => id === gateway))
    throw new BadAdminRequest(`Unknown gateway: expected one of ${served.map(({ id }) => id).join(', ')}.`)
  const patterns = status ? status.split(',').map(readStatus) : undefined
  return (entry) =>
    (!gateway || entry.provider === gateway) &&
    (!scenario || entry.scenario?.split(';')[0] === scenario) &&
    (!patterns || patterns.some((pattern) => pattern.test(String(entry.status ?? ''))))
}

function readStatus(text: string): RegExp {
  if (text === 'broken') return /^$/
  if (/^[1-5](\d\d|xx)$/i.test(text)) return new RegExp(`^${text.toLowerCase().replace('xx', '..')}$`)
  throw new BadAdminRequest('Invalid status: expected a status such as 429, a class such as 4xx, or broken.')
}
