import { readCassette } from '../../cassettes/file/files.ts'
import type { Report } from '../../conformance/report.ts'
import { type CassetteRunOptions, judgeCassette } from '../../conformance/single/judge-cassette.ts'
import type { Provider } from '../../dialect/provider.ts'
import { readVersion } from '../read-version.ts'

/** Judges a recording in place of a gateway. Throws where it is one of another provider. */
export async function judgeCassetteFile(
  options: Omit<CassetteRunOptions, 'tool'>,
  provider: Provider,
  file: string,
): Promise<Report> {
  const cassette = await readCassette(file)
  if (cassette.provider !== provider.id)
    throw new Error(`${file} is a recording of ${cassette.provider}, not of ${provider.id}`)
  const tool = { name: 'proofsheet', version: await readVersion() }
  const { report, probedCount: asked } = await judgeCassette(cassette, provider, { ...options, tool })
  const { length } = cassette.exchanges
  console.error(`${file} holds ${length} exchanges. Probes ask for ${asked}; the others are judged one by one.`)
  return report
}
