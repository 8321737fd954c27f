import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { type Clock, createScaledClock, isManual, type ManualClock } from '../clock.ts'
import type { ContractOperation } from '../contract/load.ts'
import type { Provider } from '../dialect/provider.ts'
import { createMemoryStore } from '../stores/memory.ts'
import type { Store } from '../stores/store.ts'
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
  if (atRoot && providers.length !== 1) throw new Error('only one provider can be served at the root')
  const instant = speed === Infinity
  const clock = options.clock ?? createScaledClock(instant ? 1 : speed)
  const context: ExchangeOptions = {
    clock,
    seed,
    instant,
    keys,
    store: options.store ?? createMemoryStore({ now: () => clock.now() }),
    onViolation: options.onViolation ?? (() => {}),
    onError: options.onError ?? (() => {}),
  }
  const served = await Promise.all(
    providers.map(async (provider) => ({
      ...provider,
      mount: atRoot ? '' : `/${provider.id}`,
      prism: await createPrism(provider.contract),
    })),
  )
  const app = new Hono()
  app.use(cors({ origin: '*', exposeHeaders: ['*'] }))
  app.get('/', (c) => indexPage(c.req.raw, served, { speed, isManual: isManual(clock) }))
  if (isManual(clock)) addClock(app, clock)
  for (const provider of served) addProvider(app, provider, context)
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

function addProvider(app: Hono, provider: Served, context: ExchangeOptions): void {
  let requests = 0
  const callOf = (request: Request, params: Record<string, string>, at: Pick<Call, 'operation' | 'role'>): Call => {
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
    const path = routeOf(operation)
    // A relative picture link resolves at the origin, as on the real host.
    const mounts = new Set([provider.mount, ...(role.does === 'picture' ? [''] : [])])
    for (const mount of mounts)
      app.on(operation.method, `${mount}${path}`, (c, next) => {
        const params = c.req.param()
        const isOurs = mount === provider.mount || belongs(provider, params)
        return isOurs ? exchange(context, callOf(c.req.raw, params, { operation, role })) : next()
      })
  }
  const [operation] = provider.contract.operations
  if (!operation) throw new Error(`${provider.folder}: the contract has no operations`)
  const refused = (request: Request, problem: Problem) =>
    refuse(callOf(request, {}, { operation, role: { does: 'plain' } }), problem)
  for (const path of new Set(provider.contract.operations.map(routeOf)))
    app.all(`${provider.mount}${path}`, (c) =>
      refused(c.req.raw, new Problem('wrongMethod', `${c.req.method} is not served at ${c.req.path}.`)),
    )
  app.all(`${provider.mount}/*`, (c) =>
    refused(c.req.raw, new Problem('unknownRoute', `Invalid URL (${c.req.method} ${c.req.path}).`)),
  )
}

/** The path of an operation in the router's words. */
const routeOf = ({ basePath, path }: ContractOperation) => `${basePath}${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`

/** Whether a picture that is asked for at the origin is this provider's: task ids tell. */
function belongs({ dialect }: Served, params: Readonly<Record<string, string>>): boolean {
  const { prefix, hex } = dialect.tasks.id
  const id = params[dialect.results.picture?.task ?? ''] ?? ''
  return dialect.results.forms.includes('relative') && id.startsWith(prefix) && id.length === prefix.length + hex
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
