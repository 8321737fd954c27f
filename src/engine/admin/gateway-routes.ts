import type { Context, Hono } from 'hono'
import type { ServedProvider } from '../request/call.ts'
import { describeCallbacks } from './describe-callbacks.ts'
import { mockBaseUrl } from './mock-base-url.ts'
import { formatCurl, sampleRequest } from './sample-request.ts'
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
  admin.get('/gateways', (c) => {
    const { origin } = new URL(c.req.url)
    const detailed = c.req.query('traits')
    return c.json(served.map((provider) => describeGateway(provider, origin, provider.id === detailed)))
  })
  admin.get('/gateways/:gateway/differences', (c) => {
    const [id, to = ''] = [c.req.param('gateway'), c.req.query('to')]
    const [here, there] = [find(id), find(to)]
    if (!here) return refuse(c, id)
    return there ? c.json(listDifferences(here.dialect, there.dialect)) : refuse(c, to)
  })
}

/** Describes a gateway as the page shows the gateway. */
function describeGateway(provider: ServedProvider, origin: string, isDetailed: boolean): GatewayView {
  const { id, mount, dialect, contract } = provider
  const sample = sampleRequest(origin, provider)
  const { quirks = [], callbacks } = dialect
  return {
    id,
    name: dialect.name,
    baseUrl: mockBaseUrl(origin, provider),
    mount,
    sample: sample
      ? { method: 'POST', url: sample.url, headers: sample.headers, body: JSON.stringify(sample.json) }
      : null,
    curl: formatCurl(sample),
    operations: contract.operations.map(({ route }) => route),
    quirks: quirks.map(({ row, note }) => ({ row, note })),
    ...(callbacks ? { callbacks: describeCallbacks(callbacks) } : {}),
    ...(isDetailed ? { traits: listTraits(dialect) } : {}),
  }
}
