import type { Context, Hono, MiddlewareHandler } from 'hono'
import { listNamedOperations } from '../dialect/named-operations.ts'
import type { Provider } from '../dialect/provider.ts'
import { withoutRules } from '../dialect/without-rules.ts'
import { materializeResponse } from '../http/deferred-response.ts'
import { type Fetch, type Handler, toFetch } from '../http/handler.ts'
import { explainInvalidHost } from '../http/public-hosts.ts'
import { loadScenarios, type Scenarios } from '../scenario/load.ts'
import { formatSelection, noScenario, parseSelection, type ScenarioSelection } from '../scenario/selection.ts'
import { createMemoryStore } from '../stores/memory.ts'
import type { Store } from '../stores/store.ts'
import { type Clock, createScaledClock, createSteerableClock, isAnchored, isSteerable } from '../time/clock.ts'
import { defaultSpeed } from '../time/default-speed.ts'
import { drawSecret } from '../time/secret.ts'
import { startStopwatch } from '../time/stopwatch-clock.ts'
import { systemClock } from '../time/system-clock.ts'
import { readCharges } from './act/charges.ts'
import { createAccess } from './admin/access.ts'
import { createClockSpeed } from './admin/clock-speed.ts'
import type { Metrics } from './admin/metrics.ts'
import type { AdminTarget } from './admin/target.ts'
import { explainInvalidAddress } from './callbacks/check-address.ts'
import { createDeliveries } from './callbacks/create-deliveries.ts'
import type { CallbackOptions } from './callbacks/options.ts'
import { createFeed } from './feed.ts'
import type { FetchImageOptions } from './images/fetch-image.ts'
import { createLettersWarning } from './images/letters-warning.ts'
import { createJournal } from './journal/journal.ts'
import type { Charge } from './ledger/charge.ts'
import type { MockContext, Observer, Violation } from './mock-context.ts'
import { ConnectionReset } from './model/interruption.ts'
import { openHeaders } from './render/response.ts'
import type { MountedProvider, ServedProvider } from './request/call.ts'
import type { CallbackKey } from './request/deliveries.ts'
import { type ExchangeSummary, summarizeCall, summarizeOther } from './request/exchange-summary.ts'
import type { Limits } from './request/limits.ts'
import { createLocalWorlds } from './request/local-worlds.ts'
import { compileOperation, prismOf } from './validate/prism.ts'
import { createSample } from './validate/sample.ts'

/** Options of `createMock`. */
export interface MockOptions {
  /** Gateways to serve: at least one, each with its own id. */
  readonly providers: readonly Provider[]
  /** Serves the only provider at the root instead of under `/<id>`. False by default. */
  readonly atRoot?: boolean
  /**
   * Factor by which tasks run faster than documented: 60 by default, so that a minute takes a second. `instant` and Infinity end
   * tasks as soon as they are created. A finite speed has no effect with `clock`.
   */
  readonly speed?: number | 'instant'
  /** Clock of the mock; by default the system's time, sped up by `speed`. */
  readonly clock?: Clock
  /** Seed of ids, images and `chaos`: equal seeds and requests give equal responses. `proofsheet` by default. */
  readonly seed?: string
  /**
   * Secret that signs links; `seed` if one is given, else a secret of the store: mocks with a store of their own do not accept
   * each other's links.
   */
  readonly signingKey?: string
  /** Accepted API keys; any key by default. */
  readonly keys?: readonly string[]
  /**
   * Storage of tasks, files, clocks, scenarios in force, limits and idempotency keys; by default the memory of this process.
   * `openStore` opens a store that outlives the process, and that several processes share.
   */
  readonly store?: Store
  /** Scenarios that requests can select by name; by default those of `loadScenarios()`. */
  readonly scenarios?: Scenarios
  /** Scenario of every request that selects none itself: a name such as `slow`, or `slow;times=2`. None by default. */
  readonly scenario?: string
  /** Fraction of requests, from 0 to 1, that get a scenario at random, by the seed. 0 by default. */
  readonly chaos?: number
  /** Limits per key and window, in place of the documented limits; most gateways document none. */
  readonly limits?: Limits
  /**
   * Amount with which each key starts at each gateway, in the unit of the gateway's prices; a request that the balance does not cover
   * gets the gateway's own refusal. No limit by default.
   */
  readonly balance?: number
  /**
   * Judge of requests: the dialect and the contract (`dialect`, the default), or the published schema alone (`contract`), which
   * the test suites of SDKs need. With `contract` no rules of models apply, retired routes and models are served, and any bytes
   * are a file.
   */
  readonly judge?: 'dialect' | 'contract'
  /** Checks uploaded files by decoding them (`content`, the default), or by the contract alone (`schema`). */
  readonly fileChecks?: 'content' | 'schema'
  /**
   * Images with prompt, size, id and references (`drawn`, the default), or one image for each size, format and background (`plain`),
   * which takes no time: for load tests.
   */
  readonly images?: 'drawn' | 'plain'
  /** Keeps serving retired routes and models. False by default. */
  readonly legacy?: boolean
  /** Fetches reference images that requests name by URL; by default the mock draws placeholders instead. */
  readonly fetchReferences?: FetchImageOptions
  /** Receivers of callbacks; by default, receivers on this machine that a request names. */
  readonly callbacks?: CallbackOptions
  /** Serves the admin API under `/_proofsheet/` and keeps a journal. True by default. */
  readonly admin?: boolean
  /** Token that each request to the admin API has to send in the header `X-Proofsheet-Token`. None by default. */
  readonly adminToken?: string
  /** Host names with a dot under which the admin API may be asked, such as `mock.example`. None by default. */
  readonly allowedHosts?: readonly string[]
  /** Adds a condition to `/_proofsheet/readyz`, which needs the store too. None by default. */
  readonly isReady?: () => Promise<boolean>
  /** Called when an exchange has ended, with a summary without keys: for logs. */
  readonly onExchange?: (summary: ExchangeSummary) => void
  /** Counts exchanges for `/_proofsheet/metrics`, in the format of Prometheus. False by default. */
  readonly metrics?: boolean
  /** Called for each validated response that the contract does not allow; see `strict`. */
  readonly onViolation?: (violation: Violation) => void
  /** Validates every response against the contract; by default only a sample. */
  readonly strict?: boolean
  /** Called with each error of the mock itself; the client gets the gateway's response for an internal error. */
  readonly onError?: (error: unknown) => void
  /**
   * Called with a message when an image has letters that no font of the package or of the machine has, and when a callback is refused or
   * given up; once for each reason.
   */
  readonly onWarning?: (message: string) => void
}

