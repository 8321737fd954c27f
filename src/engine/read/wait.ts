import { isNode } from '../../contract/document.ts'
import { paramName, readField } from '../../dialect/body-field.ts'
import type { Wait } from '../../dialect/schema.ts'
import { headerOf } from '../../http/incoming-message.ts'
import { msPerSecond } from '../../time/units.ts'
import type { RequestBody } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from '../request/call.ts'

/** Returns for how many ms the request asks the gateway to wait for the end of its task; 0 if it does not ask. Throws badField. */
export function readWait(call: Call, body: RequestBody): number {
  const { wait } = call.provider.dialect.async ?? {}
  const value = wait && namedWait(wait, call, body)
  if (!wait || value === undefined || value === null) return 0
  const { name, defaultSeconds = 0, maxSeconds = Number.POSITIVE_INFINITY, outOfRange = 'clamp' } = wait
  const seconds = value === '' ? defaultSeconds : Number(value)
  const isInRange = seconds >= 0 && seconds <= maxSeconds
  if (!isInRange && outOfRange === 'reject')
    throw new Problem(
      'badField',
      `${paramName(name)} must be a number of seconds up to ${maxSeconds}; it is ${value}.`,
      paramName(name),
    )
  return isInRange ? seconds * msPerSecond : seconds > maxSeconds ? maxSeconds * msPerSecond : 0
}

/** Returns the seconds as the request writes them, an empty text for a wait without a number, and undefined without a wait. */
function namedWait(wait: Wait, { request, query }: Call, body: RequestBody): unknown {
  if (wait.in === 'body') return isNode(body.value) ? readField(body.value, wait.name) : undefined
  if (wait.in === 'query') return query.get(wait.name)
  const header = headerOf(request, wait.name.toLowerCase())
  if (wait.token === undefined) return header
  for (const item of header?.split(',') ?? []) {
    const [word = '', seconds = ''] = item.split('=')
    if (word.trim().toLowerCase() === wait.token.toLowerCase()) return seconds.replaceAll(/["\s]/g, '')
  }
  return undefined
}
