import { isDeepStrictEqual } from 'node:util'
import { readPointer, removePointer, writePointer } from '../dialect/lens.ts'
import { canNameModel } from '../dialect/models.ts'
import type { CitedPages } from '../dialect/pages.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Observation, Probe, ProbeMode, ProbeResult, Unobserved } from '../probes/probe.ts'
import { usualChoices } from '../probes/run-choices.ts'
import { NoAnswer } from '../probes/run-errors.ts'
import { createKeyRemover } from '../redaction/key-remover.ts'
import { defined } from '../values/defined.ts'
import { checkGateway, type KeyName } from './check-gateway.ts'
import { checkBaseline } from './compare/check-baseline.ts'
import { judgeClients } from './compare/clients.ts'
import { compareRuns } from './compare/drift.ts'
import { completeFindings, countCoverage } from './coverage.ts'
import { judge, judgeFailure, judgeInvariant, judgeUnobserved } from './judge.ts'
import { createCompletion } from './lab/base-request.ts'
import { listKeys } from './lab/gateway-headers.ts'
import { Interrupted } from './lab/pacing.ts'
import { createProbeRunner, type ProbeRunnerOptions } from './lab/runner.ts'
import { Unreachable } from './lab/send.ts'
import { nameSources } from './name-sources.ts'
import { costOf, totalCost, totalSharedCost } from './plan.ts'
import type { Finding, Report, RunEvent } from './report.ts'
import { createThumbnails } from './thumbnails.ts'

export interface RunOptions extends Omit<ProbeRunnerOptions, 'onExchange' | 'onWait'>, KeyName {
  /** Documented dialect. Observations are compared with this dialect, and probes start from it. */
  readonly dialect: Dialect
  /** Dialect from which the probes start, if an earlier run has learned more than the documents say. */
  readonly learned?: Dialect | undefined
  /** Probes in the order in which they run. */
  readonly probes: readonly Probe[]
  readonly failsFrom: Report['failsFrom']
  readonly tool: Report['tool']
  /** Report of an earlier run, to compare with. */
  readonly baseline?: Report | undefined
  /** Pages that the dialect cites, by short name, so that the report can give their titles and addresses. */
  readonly pages?: CitedPages | undefined
  /** Path of the dialect file if the user supplied the file. */
  readonly dialectFile?: string | undefined
  /** True to add thumbnails of the images to the report. */
  readonly thumbnails?: boolean
  readonly onProgress?: (progress: RunEvent) => void
}

/**
 * Runs the probes one after another in the given order and judges their observations. The next probe starts from the
 * observations so far, so that one deviation does not mislead the rest. Throws Unreachable if nothing answers at the base
 * URL, KeyRefused if the gateway refuses the key, and Interrupted if the signal stops the run before the first request. A
 * run that ends early later returns what it saw, with `ended`.
 */
export const run = async (options: RunOptions): Promise<Report> => (await runProbes(options)).report

export interface ProbeRun {
  readonly report: Report
  /** Documented dialect with the observed values in place of the documented ones. */
  readonly known: Dialect
}

/** Runs the probes like `run`, and also returns the dialect known at the end. */
export async function runProbes(options: RunOptions): Promise<ProbeRun> {
  const { dialect, clock, budget, mode = 'verify', onProgress = () => {} } = options
  const choices = { ...(options.choices ?? usualChoices), takesCallbacks: options.callbackListener !== undefined }
  if (options.baseline) checkBaseline(options.baseline, dialect.id)
  const start = clock.now()
  const removeKeys = createKeyRemover(...listKeys(options))
  let currentProbe = ''
  let known = withModel(options.learned ?? dialect, options)
  const isDocumented = options.contract !== undefined && mode === 'verify'
  const complete =
    options.complete ?? (isDocumented ? createCompletion(options.contract, withModel(dialect, options)) : undefined)
  const runner = createProbeRunner({
    ...options,
    complete,
    onExchange: (exchange, spent) => onProgress({ kind: 'exchange', exchange, spent }),
    onWait: (ms, why) => onProgress({ kind: 'waits', probe: currentProbe, ms, why }),
  })
  const { probes } = options
  const price = totalCost(probes, dialect, choices)
  onProgress({
    kind: 'plan',
    probes: probes.map((probe) => ({ id: probe.id, cost: costOf(probe, dialect, choices) })),
    price,
    budget,
  })
  let ended: Report['ended']
  const outcomes: ProbeOutcome[] = []
  try {
    await checkGateway(dialect, runner.contextFor('gateway', dialect), options).finally(runner.settled)
  } catch (error) {
    // A cassette has the requests of the check only if a run was recorded, which has passed the check.
    if (error instanceof Interrupted && runner.exchanges().length > 0)
      ended = { why: 'interrupted', message: error.message }
    else if (!options.cache?.isComplete) throw error
  }
  for (const [index, probe] of probes.entries()) {
    if (ended) {
      outcomes.push({
        probe,
        findings: [],
        learnt: [],
        otherwise: { reason: `the run ended before: ${ended.message}` },
      })
      continue
    }
    currentProbe = probe.id
    onProgress({ kind: 'begins', probe: probe.id, cost: costOf(probe, known, choices) })
    const deviations = outcomes.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'deviates'))
    const left = budget - runner.spent()
    const reserve = mode === 'discover' ? reserveFor(probes, index, known, left) : 0
    const outcome = await runProbe(probe, dialect, runner.contextFor(probe.id, known, deviations, reserve))
    ended = outcome.ended
    known = learn(known, outcome.learnt, mode)
    outcomes.push(outcome)
    onProgress({ kind: 'ends', probe: probe.id, findings: removeKeys(outcome.findings) })
  }
  await runner.settled()
  ended ??= await runner.checkEnd().then(() => undefined, endOf)
  // Without an image, no request is sent that the gateway could charge, even if the plan costs none.
  const hasEnoughImages = (budget > 0 && price <= budget) || runner.spentOnFaults() > 0
  const findings =
    mode === 'verify'
      ? completeFindings(dialect, outcomes, runner, hasEnoughImages)
      : outcomes.flatMap((outcome) => outcome.findings)
  const report: Report = {
    format: 1,
    tool: options.tool,
    provider: {
      id: dialect.id,
      name: dialect.name,
      ...defined({ dialectFile: options.dialectFile }),
    },
    baseUrl: options.baseUrl,
    startedAt: new Date(start).toISOString(),
    took: clock.now() - start,
    ...defined({ ended }),
    images: { spent: runner.spent(), budget },
    ...(mode === 'discover' ? { inferred: countInferred(known, findings) } : {}),
    failsFrom: options.failsFrom,
    coverage: countCoverage(findings, runner.isOutOfTime()),
    findings: nameSources(findings, options.pages),
    exchanges: runner.exchanges(),
    clients: await judgeClients(known, findings),
    thumbnails: options.thumbnails ? await createThumbnails(runner.images()) : [],
  }
  const { baseline } = options
  const safeReport = removeKeys(baseline ? compareRuns(baseline, report) : report)
  onProgress({ kind: 'report', report: safeReport })
  return { report: safeReport, known: removeKeys(known) }
}