/** A mock of one or more gateways in this process. */
export interface Mock {
  /**
   * Answers a request in process; a replacement for the global `fetch`. Rejects like `fetch` when a scenario breaks the
   * connection.
   */
  readonly fetch: Fetch
  /** Answers like `fetch`, with a deferred Response that is cheaper to make: for servers such as `listen`. */
  readonly handler: Handler
  /** Returns the time of the mock in ms since 1970. The clock of an API key may differ. */
  readonly now: () => number
  /** Providers that the mock serves, with their paths. */
  readonly providers: readonly MountedProvider[]
  /**
   * Lists what the gateways charge, the oldest first: to one API key, or to all without `key`. A charge is reserved while its task runs,
   * and is refunded only where the gateway documents a refund.
   */
  readonly charges: (key?: string) => Promise<Charge[]>
  /** Returns the public keys that verify the callbacks of gateways that sign with Ed25519. */
  readonly callbackKeys: () => Promise<CallbackKey[]>
  /**
   * Replaces the providers, the scenarios or both; tasks, clocks and journal stay. Throws, and changes nothing, when a
   * provider cannot be served or the selected scenario is missing.
   */
  readonly reload: (change: Partial<Pick<MockOptions, 'providers' | 'scenarios'>>) => Promise<void>
}

/**
 * Creates a mock of the providers. Throws when a contract cannot be compiled or an option is invalid.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider } from 'proofsheet'
 *
 * const mock = await createMock({ providers: [await loadProvider('./lumen')], speed: Infinity })
 * const response = await mock.fetch('http://localhost/lumen/api/2026/pictures', {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json', 'x-lumen-key': 'any' },
 *   body: JSON.stringify({ text: 'A red fox' }),
 * })
 * console.log(response.status) // 202
 * ```
 */
