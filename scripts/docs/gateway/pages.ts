import { compare } from '../../../src/conformance/compare/compare.ts'
import type { Provider } from '../../../src/dialect/provider.ts'
import type { Schema } from '../../dialect-members.ts'
import { readAbout } from '../about.ts'
import { readMeanings } from '../meanings.ts'
import { type Gateway, standardId } from './gateway.ts'
import { renderGatewayPage } from './page.ts'
import { takeSamples } from './samples.ts'

/** Collects what the pages of the gateways show. */
export async function collectGateways(providers: readonly Provider[], schema: Schema): Promise<Gateway[]> {
  const standard = providers.find(({ id }) => id === standardId)
  const tool = { name: 'proofsheet', version: '0' }
  const reports = await compare(
    providers.map(({ dialect }) => ({ dialect })),
    { tool, against: standard?.dialect },
  )
  const findMeaning = readMeanings(schema)
  const gateways: Gateway[] = []
  for (const [index, provider] of providers.entries()) {
    const report = reports[index]
    if (!report) throw new Error(`${provider.id} has no report`)
    gateways.push({
      provider,
      report,
      findMeaning,
      about: await readAbout(provider),
      samples: await takeSamples(provider),
    })
  }
  return gateways
}

/** Renders the pages of the gateways by their paths. */
export const renderGatewayPages = (gateways: readonly Gateway[]): Record<string, string> =>
  Object.fromEntries(gateways.map((gateway) => [`docs/gateways/${gateway.provider.id}.md`, renderGatewayPage(gateway)]))
