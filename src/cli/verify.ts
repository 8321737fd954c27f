import { join } from 'node:path'
import { Option } from 'commander'
import { fails, type Level, levels } from '../conformance/report.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { agree, baseUrlOf, probesOf } from './parts/agree.ts'
import { createGatewayCommand, ending, exit, type GatewayFlags } from './parts/gateway-command.ts'
import { reportFilesOf, writeReports } from './parts/report-files.ts'
import { exploreLive } from './parts/run-live.ts'

interface Flags extends GatewayFlags {
  failsFrom: Level
}

export const verifyCommand = createGatewayCommand('verify')
  .description('verify that a gateway does what its documents say')
  .argument('<id>', 'the id of a provider, or the path of a provider folder')
  .option('--base-url <url>', 'where its image operations lie; the documented one when not given')
  .addOption(
    new Option('--fails-from <level>', 'the weakest source whose breach fails').choices(levels).default('must'),
  )
  .action(ending(verify))

async function verify(id: string, flags: Flags): Promise<number> {
  const provider = await findProvider(id)
  const { dialect } = provider
  const baseUrl = baseUrlOf(provider, flags)
  const files = reportFilesOf(flags)
  const probes = probesOf(flags)
  if (!(await agree(probes, dialect, baseUrl, flags))) return exit.conforms
  const dialectFile = (await shippedIds()).includes(id) ? undefined : join(provider.folder, 'dialect.yaml')
  const { report } = await exploreLive({ dialect, dialectFile, probes, baseUrl, failsFrom: flags.failsFrom }, flags)
  console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  await writeReports([report], files)
  return report.findings.some((finding) => fails(finding, flags.failsFrom)) ? exit.deviates : exit.conforms
}