export async function createMock(options: MockOptions): Promise<Mock> {
  const invalidOption =
    explainInvalidHost(options.fetchReferences?.hosts ?? [], 'images.example') ??
    explainInvalidHost(options.callbacks?.hosts ?? [], 'receiver.example') ??
    explainInvalidAddress(options.callbacks ?? {})
  if (invalidOption !== undefined) throw new Error(invalidOption)
  if (options.signingKey === '') throw new Error('the signing key is empty: expected one or more characters')
  const speed = readSpeed(options.speed)
  const { seed = 'proofsheet', admin = true, atRoot = false, judge = 'dialect' } = options
  const instant = speed === Infinity
  const base = options.clock ?? createScaledClock(instant ? 1 : speed)
  const clock = isSteerable(base) ? base : createSteerableClock(base)
  const start = clock.now() - clock.movedBy()
  const scenarios = options.scenarios ?? (await loadScenarios())
  const store = options.store ?? createMemoryStore()
  const ownSecret = drawSecret()
  const { worlds, secret } = store.isShared
    ? await (await import('./request/shared-worlds.ts')).createSharedWorlds({
        store,
        clock,
        base: isAnchored(base) ? base : undefined,
        keepsSpeed: instant,
        secret: ownSecret,
        realClock: systemClock,
      })
    : { worlds: createLocalWorlds(clock), secret: ownSecret }
  if (options.scenario !== undefined) {
    const selection = requireSelection(options.scenario, scenarios)
    await worlds.change(worlds.root, (root) => {
      root.selection ??= selection
    })
  }
  const access = createAccess(options.adminToken, options.allowedHosts ?? [])
  const isReady = async () => (await store.isReachable()) && (!options.isReady || options.isReady())
  const metrics = options.metrics && admin ? (await import('./admin/metrics.ts')).createMetrics() : undefined
  const mock: MockContext = {
    config: {
      seed,
      signingKey: options.signingKey ?? options.seed ?? secret,
      instant,
      chaos: options.chaos ?? 0,
      keys: options.keys,
      limits: options.limits ?? {},
      balance: readBalance(options.balance),
      judge,
      checksContent: options.fileChecks !== 'schema' && judge !== 'contract',
      images: options.images ?? 'drawn',
      legacy: options.legacy === true || judge === 'contract',
      fetchReferences: options.fetchReferences,
      today: (world) => start + clock.movedBy() + world.clock.movedBy(),
      isSampled: options.strict ? () => true : createSample(),
      onViolation: options.onViolation ?? (() => {}),
      onError: options.onError ?? (() => {}),
      onMissingLetters: createLettersWarning(options.onWarning ?? (() => {})),
      observer: createObserver(options.onExchange, metrics),
    },
    state: {
      store,
      worlds,
      journal: admin ? createJournal() : undefined,
      feed: createFeed(),
      callbacks: createDeliveries(() => mock, options.callbacks ?? {}, options.onWarning ?? (() => {})),
      scenarios,
    },
  }
  const clockSpeed = createClockSpeed(base, clock, store.isShared)
  const serve = async (providers: readonly Provider[]) => {
    const served = await toServedProviders(providers, { atRoot, judge })
    return {
      served,
      app: await createApp(served, { mock, access, metrics, isReady, atRoot, admin, speed: clockSpeed }),
    }
  }
  let current = await serve(options.providers)
  const answer = async (request: Request) => {
    const response = current.app.fetch(request)
    // A clock that runs wakes sleepers in the background by itself.
    if (response instanceof Promise && clock.isFrozen()) clock.holdBackground(response)
    return response
  }
  return {
    fetch: toFetch(async (request) => materializeResponse(await answer(request))),
    handler: answer,
    now: clock.now,
    get providers() {
      return current.served
    },
    charges: (key) => readCharges(mock, current.served, key),
    callbackKeys: async () => mock.state.callbacks.publicKeys(),
    async reload({ providers, scenarios }) {
      const { selection } = mock.state.worlds.root
      if (scenarios && selection && selection.name !== noScenario)
        requireSelection(formatSelection(selection), scenarios)
      if (providers) current = await serve(providers)
      if (scenarios) mock.state.scenarios = scenarios
    },
  }
}

/** Throws for a speed that is no number above 0, because a program without types may pass anything. */
function readSpeed(speed: MockOptions['speed'] = defaultSpeed): number {
  if (speed === 'instant') return Infinity
  if (typeof speed === 'number' && speed > 0) return speed
  const shown = typeof speed === 'string' ? `"${speed}"` : String(speed)
  throw new Error(`invalid speed ${shown}: expected a number above 0, such as 60, or 'instant'`)
}

/** Throws for a balance that is no number from 0, because a program without types may pass anything. */
function readBalance(balance: MockOptions['balance']): number | undefined {
  if (balance === undefined || (Number.isFinite(balance) && balance >= 0)) return balance
  throw new Error(`invalid balance ${balance}: expected a number from 0, such as 10`)
}

/** Parses a selection. Throws, with the names of all scenarios, when the scenario is missing. */
function requireSelection(text: string, scenarios: Scenarios): ScenarioSelection {
  const selection = parseSelection(text)
  if (selection && scenarios.has(selection.name)) return selection
  throw new Error(`unknown scenario "${text}": expected one of ${[...scenarios.keys()].join(', ')}`)
}

