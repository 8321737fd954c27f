import { join } from 'node:path'
import { Option } from 'commander'
import { fails, type Level, levels, type Report } from '../conformance/report.ts'
import type { CassetteRunOptions } from '../conformance/single/judge-cassette.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { confirmPlan } from './gateway/confirm-plan.ts'
import { createGatewayCommand, type GatewayFlags } from './gateway/gateway-command.ts'
import { judgeCassetteFile } from './gateway/judge-cassette-file.ts'
import { runLive } from './gateway/run-live.ts'
import { resolveBaseUrl } from './options/base-url.ts'
import { selectProbes } from './options/probes.ts'
import { parseReportFiles, writeReports } from './options/report-files.ts'

interface Flags extends GatewayFlags {
  cassette?: string
  failsFrom: Level
}

export const verifyCommand = createGatewayCommand('verify')
  .description('verify that a gateway behaves as documented')
  .argument('<id>', 'provider id, or path of a provider folder')
  .option('--base-url <url>', 'base URL of the image endpoints (default: the documented URL)')
  .addOption(
    new Option('--fails-from <level>', 'lowest level at which a deviation fails the run')
      .choices(levels)
      .default('must'),
  )
  .addOption(
    new Option('--cassette <file>', 'judge this recording instead of a gateway; sends nothing, needs no key').conflicts([
      'baseUrl', 'keyEnv', 'otherKeyEnv', 'header', 'maxImages', 'maxMinutes', 'concurrency', 'pace', 'resume', 'dryRun', 'yes',
    ]), // biome-ignore format: a list
  )
  .action(withExitCode(verify))

async function verify(id: string, flags: Flags): Promise<number> {
  const provider = await findProvider(id)
  const { dialect } = provider
  const files = parseReportFiles(flags)
  const probes = selectProbes(flags)
  const dialectFile = (await shippedIds()).includes(id) ? undefined : join(provider.folder, 'dialect.yaml')
  const options = { dialect, dialectFile, probes, failsFrom: flags.failsFrom }
  const report = flags.cassette
    ? await judgeCassetteFile(options, provider, flags.cassette)
    : await verifyLive(options, resolveBaseUrl(provider, flags), flags)
  if (!report) return exitCodes.conforms
  console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  await writeReports([report], files)
  return report.findings.some((finding) => fails(finding, flags.failsFrom)) ? exitCodes.deviates : exitCodes.conforms
}

/** Verifies a running gateway. Returns undefined for a dry run. */
async function verifyLive(
  options: Omit<CassetteRunOptions, 'tool'>,
  baseUrl: string,
  flags: Flags,
): Promise<Report | undefined> {
  if (!(await confirmPlan(options.probes, options.dialect, baseUrl, flags))) return undefined
  return (await runLive({ ...options, baseUrl }, flags)).report
}
