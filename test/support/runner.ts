import { createProbeRunner, type ProbeRunnerOptions } from '../../src/conformance/lab/runner.ts'
import type { Ask } from '../../src/probes/ask.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { providerOf } from './provider.ts'

const { dialect } = await providerOf('dimilinks')

export const second = 1000
export const minute = 60 * second

/** Answers the nth request of a gateway. Throws for a connection that breaks. */
type Respond = (count: number, request: Request) => Response | Promise<Response>

/**
 * Creates a runner and a probe context for a gateway that responds with `respond`. `sentAt` lists the times of its
 * requests, in ms since the start.
 */
export function openRunner(options: Partial<ProbeRunnerOptions>, respond: Respond = () => Response.json({})) {
  const clock = createManualClock()
  const start = clock.now()
  const sentAt: number[] = []
  const runner = createProbeRunner({
    fetch: async (request) => respond(sentAt.push(clock.now() - start), request),
    baseUrl: 'http://gateway.test/v1',
    key: undefined,
    clock,
    budget: 0,
    onExchange: () => {},
    onWait: () => {},
    ...options,
  })
  return { clock, sentAt, runner, context: runner.contextFor('a.probe', dialect) }
}

export const freeRequest = (repeat: number): Ask => ({ method: 'GET', path: '/things', repeatLabel: String(repeat) })
export const paidRequest: Ask = { method: 'POST', path: '/things', images: 1 }
export const refusedRequest: Ask = { ...paidRequest, expects: 'refusal' }

/** Error of a `fetch` whose connection breaks. */
export const broken = (code: string): Error => Object.assign(new TypeError('fetch failed'), { cause: { code } })
/** Page of a proxy in front of a gateway. */
export const page = (status: number): Response =>
  new Response('<html><h1>proxy</h1></html>', { status, headers: { 'content-type': 'text/html' } })
