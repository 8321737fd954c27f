import type { Context, Hono } from 'hono'
import type { ContractOperation } from '../contract/load.ts'
import { StoreUnavailable } from '../stores/store.ts'
import { findTask } from './act/task-store.ts'
import { refuseUnrouted } from './exchange.ts'
import type { MockContext } from './mock-context.ts'
import { mapMaybePromise } from './model/maybe-promise.ts'
import { Problem } from './model/problem.ts'
import { unavailable } from './model/unavailable.ts'
import { answer } from './observe.ts'
import { Call, roleOf, type ServedProvider } from './request/call.ts'
import { keyIn, readCredential, worldIdOf } from './request/credential.ts'
import { type RoutePattern, routePatternOf } from './route-pattern.ts'

type CreateCall = (
  received: { request: Request; params: Record<string, string> },
  target: Pick<Call, 'operation' | 'role'>,
) => Call | Promise<Call>

/**
 * Routes every operation of a provider. Returns functions that create a call, and that refuse an unknown path under the
 * mount in the provider's error format. Throws when the contract has no operations.
 */
export function addProvider(
  app: Hono,
  provider: ServedProvider,
  mock: MockContext,
): { createCall: CreateCall; refuseUnknown: (c: Context) => Response | Promise<Response> } {
  const createCall: CreateCall = ({ request, params }, target) => {
    const { worlds } = mock.state
    const credential = readCredential(provider, request)
    const id = worldIdOf(keyIn(credential))
    const settings = { worlds, seed: mock.config.seed }
    const entered = worlds.enter(id)
    if (!(entered instanceof Promise))
      return new Call(provider, target, { request, params, credential }, entered, settings)
    return entered
      .catch((error: unknown) => ({ world: worlds.of(id), number: 0, refusal: refusalFor(error) }))
      .then((known) => new Call(provider, target, { request, params, credential }, known, settings))
  }
  const { contract, mount } = provider
  const [operation] = contract.operations
  if (!operation) throw new Error(`${provider.folder}: the contract has no operations`)
  const routes = contract.operations.flatMap((candidate) =>
    patternsOf(provider, candidate).map((pattern) => ({
      pattern,
      operation: candidate,
      role: roleOf(provider, candidate, mock.config.legacy),
    })),
  )
  // Fixed paths come before paths with parameters, so that `/tasks/status` is not read as a task id.
  routes.sort((a, b) => compareSpecificity(a.pattern, b.pattern))
  /** Methods that the path of a request has, by request, for requests of another method. */
  const otherMethods = new WeakMap<Request, Set<string>>()
  const refuseUnknown = (c: Context) => {
    const created = createCall({ request: c.req.raw, params: {} }, { operation, role: { does: 'passthrough' } })
    const methods = otherMethods.get(c.req.raw)
    const message = `Invalid URL (${c.req.method} ${c.req.path.slice(mount.length)}).`
    const problem = new Problem(methods ? 'wrongMethod' : 'unknownRoute', message)
    return mapMaybePromise(created, (call) => refuseUnrouted(mock, call, problem, methods))
  }
  // One handler serves all methods of a path, because a router that finds several handlers calls one after the other.
  for (const [shape, routesOfShape] of Map.groupBy(routes, ({ pattern }) => pattern.shape))
    app.all(`${mount}${shape}`, (c, next) => {
      const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
      for (const route of routesOfShape) {
        const params = matchRoute(c, route.pattern)
        if (!params) continue
        if (route.operation.method === method)
          return mapMaybePromise(createCall({ request: c.req.raw, params }, route), (call) => answer(mock, call))
        const methods = otherMethods.get(c.req.raw) ?? new Set()
        otherMethods.set(c.req.raw, methods.add(route.operation.method))
      }
      return next()
    })
  return { createCall, refuseUnknown }
}

/** Returns the refusal of a request for which the store cannot be reached. Rethrows any other error. */
function refusalFor(error: unknown): Problem {
  if (error instanceof StoreUnavailable) return unavailable(error)
  throw error
}

const matchRoute = (c: Context, { match }: RoutePattern) =>
  match(c.req.param() as Record<string, string>, () => new URL(c.req.url).searchParams)

const compareSpecificity = (a: RoutePattern, b: RoutePattern): number =>
  a.openParts - b.openParts || b.textLength - a.textLength

/** Lists the paths of an operation: under the base path of the server, and under `extraBasePaths` of the dialect. */
function patternsOf({ dialect }: ServedProvider, { basePath, path }: ContractOperation): RoutePattern[] {
  const prefixes = basePath === '' ? [basePath] : [basePath, ...(dialect.extraBasePaths ?? [])]
  return prefixes.map((prefix) => routePatternOf(`${prefix}${path}`))
}

/** Serves relative image links at the origin, as the real host does: by the provider that has the task. */
export function addOriginImages(
  app: Hono,
  calls: readonly { provider: ServedProvider; createCall: CreateCall }[],
  mock: MockContext,
): void {
  const imageRoutes = calls.flatMap(({ provider, createCall }) => {
    const operation = provider.contract.operations.find(({ route }) => route === provider.dialect.results.image?.at)
    const isRelative = provider.dialect.results.forms.includes('relative')
    return operation && isRelative
      ? [{ provider, createCall, operation, pattern: patternsOf(provider, operation)[0] as RoutePattern }]
      : []
  })
  for (const [shape, routesOfShape] of Map.groupBy(imageRoutes, ({ pattern }) => pattern.shape))
    app.get(shape, async (c, next) => {
      const matching = routesOfShape.flatMap((route) => {
        const params = matchRoute(c, route.pattern)
        return params ? [{ ...route, params }] : []
      })
      const findTaskOf = ({ provider: { id, dialect }, params }: (typeof matching)[number]) =>
        findTask(mock, id, params[dialect.results.image?.task.name ?? ''] ?? '')
      // A path of a single provider needs no look-up.
      const tasks = matching.length > 1 ? await Promise.all(matching.map(findTaskOf)) : []
      const route = matching.find((_, index) => tasks[index] !== undefined) ?? matching[0]
      if (!route) return next()
      const created = route.createCall(
        { request: c.req.raw, params: route.params },
        { operation: route.operation, role: { does: 'image' } },
      )
      return mapMaybePromise(created, (call) => answer(mock, call))
    })
}
