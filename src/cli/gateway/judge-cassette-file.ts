import { readCassette } from '../../cassettes/file/files.ts'
import type { Report } from '../../conformance/report.ts'
import { type CassetteRunOptions, judgeCassette } from '../../conformance/single/judge-cassette.ts'
import { readTool } from '../../conformance/tool.ts'
import type { Provider } from '../../dialect/provider.ts'
import { mistake } from '../mistake.ts'

/** Judges a recording in place of a gateway. Throws if the recording is of another provider. */
export async function judgeCassetteFile(
  options: Omit<CassetteRunOptions, 'tool'>,
  provider: Provider,
  file: string,
): Promise<Report> {
  const cassette = await readCassette(file)
  if (cassette.provider !== provider.id)
    throw mistake(`${file} is a recording of ${cassette.provider}`, `pass a recording of ${provider.id}`)
  const tool = await readTool()
  const { report, probedCount: asked } = await judgeCassette(cassette, provider, { ...options, tool })
  const { length } = cassette.exchanges
  console.error(`${file} has ${length} exchanges: probes use ${asked}, the others are judged one by one.`)
  return report
}
