import { createImageClient, type ImageClientOptions, type ProviderId } from '../client/image-client.ts'
import { toClientDialect } from '../client/to-client-dialect.ts'
import { basePathOf, findProvider, type Provider } from '../dialect/provider.ts'
import { listen } from '../doors/port.ts'
import type { Charge } from '../engine/ledger/charge.ts'
import { createMock, type Mock, type MockOptions } from '../engine/mock.ts'
import { toFetch } from '../http/handler.ts'
import { createManualClock, type ManualClock } from '../time/clock.ts'
import { createHeldRequests, type HeldRequests } from './held-requests.ts'
import { onlyOrigins } from './only-origins.ts'
import { createTestReceiver, type TestReceiver } from './test-receiver.ts'

/** Mocked gateway of a single test; the next test gets a fresh gateway. */
export interface Gateway {
  /** Base URL of the image operations, such as `https://api.example/v1`. */
  readonly baseUrl: string
  /** Key that the gateway accepts. */
  readonly apiKey: string
  readonly fetch: Mock['fetch']
  readonly mock: Mock
  /** Lists what the gateway charges for all requests of the test so far, the oldest first. */
  readonly charges: () => Promise<Charge[]>
  /** Receives the callbacks of the gateway. */
  readonly callbacks: TestReceiver
}

/** Options of the gateway fixtures, beside those of a mock. */
export interface GatewayOptions extends Omit<MockOptions, 'providers' | 'atRoot' | 'clock'> {
  /**
   * Way in which the tested code reaches the gateway. `in process` (the default): only through `gateway.fetch`. `port`: at
   * `gateway.baseUrl`, a local port. `nock`: at the gateway's own hosts, for all requests of this process.
   */
  readonly door?: 'in process' | 'port' | 'nock'
}

/** Client of a shipped provider, typed by its contract. */
export type ClientOf<P extends ProviderId> = ReturnType<typeof createImageClient<P>>
/** Client of a provider folder, typed by the merged contract. */
export type AnyClient = ReturnType<typeof createAnyClient>
/** Hands a fixture to the test and resolves when the test has ended. */
export type Use<T> = (value: T) => Promise<void>

/** State of the test after its end; vitest hands the task of the test to each fixture. */
export interface EndedTask {
  readonly result?: { readonly state: string } | undefined
}

/** Fixtures of a test; vitest creates only the fixtures that the test names. */
export interface GatewayFixtures<Client> {
  clock: (context: object, use: Use<ManualClock>) => Promise<void>
  gateway: (context: { clock: ManualClock; task: EndedTask }, use: Use<Gateway>) => Promise<void>
  client: (context: { clock: ManualClock; gateway: Gateway }, use: Use<Client>) => Promise<void>
}

const apiKey = 'sk-test'
const loaded = new Map<string, Promise<Provider>>()

/** Loads a provider once, so that its contract is compiled once for all tests of a file. */
function loadOnce(provider: string): Promise<Provider> {
  const loading = loaded.get(provider) ?? findProvider(provider)
  loaded.set(provider, loading)
  return loading
}

const createAnyClient = (provider: Provider, options: Omit<ImageClientOptions<ProviderId>, 'provider'>) =>
  createImageClient({ ...options, dialect: toClientDialect(provider) })

