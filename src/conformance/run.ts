import { removePointer, writePointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Observation, Probe, ProbeContext, ProbeMode, ProbeResult } from '../probes/probe.ts'
import { malformedBodyRequest } from '../probes/requests/free-requests.ts'
import { defined } from '../values/defined.ts'
import { judgeClients } from './compare/clients.ts'
import { judge, judgeFailure, judgeInvariant, judgeUnobserved } from './judge.ts'
import { Interrupted, NotRecorded, OutOfBudget } from './lab/pacing.ts'
import { createProbeRunner, type ProbeRunnerOptions } from './lab/runner.ts'
import { Unreachable } from './lab/send.ts'
import { costOf, totalCost } from './plan.ts'
import type { Finding, Report, RunEvent } from './report.ts'
import { createThumbnails } from './thumbnails.ts'

/**
 * The gateway refuses the API key, or requires one.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider } from 'proofsheet'
 * import { KeyRefused, verify } from 'proofsheet/conformance'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true, keys: ['sk-right'] })
 * const run = verify({ provider, baseUrl: 'http://localhost/api/2026', key: 'sk-wrong', fetch })
 * console.log(await run.catch((error) => error instanceof KeyRefused)) // true
 * ```
 */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

export interface RunOptions extends Omit<ProbeRunnerOptions, 'onExchange' | 'onWait'> {
  /** Documented dialect. Observations are compared with this dialect, and probes start from it. */
  readonly dialect: Dialect
  /** Probes in the order in which they run. */
  readonly probes: readonly Probe[]
  readonly failsFrom: Report['failsFrom']
  readonly tool: Report['tool']
  /** Path of the dialect file if the user supplied the file. */
  readonly dialectFile?: string | undefined
  /** True to add thumbnails of the images to the report. */
  readonly thumbnails?: boolean
  readonly onProgress?: (progress: RunEvent) => void
}

/**
 * Runs the probes one after another in the given order and judges their observations. The next probe starts from the
 * observations so far, so that one deviation does not mislead the rest. Throws Unreachable if the gateway cannot be
 * reached, and KeyRefused if the gateway refuses the key.
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
  const start = clock.now()
  let currentProbe = ''
  const runner = createProbeRunner({
    ...options,
    onExchange: (exchange, spent) => onProgress({ kind: 'exchange', exchange, spent }),
    onWait: (ms, why) => onProgress({ kind: 'waits', probe: currentProbe, ms, why }),
  })
  const { probes } = options
  const price = totalCost(probes, dialect)
  onProgress({
    kind: 'plan',
    probes: probes.map((probe) => ({ id: probe.id, cost: costOf(probe, dialect) })),
    price,
    budget,
  })
  let known = dialect
  const findings: Finding[] = []
  if (mode === 'verify') await checkAccess(dialect, runner.contextFor('auth.key', dialect))
  for (const probe of probes) {
    currentProbe = probe.id
    onProgress({ kind: 'begins', probe: probe.id, cost: costOf(probe, known) })
    const outcome = await runProbe(probe, dialect, known, runner.contextFor(probe.id, known))
    known = outcome.learnt.reduce((soFar, observation) => learn(soFar, observation, mode), known)
    findings.push(...outcome.findings)
    onProgress({ kind: 'ends', probe: probe.id, findings: outcome.findings })
  }
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
    images: { spent: runner.spent(), budget },
    failsFrom: options.failsFrom,
    findings,
    exchanges: runner.exchanges(),
    clients: await judgeClients(known),
    thumbnails: options.thumbnails ? await createThumbnails(runner.images()) : [],
  }
  onProgress({ kind: 'report', report })
  return { report, known }
}

/** Sends one free request to check the key, since probes learn nothing without access. Throws KeyRefused. */
async function checkAccess(dialect: Dialect, { key, ask }: ProbeContext): Promise<void> {
  const answer = await ask(malformedBodyRequest(dialect)).catch((error: Error) => {
    // A cassette may lack the request of this check.
    if (!(error instanceof NotRecorded)) throw error
  })
  if (!answer) return
  const { status } = answer
  if (status === 401 || status === 403)
    throw new KeyRefused(
      `the gateway returned ${status}: ${
        key === undefined ? 'it requires an API key; set one' : 'it refuses the API key; check the key'
      }`,
    )
}

async function runProbe(
  probe: Probe,
  dialect: Dialect,
  known: Dialect,
  context: Parameters<Probe['observe']>[0],
): Promise<{ findings: Finding[]; learnt: readonly Observation[] }> {
  try {
    const {
      observations,
      unobserved = [],
      invariantResults = [],
      assumed = [],
    }: ProbeResult = await probe.observe(context)
    const findings = [
      ...observations.map((observation) => judge(dialect, probe, observation)),
      ...unobserved.map((trait) => judgeUnobserved(dialect, probe, trait)),
      ...invariantResults.map((invariant) => judgeInvariant(probe, invariant)),
    ]
    return { findings, learnt: [...assumed, ...observations] }
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Interrupted) throw error
    const reason = explainUnobserved(error)
    if (reason === undefined) return { findings: [judgeFailure(probe, error as Error)], learnt: [] }
    return {
      findings: probe.observes.map((trait) => judgeUnobserved(known, probe, { trait, reason })),
      learnt: [],
    }
  }
}

/** Returns the reason why traits stay unobserved, or undefined if the error is a fault of the probe. */
function explainUnobserved(error: unknown): string | undefined {
  if (error instanceof NotRecorded) return 'not in the cassette'
  return error instanceof OutOfBudget ? `out of budget: ${error.message}` : undefined
}

/**
 * Returns the dialect with an observed value in place of the known one. If a documented trait is absent, the documented
 * value stays, so that later probes still look for the trait; in discovery an absent trait is removed.
 */
function learn(known: Dialect, { trait, value }: Observation, mode: ProbeMode): Dialect {
  const updated = structuredClone(known)
  if (value !== undefined) return writePointer(updated, trait, value) as Dialect
  return mode === 'discover' ? (removePointer(updated, trait) as Dialect) : updated
}
