import { deferredResponse } from '../http/deferred-response.ts'
import type { Handler } from '../http/handler.ts'
import type { Clock } from '../time/system-clock.ts'
import type { Exchange } from './connections.ts'

/** Answers a request that arrives while the server ends: another server may take it, or the next one at this address. */
export const refuseWhileDraining: Handler = async () =>
  deferredResponse({
    status: 503,
    headers: { 'content-type': 'application/json', 'retry-after': '1', connection: 'close' },
    body: JSON.stringify({ error: { message: 'The server is ending. Send the request again, after a second.' } }),
  })

/** Waits until the responses are complete or their connections gone, at most `graceMs`. Each connection ends with its response. */
export async function untilAnswered(exchanges: readonly Exchange[], graceMs: number, clock: Clock): Promise<void> {
  const timer = new AbortController()
  const answers = exchanges.map(({ outgoing }) => {
    if (!outgoing.headersSent) outgoing.shouldKeepAlive = false
    return new Promise((resolve) => outgoing.once('close', resolve))
  })
  // The wait is rejected when all are answered before its end.
  await Promise.race([Promise.all(answers), clock.sleep(graceMs, timer.signal).catch(() => {})])
  timer.abort()
}
