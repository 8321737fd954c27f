import type { Context, Hono } from 'hono'
import { LRUCache } from 'lru-cache'
import type { Provider } from '../dialect/provider.ts'
import { materializeResponse } from '../http/deferred-response.ts'
import { type Fetch, type Handler, toFetch } from '../http/handler.ts'
import { loadScenarios, type Scenarios } from '../scenario/load.ts'
import { formatSelection, noScenario, parseSelection, type ScenarioSelection } from '../scenario/selection.ts'
import { createMemoryStore } from '../stores/memory.ts'
import type { Store } from '../stores/store.ts'
import { type Clock, createScaledClock, createSteerableClock, isSteerable } from '../time/clock.ts'
import type { AdminTarget } from './admin/admin.ts'
import type { FetchImageOptions } from './images/fetch-image.ts'
import { createJournal } from './journal.ts'
import type { MockContext, Violation } from './mock-context.ts'
import { ConnectionReset } from './model/interruption.ts'
import { openHeaders } from './render/response.ts'
import type { MountedProvider, ServedProvider } from './request/call.ts'
import type { Limits } from './request/limits.ts'
import { createWorlds } from './request/worlds.ts'
import { addOriginImages, addProvider } from './routes.ts'
import { prismOf } from './validate/prism.ts'
import { createSample } from './validate/sample.ts'

export interface MockOptions {
  readonly providers: readonly Provider[]
  /** Serve the only provider at the root instead of under `/<id>`. */
  readonly atRoot?: boolean
  /** How many times as fast as documented; Infinity ends tasks as they begin. Not with `clock`. */
  readonly speed?: number
  readonly clock?: Clock
  readonly seed?: string
  /** The keys that are taken; any key when not given. */
  readonly keys?: readonly string[]
  readonly store?: Store
  /** What a caller may ask for by name; those that `loadScenarios()` gives when not said. */
  readonly scenarios?: Scenarios
  /** The scenario that every request meets unless it asks for another: a name, or `name;times=2`. */
  readonly scenario?: string
  /** The share of requests, from 0 to 1, that meet a scenario by seeded chance. */
  readonly chaos?: number
  /** Limits of each key in a window; those of the docs, of which most give none, when not said. */
  readonly limits?: Limits
  /** What files are judged by: what is in them, or the contract alone. */
  readonly fileChecks?: 'content' | 'schema'
  /** Retired routes and models do what they did. */
  readonly legacy?: boolean
  /** Fetch reference pictures that are named by links; else a placeholder is drawn. */
  readonly fetchReferences?: FetchImageOptions
  /** Whether `/_proofsheet/` is served and a journal kept. */
  readonly admin?: boolean
  /** Told of each judged response that the contract does not allow: see `strict`. */
  readonly onViolation?: (violation: Violation) => void
  /** Judges every response by its contract; else a sample of them. */
  readonly strict?: boolean
  /** Told of each fault of the mock itself. */
  readonly onError?: (error: unknown) => void
}

export interface Mock {
  /**
   * A Handler that also takes what `fetch` takes, so that it can stand where a client wants one. Rejects as `fetch` does
   * where a scenario breaks the connection.
   */
  readonly fetch: Fetch
  /** The same for a door that can do with a light Response. */
  readonly handler: Handler
  readonly providers: readonly MountedProvider[]
  /** Serves these from now on; tasks, clocks and journal stay. Throws and changes nothing when one can't be served. */
  readonly reload: (change: Partial<Pick<MockOptions, 'providers' | 'scenarios'>>) => Promise<void>
}

/** The documented minute takes a second. */
export const defaultSpeed = 60

/** A request holds the thumbnails of its references. */
const requestCountsBytes = 16 * 2 ** 20

