import { join } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { checkBaseline } from '../conformance/compare/check-baseline.ts'
import { pickFailed } from '../conformance/failed.ts'
import { fails, type Level, levels, type Report, seenShare } from '../conformance/report.ts'
import { requireSources } from '../conformance/require-sources.ts'
import type { CassetteRunOptions } from '../conformance/single/judge-cassette.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'
import { showSeen } from '../reports/parts/sheet.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { confirmPlan } from './gateway/confirm-plan.ts'
import { createGatewayCommand, type GatewayFlags, toCount } from './gateway/gateway-command.ts'
import { judgeCassetteFile } from './gateway/judge-cassette-file.ts'
import { exitCodeOfEnd, runLive } from './gateway/run-live.ts'
import { resolveBaseUrl } from './options/base-url.ts'
import { selectProbes } from './options/probes.ts'
import { readRun } from './options/read-report.ts'
import { parseReportFiles, withReportFiles } from './options/report-files.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'

interface Flags extends GatewayFlags {
  baseline?: string
  cassette?: string
  /** True if the flag names no report. */
  failed?: string | true
  failsFrom: Level
  /** Percent of the observable musts. */
  minObserved: number
  onlyFree: boolean
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
  .option('--seed <number>', 'number that picks the sizes to ask for among the documented ones', toCount(0), 0)
  .option('--thorough', 'pay for images beyond the plan, which show what no other response shows', false)
  .option(
    '--baseline <file>',
    'report of an earlier run, as JSON: show what changed, and fail only for a change or what is new',
  )
  .addOption(
    new Option(
      '--failed [file]',
      'run only the probes that failed in this report, as JSON (default: the baseline)',
    ).conflicts('only'),
  )
  .addOption(
    new Option('--only-free', 'send only what no gateway can charge, as with --max-images 0')
      .default(false)
      .conflicts('maxImages'),
  )
  .addOption(
    new Option('--cassette <file>', 'judge this recording instead of a gateway; sends nothing, needs no key').conflicts([
      'baseUrl', 'keyEnv', 'otherKeyEnv', 'header', 'maxImages', 'maxMinutes', 'concurrency', 'pace', 'resume', 'dryRun', 'yes',
      'failed', 'onlyFree',
    ]), // biome-ignore format: a list
  )
  .action(withExitCode(verify))

function toPercent(value: string): number {
  const percent = Number(value)
  if (!(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('Expected a number from 0 to 100.')
  return percent
}

async function verify(id: string, { maxImages, ...given }: Flags): Promise<number> {
  const flags = { ...given, maxImages: given.onlyFree ? 0 : maxImages }
  const provider = await findProvider(id)
  requireSources(provider)
  const { dialect, contract } = provider
  warnOfNotes(id, contract)
  const baseline = await readBaseline(flags, dialect)
  const { probes, learned } = await selectFailed(flags, dialect, baseline)
  if (probes.length === 0) {
    console.log('Nothing failed in the earlier run, so nothing is asked again.')
    return exitCodes.conforms
  }
  const dialectFile = (await shippedIds()).includes(id) ? undefined : join(provider.folder, 'dialect.yaml')
  const { failsFrom } = flags
  const options = { dialect, learned, dialectFile, contract, probes, failsFrom, baseline }
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
    const drifts = report.drift !== undefined && report.drift.changes.length > 0
    const deviates = report.findings.some((finding) => fails(finding, flags.failsFrom))
    if (isTooLittle && (drifts || !deviates))
      console.error(
        `Too little was seen for a verdict: ${showSeen(report)}, expected at least ${flags.minObserved} % (--min-observed).`,
      )
    if (drifts) return exitCodes.drifts
    if (deviates) return exitCodes.deviates
    return isTooLittle ? exitCodes.tooLittleSeen : exitCodes.conforms
  })
}

/** Reads the baseline. Throws if the file cannot be the baseline of a run of the provider. */
async function readBaseline({ baseline: file }: Flags, { id }: Dialect): Promise<Report | undefined> {
  if (file === undefined) return undefined
  const baseline = await readRun(file, id)
  checkBaseline(baseline, id, file)
  return baseline
}

/** Selects the probes of `--failed`, with what they need to know, or else the probes of `--only`. */
async function selectFailed(
  flags: Flags,
  dialect: Dialect,
  baseline: Report | undefined,
): Promise<{ probes: readonly Probe[]; learned?: Dialect }> {
  const { failed } = flags
  const probes = selectProbes(flags)
  if (failed === undefined) return { probes }
  const earlier = failed === true ? baseline : await readRun(failed, dialect.id)
  if (earlier) return pickFailed(earlier, dialect, probes)
  throw new Error('--failed names no report: expected --failed FILE, or --baseline FILE as well')
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
