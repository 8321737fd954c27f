import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { LRUCache } from 'lru-cache'
import { type Clock, createScaledClock, isManual, type ManualClock } from '../clock.ts'
import type { ContractOperation } from '../contract/load.ts'
import type { Provider } from '../dialect/provider.ts'
import { createMemoryStore } from '../stores/memory.ts'
import type { Store } from '../stores/store.ts'
import { readTask } from './act.ts'
import { type Call, roleOf, type Served } from './call.ts'
import { hexOf } from './chance.ts'
import { type ExchangeOptions, exchange, refuse, type Violation } from './exchange.ts'
import { indexPage } from './page.ts'
import { createPrism } from './prism.ts'
import { Problem } from './problem.ts'

/** The one function type of this project: a mock is one, a live gateway is one, `fetch` is one. */
export type Handler = (request: Request) => Promise<Response>

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
  /** Told of each response that the contract does not allow. */
  readonly onViolation?: (violation: Violation) => void
  /** Told of each fault of the mock itself. */
  readonly onError?: (error: unknown) => void
}

export interface Mock {
  /** A Handler that also takes what `fetch` takes, so that it can stand where a client wants one. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>
  readonly providers: readonly Served[]
}

/** The documented minute takes a second. */
export const defaultSpeed = 60

/** Builds a mock of the providers. Throws when a contract can't be compiled. */
export async function createMock(options: MockOptions): Promise<Mock> {
  const { providers, atRoot = false, speed = defaultSpeed, seed = 'proofsheet', keys } = options
  if (providers.length === 0) throw new Error('there is no provider to serve')
  if (atRoot && providers.length !== 1) throw new Error('only one provider can be served at the root')
  const twice = providers.find(({ id }, index) => index !== providers.findIndex((other) => other.id === id))
  if (twice) throw new Error(`two providers have the id ${twice.id}`)
  const instant = speed === Infinity
  const clock = options.clock ?? createScaledClock(instant ? 1 : speed)
  const start = clock.now()
  const context: ExchangeOptions = {
    clock,
    seed,
    instant,
    counts: new LRUCache({ max: 100_000 }),
    today: isManual(clock) ? () => clock.now() : () => start,
    keys,
    store: options.store ?? createMemoryStore({ now: () => clock.now() }),
    onViolation: options.onViolation ?? (() => {}),
    onError: options.onError ?? (() => {}),
  }
  const served = await Promise.all(
    providers.map(async (provider) => ({
      ...provider,
      mount: atRoot ? '' : `/${provider.id}`,
      prism: await createPrism(provider.contract).catch((error: Error) => {
        throw new Error(`${provider.folder}: ${error.message}`)
      }),
    })),
  )
  const app = new Hono()
  app.use(cors({ origin: '*', exposeHeaders: ['*'] }))
  app.get('/', (c) => indexPage(c.req.raw, served, { speed, isManual: isManual(clock) }))
  if (isManual(clock)) addClock(app, clock)
  const calls = served.map((provider) => ({ provider, callOf: addProvider(app, provider, context) }))
  if (!atRoot) addOriginPictures(app, calls, context)
  app.onError((error, c) => {
    context.onError(error)
    return c.json({ error: { message: 'The mock failed; its log says why.' } }, 500)
  })
  app.notFound((c) =>
    c.json({ error: { message: `There is nothing at ${c.req.path}. GET / lists what is served.` } }, 404),
  )
  const isRequest = (input: Request | URL | string): input is Request => typeof input === 'object' && 'headers' in input
  return {
    fetch: async (input, init) => app.fetch(isRequest(input) && !init ? input : new Request(input, init)),
    providers: served,
  }
}

type CallOf = (request: Request, params: Record<string, string>, at: Pick<Call, 'operation' | 'role'>) => Call

function addProvider(app: Hono, provider: Served, context: ExchangeOptions): CallOf {
  let requests = 0
  const callOf: CallOf = (request, params, at) => {
    const { requestId } = provider.dialect.headers ?? {}
    const given = requestId?.echo ? request.headers.get(requestId.name) : null
    const url = new URL(request.url)
    return {
      provider,
      ...at,
      request,
      url,
      params,
      requestId: given ?? hexOf(32, context.seed, provider.id, 'request', requests++),
    }
  }
  for (const operation of provider.contract.operations) {
    const role = roleOf(provider, operation)
    app.on(operation.method, `${provider.mount}${routeOf(operation)}`, (c) =>
      exchange(context, callOf(c.req.raw, c.req.param(), { operation, role })),
    )
  }
  const [operation] = provider.contract.operations
  if (!operation) throw new Error(`${provider.folder}: the contract has no operations`)
  const own = (path: string) => path.slice(provider.mount.length)
  const refused = (request: Request, problem: Problem) =>
    refuse(callOf(request, {}, { operation, role: { does: 'plain' } }), problem)
  for (const path of new Set(provider.contract.operations.map(routeOf)))
    app.all(`${provider.mount}${path}`, (c) =>
      refused(c.req.raw, new Problem('wrongMethod', `${c.req.method} is not served at ${own(c.req.path)}.`)),
    )
  app.all(`${provider.mount}/*`, (c) =>
    refused(c.req.raw, new Problem('unknownRoute', `Invalid URL (${c.req.method} ${own(c.req.path)}).`)),
  )
  return callOf
}

/** The path of an operation in the router's words. */
const routeOf = ({ basePath, path }: ContractOperation) => `${basePath}${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`

/** A relative picture link resolves at the origin, as on the real host: to the provider that has the task. */
function addOriginPictures(app: Hono, calls: { provider: Served; callOf: CallOf }[], context: ExchangeOptions): void {
  const rows = calls.flatMap(({ provider, callOf }) => {
    const operation = provider.contract.operations.find(({ at }) => at === provider.dialect.results.picture?.at)
    const isRelative = provider.dialect.results.forms.includes('relative')
    return operation && isRelative ? [{ provider, callOf, operation }] : []
  })
  for (const [path, sharing] of Map.groupBy(rows, ({ operation }) => routeOf(operation)))
    app.get(path, async (c) => {
      const params = c.req.param() as Record<string, string>
      const has = ({ provider: { id, dialect } }: (typeof rows)[number]) =>
        readTask(context, id, params[dialect.results.picture?.task ?? ''] ?? '')
      // Where one provider alone has links of this shape, there is nothing to look up.
      const tasks = sharing.length > 1 ? await Promise.all(sharing.map(has)) : []
      const row = sharing.find((_, index) => tasks[index] !== undefined) ?? sharing[0]
      if (!row) return c.notFound()
      return exchange(context, row.callOf(c.req.raw, params, { operation: row.operation, role: { does: 'picture' } }))
    })
}

/** A clock that stands still is moved from outside. */
function addClock(app: Hono, clock: ManualClock): void {
  app.get('/_proofsheet/clock', (c) => c.json({ now: clock.now() }))
  app.post('/_proofsheet/clock/advance', async (c) => {
    const seconds = Number(c.req.query('seconds'))
    if (!Number.isFinite(seconds) || seconds < 0)
      return c.json({ error: { message: 'Say how far: POST /_proofsheet/clock/advance?seconds=60' } }, 400)
    await clock.advance(seconds * 1000)
    return c.json({ now: clock.now() })
  })
}