async function toServedProviders(
  providers: readonly Provider[],
  { atRoot, judge }: Required<Pick<MockOptions, 'atRoot' | 'judge'>>,
): Promise<ServedProvider[]> {
  if (providers.length === 0) throw new Error('no provider to serve: pass at least one in `providers`')
  if (atRoot && providers.length !== 1)
    throw new Error(`cannot serve ${providers.length} providers at the root: pass one provider, or omit \`atRoot\``)
  const duplicate = providers.find(({ id }, index) => index !== providers.findIndex((other) => other.id === id))
  if (duplicate) throw new Error(`duplicate provider id "${duplicate.id}": each provider needs its own id`)
  return Promise.all(
    providers.map(async (provider) => {
      await compileNamed(provider)
      const dialect = judge === 'contract' ? withoutRules(provider.dialect) : provider.dialect
      return { ...provider, dialect, mount: atRoot ? '' : `/${provider.id}`, prism: prismOf(provider.contract) }
    }),
  )
}

/** Compiles the schemas of the operations that the dialect names. Throws for the first that cannot be compiled. */
async function compileNamed({ contract, dialect, folder }: Provider): Promise<void> {
  if (contract.isSound) return
  for (const { key } of listNamedOperations(dialect)) {
    const operation = contract.operations.find(({ route }) => route === key)
    if (!operation) continue
    await compileOperation(contract.document, operation).catch((error: Error) => {
      throw new Error(`${folder}: ${error.message}`)
    })
  }
}

interface AppOptions extends Omit<AdminTarget, 'served'> {
  readonly atRoot: boolean
  readonly admin: boolean
  readonly isReady: () => Promise<boolean>
}

async function createApp(
  served: readonly ServedProvider[],
  { atRoot, admin, isReady, ...target }: AppOptions,
): Promise<Hono> {
  const { mock } = target
  const [{ Hono }, { cors }, { addOriginImages, addProvider }, { addHealth }] = await Promise.all([
    import('hono'),
    import('hono/cors'),
    import('./routes.ts'),
    import('./admin/health.ts'),
  ])
  const app = new Hono()
  if (mock.config.observer)
    for (const path of ['/', '/_proofsheet/*']) app.use(path, createWatch(mock.config.observer, served))
  const openCors = cors({ origin: '*', exposeHeaders: ['*'] })
  // Only for preflight requests: every response of a gateway has `openHeaders`.
  app.options('*', (c, next) => (isAdminRequest(c) ? next() : openCors(c, next)))
  app.get('/', openCors, async (c) =>
    admin && c.req.header('accept')?.includes('text/html')
      ? (await import('./admin/inspector-page.ts')).inspectorPage()
      : (await import('./admin/index-page.ts')).indexPage(c.req.raw, served, mock.state.scenarios),
  )
  addHealth(app, isReady)
  if (admin) (await import('./admin/inspector-page.ts')).addInspector(app)
  if (admin) (await import('./admin/admin.ts')).addAdmin(app, { ...target, served })
  const providerRoutes = served.map((provider) => ({ provider, ...addProvider(app, provider, mock) }))
  if (!atRoot) addOriginImages(app, providerRoutes, mock)
  app.onError((error, c) => {
    if (error instanceof ConnectionReset || c.req.raw.signal.aborted) throw error
    mock.config.onError(error)
    return c.json({ error: { message: 'The mock failed; its log has the error.' } }, 500, openHeaders)
  })
  app.notFound((c) => {
    const { path } = c.req
    const match = providerRoutes.find(({ provider: { mount } }) => path === mount || path.startsWith(`${mount}/`))
    if (match) return match.refuseUnknown(c)
    mock.config.observer?.endOther(summarizeOther(c.req.raw, { status: 404, durationMs: 0 }, served))
    return c.json({ error: { message: `There is nothing at ${path}; GET / lists the providers.` } }, 404, openHeaders)
  })
  return app
}

/** Creates the observer of a mock; undefined if nobody asks. */
function createObserver(onExchange: MockOptions['onExchange'], metrics: Metrics | undefined): Observer | undefined {
  if (!onExchange) return metrics
  return {
    begin: () => metrics?.begin(),
    end(ended) {
      metrics?.end(ended)
      onExchange(summarizeCall(ended))
    },
    endOther: onExchange,
  }
}

/** Creates a middleware that tells about requests to the mock itself. */
function createWatch({ endOther }: Observer, served: readonly ServedProvider[]): MiddlewareHandler {
  return async (c, next) => {
    const elapsedMs = startStopwatch()
    await next()
    endOther(summarizeOther(c.req.raw, { status: c.res.status, durationMs: elapsedMs() }, served))
  }
}

const isAdminRequest = ({ req }: Context) => req.path.startsWith('/_proofsheet/')
