import { fileURLToPath } from 'node:url'
import type { RunOptions } from '../../src/conformance/run.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { type Fault, startStranger } from './server.ts'

/** The stranger as a provider's folder of ours. */
export const folder = fileURLToPath(new URL('provider', import.meta.url))
const key = 'hk-alpha'
const otherKey = 'hk-beta'

type Asked = Pick<RunOptions, 'fetch' | 'baseUrl' | 'key' | 'otherKey' | 'clock' | 'tool'>

/** What a run over HTTP gives with a stranger on a manual clock: time passes only while everybody waits for it. */
export async function askStranger<T>(faults: readonly Fault[], run: (options: Asked) => Promise<T>): Promise<T> {
  const clock = createManualClock()
  let underway = 0
  let asleep = 0
  const sleep = async (ms: number, signal?: AbortSignal) => {
    asleep++
    await clock.sleep(ms, signal).finally(() => asleep--)
  }
  const stranger = await startStranger({ now: clock.now, sleep, faults: new Set(faults), keys: [key, otherKey] })
  const ask = async (request: Request) => {
    underway++
    try {
      const { status, headers, ...response } = await fetch(request).then(async (given) => ({
        status: given.status,
        headers: given.headers,
        bytes: await given.arrayBuffer(),
      }))
      return new Response(response.bytes, { status, headers })
    } finally {
      underway--
    }
  }
  let settled = false
  const settle = () => {
    settled = true
  }
  const baseUrl = `${stranger.url}/api/v2`
  const running = run({ fetch: ask, baseUrl, key, otherKey, clock, tool: { name: 'proofsheet', version: '0.0.0' } })
  running.then(settle, settle)
  while (!settled) {
    await new Promise(setImmediate)
    const next = clock.msUntilNext()
    if (next !== undefined && underway === asleep) await clock.advance(next)
  }
  return running.finally(stranger.stop)
}
