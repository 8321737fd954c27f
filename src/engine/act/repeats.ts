import { msPerSecond } from '../../time/units.ts'
import type { RequestBody } from '../model/body.ts'
import { digestOfParts } from '../model/digest.ts'
import type { Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import type { KeyedRequest } from '../request/worlds.ts'

/**
 * Answers a repeat with the outcome of the first request that had the idempotency key, and any other request by `act`. A request
 * that fails does not use up its key. Throws idempotencyReused or idempotencyRunning.
 */
export async function actOnce(
  call: Call,
  body: RequestBody,
  log: ExchangeLog,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  const { idempotency } = call.provider.dialect
  const key = idempotency && call.request.headers.get(idempotency.header)
  if (!idempotency || !key) return act()
  const { keyedRequests, clock } = idempotency.per === 'user' ? call.user : call.world
  const id = `${call.provider.id} ${key}`
  const digest = digestOfRequest(call, body)
  const first = keyedRequests.get(id)
  const { windowSeconds = Number.POSITIVE_INFINITY } = idempotency
  if (first && clock.now() < first.receivedAt + windowSeconds * msPerSecond) {
    if (first.digest !== digest && idempotency.otherBody !== 'ignore')
      throw new Problem('idempotencyReused', `The key ${key} belongs to another request.`, idempotency.header)
    if (!first.outcome)
      throw new Problem('idempotencyRunning', `The first request with the key ${key} still runs.`, idempotency.header)
    log.isRepeat = true
    if ('task' in first.outcome) log.task = first.outcome.task
    return first.outcome
  }
  const keyed: KeyedRequest = { digest, receivedAt: clock.now(), outcome: undefined }
  keyedRequests.set(id, keyed)
  try {
    keyed.outcome = await act()
    return keyed.outcome
  } catch (error) {
    keyedRequests.delete(id)
    throw error
  }
}

const digestOfRequest = ({ operation }: Call, { value, parts }: RequestBody): string =>
  digestOfParts(
    64,
    operation.route,
    JSON.stringify(value),
    ...parts.flatMap((part) => [part.name, 'text' in part ? part.text : part.file.sha256]),
  )