/**
 * Returns the number of images that a probe of discovery leaves for the images that later probes share, because these show more
 * than any other request: at most half of the images that are left.
 */
function reserveFor(probes: readonly Probe[], index: number, known: Dialect, left: number): number {
  const isShared = ({ sharedCost }: Probe) => sharedCost !== undefined
  if (probes[index]?.needsImagesFirst || probes.slice(0, index + 1).some(isShared)) return 0
  return Math.min(totalSharedCost(probes.slice(index + 1), known), Math.floor(left / 2))
}

/** Counts the traits that discovery observed: none without an operation that creates images. */
const countInferred = ({ operations }: Dialect, findings: readonly Finding[]): number =>
  Object.values(operations).every(({ does }) => does === 'reject')
    ? 0
    : new Set(
        findings.flatMap(({ kind, verdict, trait }) =>
          kind === 'trait' && verdict !== 'not observed' && verdict !== 'error' ? [trait] : [],
        ),
      ).size

/** Result of one probe, judged. */
interface ProbeOutcome {
  readonly probe: Probe
  readonly findings: readonly Finding[]
  readonly learnt: readonly Observation[]
  /** Reason for the traits and invariants of the probe that no finding names. */
  readonly otherwise: Omit<Unobserved, 'trait'>
  /** Set if the probe could not go on, and neither can the run. */
  readonly ended?: Report['ended']
}

/** Returns the end of a run that the error ends; undefined if the run goes on after the error. */
const endOf = (error: unknown): Report['ended'] =>
  error instanceof Interrupted
    ? { why: 'interrupted', message: error.message }
    : error instanceof Unreachable
      ? { why: 'unreachable', message: error.message }
      : undefined

const notShownByMethod = { reason: 'no response of the run shows it', limitedBy: 'method' } as const

async function runProbe(
  probe: Probe,
  dialect: Dialect,
  context: Parameters<Probe['observe']>[0],
): Promise<ProbeOutcome> {
  const unseen = { probe, findings: [], learnt: [] }
  try {
    const {
      observations,
      unobserved = [],
      invariantResults = [],
      assumed = [],
      otherwise = (await probe.sharedCost?.whyNotSeen(context)) ?? notShownByMethod,
    }: ProbeResult = await probe.observe(context)
    const findings = [
      ...observations.map((observation) => judge(dialect, probe, observation, otherwise)),
      ...unobserved.map((trait) => judgeUnobserved(dialect, probe, trait)),
      ...invariantResults.map((invariant) => judgeInvariant(probe, invariant, otherwise)),
    ]
    return { probe, findings, learnt: [...assumed, ...observations], otherwise }
  } catch (error) {
    const { message } = error as Error
    const ended = endOf(error)
    if (ended) return { ...unseen, otherwise: { reason: message }, ended }
    if (error instanceof NoAnswer)
      return { ...unseen, otherwise: { reason: message, ...defined({ limitedBy: error.limitedBy }) } }
    return { ...unseen, findings: [judgeFailure(probe, error as Error)], otherwise: { reason: 'the probe failed' } }
  }
}

/** Returns the dialect with the user's model as default, so that every request of a verification names the model. */
const withModel = (dialect: Dialect, { model, mode }: Pick<RunOptions, 'model' | 'mode'>): Dialect =>
  model === undefined || mode === 'discover' || !canNameModel(dialect)
    ? dialect
    : (writePointer(structuredClone(dialect), '/models/default', model) as Dialect)

/**
 * Returns the dialect with the observed values in place of the known ones. If a documented trait is absent, the documented
 * value stays, so that later probes still look for the trait; in discovery an absent trait is removed.
 */
function learn(known: Dialect, observations: readonly Observation[], mode: ProbeMode): Dialect {
  // Most observations are as documented, and a copy of the dialect takes longer than to compare them.
  if (observations.every(({ trait, value }) => isDeepStrictEqual(readPointer(known, trait), value))) return known
  let updated: unknown = structuredClone(known)
  for (const { trait, value } of observations)
    if (value !== undefined) updated = writePointer(updated, trait, structuredClone(value))
    else if (mode === 'discover') updated = removePointer(updated, trait)
  return updated as Dialect
}
