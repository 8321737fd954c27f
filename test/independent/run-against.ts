import { fileURLToPath } from 'node:url'
import type { RunOptions } from '../../src/conformance/run.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { type Fault, startGateway } from './server.ts'

/** Folder of the provider that describes the independent gateway. */
export const folder = fileURLToPath(new URL('provider', import.meta.url))
const key = 'hk-alpha'
const otherKey = 'hk-beta'

type GatewayOptions = Pick<RunOptions, 'fetch' | 'baseUrl' | 'key' | 'otherKey' | 'clock' | 'tool'>

/**
 * Runs `run` over HTTP against the independent gateway with these faults, on a manual clock. The clock advances only while
 * every request in flight sleeps.
 */
export async function runAgainst<T>(
  faults: readonly Fault[],
  run: (options: GatewayOptions) => Promise<T>,
): Promise<T> {
  const clock = createManualClock()
  let inFlight = 0
  let asleep = 0
  const sleep = async (ms: number, signal?: AbortSignal) => {
    asleep++
    await clock.sleep(ms, signal).finally(() => asleep--)
  }
  const gateway = await startGateway({ now: clock.now, sleep, faults: new Set(faults), keys: [key, otherKey] })
  const send = async (request: Request) => {
    inFlight++
    try {
      const { status, headers, ...response } = await fetch(request).then(async (received) => ({
        status: received.status,
        headers: received.headers,
        bytes: await received.arrayBuffer(),
      }))
      return new Response(response.bytes, { status, headers })
    } finally {
      inFlight--
    }
  }
  let settled = false
  const settle = () => {
    settled = true
  }
  const baseUrl = `${gateway.url}/api/v2`
  const running = run({ fetch: send, baseUrl, key, otherKey, clock, tool: { name: 'proofsheet', version: '0.0.0' } })
  running.then(settle, settle)
  while (!settled) {
    await new Promise(setImmediate)
    const next = clock.msUntilNext()
    if (next !== undefined && inFlight === asleep) await clock.advance(next)
  }
  return running.finally(gateway.stop)
}
