import type { Context, Hono } from 'hono'
import type { ContractOperation } from '../contract/load.ts'
import { replaceParameters } from '../contract/path-template.ts'
import { findTask } from './act/task-store.ts'
import { exchange, refuseUnrouted } from './exchange.ts'
import type { MockContext } from './mock-context.ts'
import { Problem } from './model/problem.ts'
import { Call, roleOf, type ServedProvider } from './request/call.ts'

type CreateCall = (
  received: { request: Request; params: Record<string, string> },
  target: Pick<Call, 'operation' | 'role'>,
) => Call

/**
 * Routes every operation of a provider. Returns functions that create a call, and that refuse an unknown path under the
 * mount in the provider's error format. Throws when the contract has no operations.
 */
export function addProvider(
  app: Hono,
  provider: ServedProvider,
  mock: MockContext,
): { createCall: CreateCall; refuseUnknown: (c: Context) => Response } {
  const createCall: CreateCall = (received, target) =>
    new Call(provider, target, received, { worlds: mock.state.worlds, seed: mock.config.seed })
  const { contract, mount } = provider
  const [operation] = contract.operations
  if (!operation) throw new Error(`${provider.folder}: the contract has no operations`)
  const routes = contract.operations.flatMap((candidate) =>
    routesOf(provider, candidate).map((path) => ({
      path,
      operation: candidate,
      role: roleOf(provider, candidate, mock.config.legacy),
    })),
  )
  // Fixed paths come before paths with parameters, so that `/tasks/status` is not read as a task id.
  routes.sort((a, b) => countParameters(a.path) - countParameters(b.path))
  const refuseAs = (c: Context, cause: 'wrongMethod' | 'unknownRoute') => {
    const call = createCall({ request: c.req.raw, params: {} }, { operation, role: { does: 'passthrough' } })
    return refuseUnrouted(
      mock,
      call,
      new Problem(cause, `Invalid URL (${c.req.method} ${c.req.path.slice(mount.length)}).`),
    )
  }
  // One handler serves all methods of a path, because a router that finds several handlers calls one after the other.
  for (const [path, routesAtPath] of Map.groupBy(routes, (candidate) => candidate.path)) {
    const byMethod = new Map(routesAtPath.map((candidate) => [candidate.operation.method, candidate]))
    app.all(`${mount}${path}`, (c) => {
      const route = byMethod.get(c.req.method === 'HEAD' ? 'GET' : c.req.method)
      if (!route) return refuseAs(c, 'wrongMethod')
      return exchange(mock, createCall({ request: c.req.raw, params: c.req.param() }, route))
    })
  }
  return { createCall, refuseUnknown: (c) => refuseAs(c, 'unknownRoute') }
}

const countParameters = (path: string) => path.split('/:').length

/** Lists the router paths of an operation: under the base path of the server, and under `extraBasePaths` of the dialect. */
function routesOf({ dialect }: ServedProvider, { basePath, path }: ContractOperation): string[] {
  const prefixes = basePath === '' ? [basePath] : [basePath, ...(dialect.extraBasePaths ?? [])]
  return prefixes.map((prefix) => `${prefix}${replaceParameters(path, (name) => `:${name}`)}`)
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
      ? [{ provider, createCall, operation, path: routesOf(provider, operation)[0] as string }]
      : []
  })
  for (const [path, routesAtPath] of Map.groupBy(imageRoutes, (candidate) => candidate.path))
    app.get(path, async (c) => {
      const params = c.req.param() as Record<string, string>
      const findTaskOf = ({ provider: { id, dialect } }: (typeof imageRoutes)[number]) =>
        findTask(mock, id, params[dialect.results.image?.task.name ?? ''] ?? '')
      // A path of a single provider needs no look-up.
      const tasks = routesAtPath.length > 1 ? await Promise.all(routesAtPath.map(findTaskOf)) : []
      const route = routesAtPath.find((_, index) => tasks[index] !== undefined) ?? routesAtPath[0]
      if (!route) return c.notFound()
      return exchange(
        mock,
        route.createCall({ request: c.req.raw, params }, { operation: route.operation, role: { does: 'image' } }),
      )
    })
}
