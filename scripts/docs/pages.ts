import type { Provider } from '../../src/dialect/provider.ts'
import type { Schema } from '../dialect-members.ts'
import { collectGateways, renderGatewayPages } from './gateway/pages.ts'
import { renderIndex } from './matrix/page.ts'
import { buildMatrix, renderMatrix } from './matrix/rows.ts'

/** Renders the pages about the gateways, by path. */
export async function renderGatewayDocs(
  providers: readonly Provider[],
  schema: Schema,
): Promise<Record<string, string>> {
  const gateways = await collectGateways(providers, schema)
  return {
    ...renderGatewayPages(gateways),
    'docs/gateways/index.md': renderIndex(gateways),
    'docs/gateways/matrix.json': renderMatrix(buildMatrix(gateways)),
  }
}
