import type { Context, Hono } from 'hono'
import type { ContractOperation } from '../contract/load.ts'
import { readTask } from './act.ts'
import { worldIdOf } from './auth.ts'
import { type Call, roleOf, type Served } from './call.ts'
import { hexOf } from './chance.ts'
import { type ExchangeOptions, exchange, refuse } from './exchange.ts'
import { Problem } from './problem.ts'

type CallOf = (request: Request, params: Record<string, string>, at: Pick<Call, 'operation' | 'role'>) => Call

/** Routes every operation of a provider, and refuses all else under its mount in its own words. */
export function addProvider(app: Hono, provider: Served, options: ExchangeOptions): CallOf {
  const callOf: CallOf = (request, params, at) => {
    const { requestId } = provider.dialect.headers ?? {}
    const given = requestId?.echo ? request.headers.get(requestId.name) : null
    const world = options.worlds.of(worldIdOf(provider, request.headers))
    const number = world.requests++
    return {
      provider,
      ...at,
      request,
      url: new URL(request.url),
      params,
      world,
      number,
      requestId: given ?? hexOf(32, options.seed, provider.id, world.id, 'request', number),
    }
  }
  const { contract, mount } = provider
  const [operation] = contract.operations
  if (!operation) throw new Error(`${provider.folder}: the contract has no operations`)
  const routes = contract.operations.flatMap((each) =>
    routesOf(provider, each).map((path) => ({ path, operation: each })),
  )
  // A path that is written out comes before one that names a part: `/tasks/status` is no task.
  routes.sort((a, b) => named(a.path) - named(b.path))
  for (const { path, operation } of routes) {
    const role = roleOf(provider, operation, options.legacy)
    app.on(operation.method, `${mount}${path}`, (c) =>
      exchange(options, callOf(c.req.raw, c.req.param(), { operation, role })),
    )
  }
  const invalid = ({ req }: Context) => `Invalid URL (${req.method} ${req.path.slice(mount.length)}).`
  const refused = (c: Context, problem: Problem) =>
    refuse(options, callOf(c.req.raw, {}, { operation, role: { does: 'plain' } }), problem)
  for (const path of new Set(routes.map((each) => each.path)))
    app.all(`${mount}${path}`, (c) => refused(c, new Problem('wrongMethod', invalid(c))))
  app.all(`${mount}/*`, (c) => refused(c, new Problem('unknownRoute', invalid(c))))
  return callOf
}

const named = (path: string) => path.split('/:').length

/** The path of an operation in the router's words: under its server's, and wherever else the provider answers. */
function routesOf({ dialect }: Served, { basePath, path }: ContractOperation): string[] {
  const places = basePath === '' ? [basePath] : [basePath, ...(dialect.alsoUnder ?? [])]
  return places.map((place) => `${place}${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`)
}

/** A relative picture link resolves at the origin, as on the real host: to the provider that has the task. */
export function addOriginPictures(
  app: Hono,
  calls: readonly { provider: Served; callOf: CallOf }[],
  options: ExchangeOptions,
): void {
  const rows = calls.flatMap(({ provider, callOf }) => {
    const operation = provider.contract.operations.find(({ at }) => at === provider.dialect.results.picture?.at)
    const isRelative = provider.dialect.results.forms.includes('relative')
    return operation && isRelative
      ? [{ provider, callOf, operation, path: routesOf(provider, operation)[0] as string }]
      : []
  })
  for (const [path, sharing] of Map.groupBy(rows, (row) => row.path))
    app.get(path, async (c) => {
      const params = c.req.param() as Record<string, string>
      const has = ({ provider: { id, dialect } }: (typeof rows)[number]) =>
        readTask(options, id, params[dialect.results.picture?.task ?? ''] ?? '')
      // Where one provider alone has links of this shape, there is nothing to look up.
      const tasks = sharing.length > 1 ? await Promise.all(sharing.map(has)) : []
      const row = sharing.find((_, index) => tasks[index] !== undefined) ?? sharing[0]
      if (!row) return c.notFound()
      return exchange(options, row.callOf(c.req.raw, params, { operation: row.operation, role: { does: 'picture' } }))
    })
}
