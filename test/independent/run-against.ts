import type { RunOptions } from '../../src/conformance/run.ts'
import { createManualClock } from '../../src/time/clock.ts'
import type { Stranger } from './shared/stranger.ts'

type GatewayOptions = Pick<RunOptions, 'fetch' | 'baseUrl' | 'key' | 'otherKey' | 'clock' | 'tool'>

/**
 * Runs `run` over HTTP against a gateway with these faults, on a manual clock. The clock advances only while every request in
 * flight sleeps. `charged` returns the number of images that the gateway has charged so far.
 */
export async function runAgainst<Fault extends string, T>(
  { keys, open }: Stranger<Fault>,
  faults: readonly Fault[],
  run: (options: GatewayOptions, charged: () => number) => Promise<T>,
): Promise<T> {
  const [key, otherKey] = keys
  const clock = createManualClock()
  let inFlight = 0
  let asleep = 0
  const sleep = async (ms: number, signal?: AbortSignal) => {
    asleep++
    await clock.sleep(ms, signal).finally(() => asleep--)
  }
  const gateway = await open({ now: clock.now, sleep, faults: new Set(faults), keys })
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
  const tool = { name: 'proofsheet', version: '0.0.0' }
  const { baseUrl, charged } = gateway
  const running = run({ fetch: send, baseUrl, key, otherKey, clock, tool }, charged)
  running.then(settle, settle)
  while (!settled) {
    await new Promise(setImmediate)
    const next = clock.msUntilNext()
    if (next !== undefined && inFlight === asleep) await clock.advance(next)
  }
  return running.finally(gateway.stop)
}
