import type { Context, Hono } from 'hono'
import type { ContractOperation } from '../contract/load.ts'
import { readTask } from './act/act.ts'
import { type ExchangeOptions, exchange, refuse } from './exchange.ts'
import { Problem } from './model/problem.ts'
import { Call, roleOf, type Served } from './request/call.ts'

type CallOf = (
  asked: { request: Request; params: Record<string, string> },
  at: Pick<Call, 'operation' | 'role'>,
) => Call

/** Routes every operation of a provider. Gives what refuses all else under its mount in its own words. */
export function addProvider(
  app: Hono,
  provider: Served,
  options: ExchangeOptions,
): { callOf: CallOf; refuseUnknown: (c: Context) => Response } {
  const callOf: CallOf = (asked, at) => new Call(provider, at, asked, options)
  const { contract, mount } = provider
  const [operation] = contract.operations
  if (!operation) throw new Error(`${provider.folder}: the contract has no operations`)
  const routes = contract.operations.flatMap((each) =>
    routesOf(provider, each).map((path) => ({ path, operation: each, role: roleOf(provider, each, options.legacy) })),
  )
  // A path that is written out comes before one that names a part: `/tasks/status` is no task.
  routes.sort((a, b) => named(a.path) - named(b.path))
  const refused = (c: Context, cause: 'wrongMethod' | 'unknownRoute') => {
    const call = callOf({ request: c.req.raw, params: {} }, { operation, role: { does: 'plain' } })
    return refuse(options, call, new Problem(cause, `Invalid URL (${c.req.method} ${c.req.path.slice(mount.length)}).`))
  }
  // One handler for all methods of a path: where a router finds several, it has to go from one to the next.
  for (const [path, sharing] of Map.groupBy(routes, (route) => route.path)) {
    const byMethod = new Map(sharing.map((route) => [route.operation.method, route]))
    app.all(`${mount}${path}`, (c) => {
      const at = byMethod.get(c.req.method === 'HEAD' ? 'GET' : c.req.method)
      if (!at) return refused(c, 'wrongMethod')
      return exchange(options, callOf({ request: c.req.raw, params: c.req.param() }, at))
    })
  }
  return { callOf, refuseUnknown: (c) => refused(c, 'unknownRoute') }
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
      return exchange(
        options,
        row.callOf({ request: c.req.raw, params }, { operation: row.operation, role: { does: 'picture' } }),
      )
    })
}
