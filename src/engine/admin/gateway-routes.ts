import type { Context, Hono } from 'hono'
import { type CitedPages, readPages } from '../../dialect/pages.ts'
import type { ServedProvider } from '../request/call.ts'
import { describeCallbacks } from './describe-callbacks.ts'
import { mockBaseUrl } from './mock-base-url.ts'
import { sampleRequest } from './sample-request.ts'
import { listDifferences, listTraits } from './trait-list.ts'
import type { GatewayView } from './wire.ts'

/** Adds the routes that describe the served gateways. */
export function addGatewayRoutes(admin: Hono, served: readonly ServedProvider[]): void {
  const find = (id: string | undefined) => served.find((provider) => provider.id === id)
  const refuse = (c: Context, id: string) =>
    c.json(
      { error: { message: `Unknown gateway "${id}": expected one of ${served.map((one) => one.id).join(', ')}.` } },
      404,
    )
  admin.get('/gateways', async (c) => {
    const { origin } = new URL(c.req.url)
    const detailed = c.req.query('traits')
    const detailedOne = find(detailed)
    const pages = detailedOne ? await readPages(detailedOne.folder) : {}
    return c.json(
      served.map((provider) => describeGateway(provider, origin, provider === detailedOne ? pages : undefined)),
    )
  })
  admin.get('/gateways/:gateway/differences', (c) => {
    const [id, to = ''] = [c.req.param('gateway'), c.req.query('to')]
    const [here, there] = [find(id), find(to)]
    if (!here) return refuse(c, id)
    return there ? c.json(listDifferences(here.dialect, there.dialect)) : refuse(c, to)
  })
}

/** Describes a gateway as the page shows the gateway: with its traits if `pages` are the pages that its dialect cites. */
function describeGateway(provider: ServedProvider, origin: string, pages: CitedPages | undefined): GatewayView {
  const { id, mount, dialect, contract } = provider
  const { quirks = [], callbacks } = dialect
  return {
    id,
    name: dialect.name,
    baseUrl: mockBaseUrl(origin, provider),
    mount,
    sample: sampleRequest(origin, provider) ?? null,
    operations: contract.operations.map(({ route }) => route),
    quirks: quirks.map(({ row, note }) => ({ row, note })),
    ...(callbacks ? { callbacks: describeCallbacks(callbacks) } : {}),
    ...(pages ? { traits: listTraits(dialect, pages) } : {}),
  }
}
