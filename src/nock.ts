/** `proofsheet/nock`: mock gateways at their real hosts, in this process and without a port, and record real gateways. */
import './values/check-node.ts'
import nock from 'nock'
import type { Cassette } from './cassettes/file/schema.ts'
import { filterByOrigins, type NockDefinition, toRawExchange } from './cassettes/nock-recorder.ts'
import type { RawExchange } from './cassettes/redaction/raw-exchange.ts'
import { toCassette } from './cassettes/redaction/to-cassette.ts'
import { basePathOf, findProvider, type Provider } from './dialect/provider.ts'
import { type Interception, intercept } from './doors/nock.ts'
import type { Charge } from './engine/ledger/charge.ts'
import { createMock, type Mock, type MockOptions } from './engine/mock.ts'
import { type Clock, createScaledClock } from './time/clock.ts'

export type { Interception } from './doors/nock.ts'

/** Options of `interceptProvider`: those of the mock, and the hosts. */
export interface InterceptOptions extends Omit<MockOptions, 'providers' | 'atRoot'> {
  /** Origins to intercept, such as `https://api.example`; by default those that the provider documents. */
  readonly origins?: readonly string[]
}

/** An interception and the mock that answers. */
export interface InterceptedProvider extends Interception {
  readonly mock: Mock
  /** Lists what the gateway charges for all requests so far, the oldest first. */
  readonly charges: () => Promise<Charge[]>
}

/**
 * Answers requests to a gateway's real hosts with a mock of the gateway; no request leaves the process. `provider` is an id,
 * or the path of a provider's folder. Throws when the provider documents no hosts and `origins` is missing.
 *
 * @example
 * ```ts
 * import { interceptProvider } from 'proofsheet/nock'
 *
 * const intercepted = await interceptProvider('./lumen')
 * const response = await fetch('https://lumen.example/api/2026/tickets?number=L-0', { headers: { 'x-lumen-key': 'any' } })
 * console.log(response.status) // 410
 * intercepted.remove()
 * ```
 */
export async function interceptProvider(
  provider: string,
  { origins, ...options }: InterceptOptions = {},
): Promise<InterceptedProvider> {
  const gateway = await findProvider(provider)
  const hosts = originsOf(gateway, origins)
  const mock = await createMock({ ...options, providers: [gateway], atRoot: true })
  return { ...intercept(hosts, mock.fetch), mock, charges: () => mock.charges() }
}

function originsOf({ id, dialect }: Provider, explicit: readonly string[] | undefined): readonly string[] {
  const origins = explicit ?? dialect.origins
  if (origins.length > 0) return origins
  throw new Error(`${id} documents no hosts: pass them, such as { origins: ['https://api.example'] }`)
}

/** Options of `recordProvider`. */
export interface RecordOptions {
  /** Clock that times the exchanges; the system's by default. */
  readonly clock?: Clock
  /** Origins to record, the main origin first; by default those that the provider documents. */
  readonly origins?: readonly string[]
}

/**
 * Records the exchanges of this process with a gateway's hosts, and with the hosts that its responses link to, by nock's
 * recorder. Nock suspends its interceptors meanwhile. `stop` returns the cassette, without requests that have no response
 * yet. Throws when nock is already recording.
 *
 * @example
 * ```ts
 * import { createMock, listen, loadProvider } from 'proofsheet'
 * import { recordProvider } from 'proofsheet/nock'
 *
 * const mock = await createMock({ providers: [await loadProvider('./lumen')], atRoot: true })
 * const server = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
 * const recording = await recordProvider('./lumen', { origins: [server.url] })
 * await fetch(`${server.url}/api/2026/tickets?number=L-0`, { headers: { 'x-lumen-key': 'any' } })
 * const { exchanges } = await recording.stop()
 * console.log(exchanges[0]?.response?.status) // 410
 * await server.close()
 * ```
 */
export async function recordProvider(
  provider: string,
  { clock = createScaledClock(1), origins }: RecordOptions = {},
): Promise<{ stop(): Promise<Cassette> }> {
  const gateway = await findProvider(provider)
  const hosts = originsOf(gateway, origins)
  const baseUrl = `${hosts[0]}${basePathOf(gateway)}`
  const startedAtMs = clock.now()
  const rawExchanges: RawExchange[] = []
  const wasActive = nock.isActive()
  nock.recorder.rec({
    output_objects: true,
    enable_reqheaders_recording: true,
    use_separator: false,
    logging: (definition: unknown) =>
      void rawExchanges.push(toRawExchange(definition as NockDefinition, clock.now() - startedAtMs)),
  })
  return {
    async stop() {
      // Nock reads a copy of each response, and reports the exchange after the caller has received the response.
      await new Promise((resolve) => setImmediate(resolve))
      nock.restore()
      nock.recorder.clear()
      if (wasActive) nock.activate()
      return toCassette(filterByOrigins(rawExchanges, hosts), { provider: gateway, baseUrl, start: startedAtMs })
    },
  }
}
