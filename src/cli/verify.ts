import { join } from 'node:path'
import { checkBaseline } from '../conformance/compare/check-baseline.ts'
import { pickFailed } from '../conformance/failed.ts'
import { fails, type Level, type Report, seenShare } from '../conformance/report.ts'
import { requireSources } from '../conformance/require-sources.ts'
import type { CassetteRunOptions } from '../conformance/single/judge-cassette.ts'
import { readPages } from '../dialect/pages.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'
import { showSeen } from '../reports/parts/sheet.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes } from './exit-codes.ts'
import { confirmPlan } from './gateway/confirm-plan.ts'
import type { GatewayFlags } from './gateway/gateway-flags.ts'
import { judgeCassetteFile } from './gateway/judge-cassette-file.ts'
import { exitCodeOfEnd, runLive } from './gateway/run-live.ts'
import { mistake } from './mistake.ts'
import { resolveBaseUrl } from './options/base-url.ts'
import { selectProbes } from './options/probes.ts'
import { readRun } from './options/read-report.ts'
import { parseReportFiles, withReportFiles } from './options/report-files.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'

/** Flags of the command. */
export interface VerifyFlags extends GatewayFlags {
  baseline?: string
  cassette?: string
  /** True if the flag names no report. */
  failed?: string | true
  failsFrom: Level
  /** Percent of the observable musts. */
  minObserved: number
  onlyFree: boolean
}

/** Verifies a gateway or a recording. Returns the exit code. */
export async function verify(id: string, { maxImages, ...given }: VerifyFlags): Promise<number> {
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
  const pages = await readPages(provider.folder)
  const options = { dialect, learned, dialectFile, contract, pages, probes, failsFrom, baseline }
  return withReportFiles(parseReportFiles(flags), async (write) => {
    const report = flags.cassette
      ? await judgeCassetteFile(options, provider, flags.cassette)
      : await verifyLive(options, resolveBaseUrl(provider, flags), flags)
    if (!report) return exitCodes.conforms
    const isTooLittle = seenShare(report) * 100 < flags.minObserved
    console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns }))
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
async function readBaseline({ baseline: file }: VerifyFlags, { id }: Dialect): Promise<Report | undefined> {
  if (file === undefined) return undefined
  const baseline = await readRun(file, id)
  checkBaseline(baseline, id, file)
  return baseline
}

/** Selects the probes of `--failed`, with what they need to know, or else the probes of `--only`. */
async function selectFailed(
  flags: VerifyFlags,
  dialect: Dialect,
  baseline: Report | undefined,
): Promise<{ probes: readonly Probe[]; learned?: Dialect }> {
  const { failed } = flags
  const probes = selectProbes(flags)
  if (failed === undefined) return { probes }
  const earlier = failed === true ? baseline : await readRun(failed, dialect.id)
  if (earlier) return pickFailed(earlier, dialect, probes)
  throw mistake('--failed names no report', 'pass --failed FILE, or --baseline FILE as well')
}

/** Verifies a running gateway. Returns undefined for a dry run. */
async function verifyLive(
  options: Omit<CassetteRunOptions, 'tool'>,
  baseUrl: string,
  flags: VerifyFlags,
): Promise<Report | undefined> {
  if (!(await confirmPlan(options.probes, options.dialect, baseUrl, flags))) return undefined
  return (await runLive({ ...options, baseUrl }, flags)).report
}