/**
 * Creates fixtures for `test.extend`: `gateway`, a separate mock for each test; `clock`, which stands still until the test
 * advances it; `client`, from `createImageClient`, which advances the clock whenever it waits. `provider` is an id, or the
 * path of a provider's folder.
 *
 * @example
 * ```ts
 * import { expect, test as base } from 'vitest'
 * import { gatewayFixtures } from 'proofsheet/vitest'
 *
 * const test = base.extend(gatewayFixtures('./lumen'))
 *
 * test('an unknown ticket is gone', async ({ gateway }) => {
 *   const headers = { 'x-lumen-key': gateway.apiKey }
 *   const { status } = await gateway.fetch(`${gateway.baseUrl}/tickets?number=L-0`, { headers })
 *   expect(status).toBe(410)
 * })
 * ```
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
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of required fixtures from the pattern
    clock: async ({}, use) => use(createManualClock()),
    gateway: async ({ clock, task }, use) => {
      const loadedProvider = await loadOnce(provider)
      const receiver = createTestReceiver(clock, toClientDialect(loadedProvider).callbacks)
      const callbacks = receivedBy(receiver, loadedProvider, options.callbacks)
      const mock = await createMock({ ...options, callbacks, clock, providers: [loadedProvider], atRoot: true })
      receiver.trust(mock.callbackKeys)
      const held = createHeldRequests(clock)
      const { origins, fetch, close } = await doors[door](mock, loadedProvider, held)
      try {
        const baseUrl = `${origins[0]}${basePathOf(loadedProvider)}`
        await use({
          ...{ baseUrl, apiKey, fetch: onlyOrigins(origins, fetch), mock },
          ...{ charges: () => mock.charges(), callbacks: receiver },
        })
        const reason = held.describe() ?? receiver.describe()
        // The time-out of a test does not say what the test waited for.
        if (reason !== undefined && task.result?.state === 'fail') throw new Error(reason)
      } finally {
        receiver.close()
        await close()
      }
    },
    client: async ({ clock, gateway: { baseUrl, fetch } }, use) =>
      use(
        createAnyClient(await loadOnce(provider), {
          baseUrl,
          apiKey,
          fetch: async (request) => advanceWhileRead(await clock.runUntil(fetch(request)), clock),
          clock: { now: clock.now, sleep: (ms) => clock.advance(ms) },
        }),
      ),
  }
}

/** Sends callbacks to the receiver of the test, and then to the receiver of the options, whose response counts. */
function receivedBy(
  { url, secret, receive }: ReturnType<typeof createTestReceiver>,
  { dialect }: Provider,
  options: MockOptions['callbacks'],
): NonNullable<MockOptions['callbacks']> {
  const isOfAccount = dialect.callbacks?.url.every((place) => place.in === 'account')
  return {
    secret,
    ...(isOfAccount ? { url } : {}),
    ...options,
    fetch: async (request) => {
      const copy = request.clone()
      const response = await receive(request)
      return (await options?.fetch?.(copy)) ?? response
    },
  }
}

/** Lets the clock run while a reader waits for the next part of the body, because the events of a stream come at their time. */
function advanceWhileRead(response: Response, clock: ManualClock): Response {
  const reader = response.headers.get('content-type')?.includes('event-stream') ? response.body?.getReader() : undefined
  if (!reader) return response
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await clock.runUntil(reader.read())
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const { status, headers } = response
  return new Response(body, { status, headers })
}

interface OpenDoor {
  /** Origins that `fetch` reaches; the first is that of the base URL. */
  readonly origins: readonly string[]
  readonly fetch: Mock['fetch']
  close(): unknown
}

const doors: Record<
  NonNullable<GatewayOptions['door']>,
  (mock: Mock, provider: Provider, held: HeldRequests) => Promise<OpenDoor>
> = {
  'in process': async (mock, { id, dialect }, held) => ({
    origins: [`http://${id}.test`, ...dialect.origins],
    fetch: toFetch(held.track(mock.fetch)),
    close: () => {},
  }),
  async port(mock, _provider, held) {
    const { url, close } = await listen(held.track(mock.handler), { host: '127.0.0.1', port: 0, now: mock.now })
    return { origins: [url], fetch: (input, init) => fetch(input, init), close }
  },
  async nock(mock, { id, dialect }, held) {
    const { intercept } = await import('../doors/nock.ts')
    // A gateway without a documented host gets a host of its own.
    const [origin = `https://${id}.test`, ...more] = dialect.origins
    const origins = [origin, ...more]
    const { remove } = intercept(origins, held.track(mock.fetch))
    return { origins, fetch: (input, init) => fetch(input, init), close: remove }
  },
}