/** Builds a mock of the providers. Throws when a contract can't be compiled, or an option is wrong. */
export async function createMock(options: MockOptions): Promise<Mock> {
  const invalidHost = options.fetchReferences?.hosts.find((host) => /[:/]/.test(host))
  if (invalidHost)
    throw new Error(`${invalidHost} is no host: name hosts without scheme, port and path, such as pictures.example`)
  const { speed = defaultSpeed, seed = 'proofsheet', admin = true, atRoot = false } = options
  const instant = speed === Infinity
  const base = options.clock ?? createScaledClock(instant ? 1 : speed)
  const clock = isSteerable(base) ? base : createSteerableClock(base)
  const start = clock.now() - clock.movedBy()
  const scenarios = options.scenarios ?? (await loadScenarios())
  const mock: MockContext = {
    config: {
      seed,
      instant,
      chaos: options.chaos ?? 0,
      keys: options.keys,
      limits: options.limits ?? {},
      checksContent: options.fileChecks !== 'schema',
      legacy: options.legacy ?? false,
      fetchReferences: options.fetchReferences,
      today: (world) => start + clock.movedBy() + world.clock.movedBy(),
      isSampled: options.strict ? () => true : createSample(),
      onViolation: options.onViolation ?? (() => {}),
      onError: options.onError ?? (() => {}),
    },
    state: {
      store: options.store ?? createMemoryStore(),
      worlds: createWorlds(clock),
      requestCounts: new LRUCache({
        max: 10_000,
        maxSize: requestCountsBytes,
        sizeCalculation: (_, request) => request.length,
      }),
      journal: admin ? createJournal() : undefined,
      scenarios,
      selection: options.scenario === undefined ? undefined : requireSelection(options.scenario, scenarios),
    },
  }
  const serve = async (providers: readonly Provider[]) => {
    const served = await toServedProviders(providers, atRoot)
    return { served, app: await createApp(served, { mock, clock, atRoot, admin, speed }) }
  }
  let current = await serve(options.providers)
  return {
    fetch: toFetch(async (request) => materializeResponse(await current.app.fetch(request))),
    handler: async (request) => current.app.fetch(request),
    get providers() {
      return current.served
    },
    async reload({ providers, scenarios }) {
      if (scenarios && mock.state.selection && mock.state.selection.name !== noScenario)
        requireSelection(formatSelection(mock.state.selection), scenarios)
      if (providers) current = await serve(providers)
      if (scenarios) mock.state.scenarios = scenarios
    },
  }
}

/** Throws with the names there are. */
function requireSelection(text: string, scenarios: Scenarios): ScenarioSelection {
  const selection = parseSelection(text)
  if (selection && scenarios.has(selection.name)) return selection
  throw new Error(`there is no scenario "${text}": there are ${[...scenarios.keys()].join(', ')}`)
}

async function toServedProviders(providers: readonly Provider[], atRoot: boolean): Promise<ServedProvider[]> {
  if (providers.length === 0) throw new Error('there is no provider to serve')
  if (atRoot && providers.length !== 1) throw new Error('only one provider can be served at the root')
  const duplicate = providers.find(({ id }, index) => index !== providers.findIndex((other) => other.id === id))
  if (duplicate) throw new Error(`two providers have the id ${duplicate.id}`)
  return Promise.all(
    providers.map(async (provider) => ({
      ...provider,
      mount: atRoot ? '' : `/${provider.id}`,
      prism: await prismOf(provider.contract).catch((error: Error) => {
        throw new Error(`${provider.folder}: ${error.message}`)
      }),
    })),
  )
}

interface AppOptions extends Omit<AdminTarget, 'served'> {
  readonly atRoot: boolean
  readonly admin: boolean
  readonly speed: number
}

async function createApp(
  served: readonly ServedProvider[],
  { atRoot, admin, speed, ...target }: AppOptions,
): Promise<Hono> {
  const { mock, clock } = target
  const [{ Hono }, { cors }] = await Promise.all([import('hono'), import('hono/cors')])
  const app = new Hono()
  const openCors = cors({ origin: '*', exposeHeaders: ['*'] })
  // Answers of gateways say so themselves: see `openHeaders`.
  app.options('*', (c, next) => (isAdminRequest(c) ? next() : openCors(c, next)))
  app.get('/', openCors, async (c) =>
    (await import('./admin/index-page.ts')).indexPage(c.req.raw, served, {
      speed,
      clock,
      scenarios: mock.state.scenarios,
    }),
  )
  if (admin) (await import('./admin/admin.ts')).addAdmin(app, { ...target, served })
  const providerRoutes = served.map((provider) => ({ provider, ...addProvider(app, provider, mock) }))
  if (!atRoot) addOriginImages(app, providerRoutes, mock)
  app.onError((error, c) => {
    if (error instanceof ConnectionReset || c.req.raw.signal.aborted) throw error
    mock.config.onError(error)
    return c.json({ error: { message: 'The mock failed; its log says why.' } }, 500, openHeaders)
  })
  app.notFound((c) => {
    const { path } = c.req
    const match = providerRoutes.find(({ provider: { mount } }) => path === mount || path.startsWith(`${mount}/`))
    if (match) return match.refuseUnknown(c)
    return c.json({ error: { message: `There is nothing at ${path}. GET / lists what is served.` } }, 404, openHeaders)
  })
  return app
}

const isAdminRequest = ({ req }: Context) => req.path.startsWith('/_proofsheet/')
