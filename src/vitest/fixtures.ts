import { createImageClient, type ImageClientOptions, type ProviderId } from '../client/image-client.ts'
import { toClientDialect } from '../client/to-client-dialect.ts'
import { basePathOf, findProvider, type Provider } from '../dialect/provider.ts'
import { listen } from '../doors/port.ts'
import { createMock, type Mock, type MockOptions } from '../engine/mock.ts'
import { createManualClock, type ManualClock } from '../time/clock.ts'

/** A gateway that belongs to one test: nothing is left of it for the next. */
export interface Gateway {
  /** Where its image operations lie, such as `https://api.example/v1`. */
  readonly baseUrl: string
  /** A key that it takes. */
  readonly apiKey: string
  readonly fetch: Mock['fetch']
  readonly mock: Mock
}

export interface GatewayOptions extends Omit<MockOptions, 'providers' | 'atRoot' | 'clock'> {
  /**
   * How the code that is tested reaches it. `in process` (when not said): through `gateway.fetch` alone. `port`: at
   * `gateway.baseUrl`, a port of this machine. `nock`: at the gateway's own hosts, whoever in this process asks.
   */
  readonly door?: 'in process' | 'port' | 'nock'
}

type ClientOf<P extends ProviderId> = ReturnType<typeof createImageClient<P>>
type AnyClient = ReturnType<typeof createAnyClient>
type Use<T> = (value: T) => Promise<void>

/** What a test gets; those that it does not name are not made. */
export interface GatewayFixtures<Client> {
  clock: (given: object, use: Use<ManualClock>) => Promise<void>
  gateway: (given: { clock: ManualClock }, use: Use<Gateway>) => Promise<void>
  client: (given: { clock: ManualClock; gateway: Gateway }, use: Use<Client>) => Promise<void>
}

const apiKey = 'sk-test'
const loaded = new Map<string, Promise<Provider>>()

/** Loaded once: its contract is compiled once for all tests of a file. */
function loadOnce(provider: string): Promise<Provider> {
  const loading = loaded.get(provider) ?? findProvider(provider)
  loaded.set(provider, loading)
  return loading
}

const createAnyClient = (provider: Provider, options: Omit<ImageClientOptions<ProviderId>, 'provider'>) =>
  createImageClient({ ...options, dialect: toClientDialect(provider) })

/**
 * Fixtures for `test.extend`: `gateway`, a mock of its own for each test; `clock`, which stands still until the test moves
 * it; `client`, as `createImageClient` makes it, for which time passes as it waits. `provider` is an id, or the path of a
 * provider's folder.
 */
export function gatewayFixtures<P extends ProviderId>(
  provider: P,
  options?: GatewayOptions,
): GatewayFixtures<ClientOf<P>>
export function gatewayFixtures(provider: string, options?: GatewayOptions): GatewayFixtures<AnyClient>
export function gatewayFixtures(
  provider: string,
  { door = 'in process', ...options }: GatewayOptions = {},
): GatewayFixtures<AnyClient> {
  return {
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    clock: async ({}, use) => use(createManualClock()),
    gateway: async ({ clock }, use) => {
      const found = await loadOnce(provider)
      const mock = await createMock({ ...options, clock, providers: [found], atRoot: true })
      const { origin, fetch, close } = await doors[door](mock, found)
      try {
        await use({ baseUrl: `${origin}${basePathOf(found)}`, apiKey, fetch, mock })
      } finally {
        await close()
      }
    },
    client: async ({ clock, gateway: { baseUrl, fetch } }, use) =>
      use(
        createAnyClient(await loadOnce(provider), {
          baseUrl,
          apiKey,
          fetch: (request) => clock.runUntil(fetch(request)),
          clock: { now: clock.now, sleep: (ms) => clock.advance(ms) },
        }),
      ),
  }
}

interface OpenDoor {
  readonly origin: string
  readonly fetch: Mock['fetch']
  close(): unknown
}

const doors: Record<NonNullable<GatewayOptions['door']>, (mock: Mock, provider: Provider) => Promise<OpenDoor>> = {
  'in process': async ({ fetch }, { id }) => ({ origin: `http://${id}.test`, fetch, close: () => {} }),
  async port(mock) {
    const { url, close } = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
    return { origin: url, fetch: (input, init) => fetch(input, init), close }
  },
  async nock(mock, { id, dialect }) {
    const { intercept } = await import('../doors/nock.ts')
    // One whose host nobody documents lies where no other does.
    const [origin = `https://${id}.test`, ...more] = dialect.origins
    const { remove } = intercept([origin, ...more], mock.fetch)
    return { origin, fetch: (input, init) => fetch(input, init), close: remove }
  },
}
