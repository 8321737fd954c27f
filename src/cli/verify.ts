import { join } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { createCompletion } from '../conformance/lab/base-request.ts'
import { fails, type Level, levels, type Report, seenShare } from '../conformance/report.ts'
import type { CassetteRunOptions } from '../conformance/single/judge-cassette.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { showSeen } from '../reports/parts/sheet.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { confirmPlan } from './gateway/confirm-plan.ts'
import { createGatewayCommand, type GatewayFlags } from './gateway/gateway-command.ts'
import { judgeCassetteFile } from './gateway/judge-cassette-file.ts'
import { exitCodeOfEnd, runLive } from './gateway/run-live.ts'
import { resolveBaseUrl } from './options/base-url.ts'
import { selectProbes } from './options/probes.ts'
import { parseReportFiles, withReportFiles } from './options/report-files.ts'

interface Flags extends GatewayFlags {
  cassette?: string
  failsFrom: Level
  /** Percent of the observable musts. */
  minObserved: number
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
  .option(
    '--min-observed <percent>',
    'share of the documented musts that the run must see, of those it can observe at its budget',
    toPercent,
    80,
  )
  .addOption(
    new Option('--cassette <file>', 'judge this recording instead of a gateway; sends nothing, needs no key').conflicts([
      'baseUrl', 'keyEnv', 'otherKeyEnv', 'header', 'maxImages', 'maxMinutes', 'concurrency', 'pace', 'resume', 'dryRun', 'yes',
    ]), // biome-ignore format: a list
  )
  .action(withExitCode(verify))

function toPercent(value: string): number {
  const percent = Number(value)
  if (!(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('Expected a number from 0 to 100.')
  return percent
}

async function verify(id: string, flags: Flags): Promise<number> {
  const provider = await findProvider(id)
  const { dialect, contract } = provider
  const probes = selectProbes(flags)
  const dialectFile = (await shippedIds()).includes(id) ? undefined : join(provider.folder, 'dialect.yaml')
  const complete = createCompletion(contract, dialect)
  const options = { dialect, dialectFile, contract, probes, complete, failsFrom: flags.failsFrom }
  return withReportFiles(parseReportFiles(flags), async (write) => {
    const report = flags.cassette
      ? await judgeCassetteFile(options, provider, flags.cassette)
      : await verifyLive(options, resolveBaseUrl(provider, flags), flags)
    if (!report) return exitCodes.conforms
    const isTooLittle = seenShare(report) * 100 < flags.minObserved
    console.log(
      renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }),
    )
    await write([report])
    if (report.ended) return exitCodeOfEnd(report, flags)
    if (report.findings.some((finding) => fails(finding, flags.failsFrom))) return exitCodes.deviates
    if (!isTooLittle) return exitCodes.conforms
    console.error(
      `Too little was seen for a verdict: ${showSeen(report)}, expected at least ${flags.minObserved} % (--min-observed).`,
    )
    return exitCodes.tooLittleSeen
  })
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
