/** `proofsheet/nock`: mocks of gateways at their own addresses, in this process and without a port; and recordings of them. */
import nock from 'nock'
import type { Cassette } from './cassettes/file/schema.ts'
import { filterByOrigins, type NockDefinition, toRawExchange } from './cassettes/nock-recorder.ts'
import type { RawExchange } from './cassettes/redaction/raw-exchange.ts'
import { toCassette } from './cassettes/redaction/to-cassette.ts'
import { basePathOf, findProvider, type Provider } from './dialect/provider.ts'
import { type Interception, intercept } from './doors/nock.ts'
import { createMock, type Mock, type MockOptions } from './engine/mock.ts'
import { type Clock, createScaledClock } from './time/clock.ts'

export type { Interception } from './doors/nock.ts'

export interface InterceptOptions extends Omit<MockOptions, 'providers' | 'atRoot'> {
  /** The hosts to answer for, such as `https://api.example`; those of the provider when not given. */
  readonly origins?: readonly string[]
}

export interface InterceptedProvider extends Interception {
  readonly mock: Mock
}

/**
 * Answers requests to a gateway's real hosts with a mock of it: nothing leaves the process. `provider` is an id, or the path
 * of a provider's folder. Throws for a gateway whose hosts nobody documents unless `origins` names them.
 */
export async function interceptProvider(
  provider: string,
  { origins, ...options }: InterceptOptions = {},
): Promise<InterceptedProvider> {
  const gateway = await findProvider(provider)
  const hosts = originsOf(gateway, origins)
  const mock = await createMock({ ...options, providers: [gateway], atRoot: true })
  return { ...intercept(hosts, mock.fetch), mock }
}

function originsOf({ id, dialect }: Provider, explicit: readonly string[] | undefined): readonly string[] {
  const origins = explicit ?? dialect.origins
  if (origins.length > 0) return origins
  throw new Error(`no document says where ${id} lies: name its hosts, { origins: ['https://api.example'] }`)
}

export interface RecordOptions {
  readonly clock?: Clock
  /** The hosts to record, the main one first; those of the provider when not given. */
  readonly origins?: readonly string[]
}

/**
 * Records what this process asks of a gateway's hosts, and of those to which its answers lead, by nock's recorder. While it
 * does, interceptors of nock rest; what has no answer yet when it stops is not in it. Throws where nock is recording
 * already.
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
      // Nock reads a copy of each answer, and tells of it after the caller has had it.
      await new Promise((resolve) => setImmediate(resolve))
      nock.restore()
      nock.recorder.clear()
      if (wasActive) nock.activate()
      return toCassette(filterByOrigins(rawExchanges, hosts), { provider: gateway, baseUrl, start: startedAtMs })
    },
  }
}
