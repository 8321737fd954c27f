import { removePointer, writePointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Observation, Probe, ProbeContext, ProbeMode, ProbeResult } from '../probes/probe.ts'
import { malformedBodyRequest } from '../probes/requests/free-requests.ts'
import { defined } from '../values/defined.ts'
import { judgeClients } from './compare/clients.ts'
import { judge, judgeFailure, judgeInvariant, judgeUnobserved } from './judge.ts'
import { createProbeRunner, Interrupted, NotRecorded, OutOfBudget, type ProbeRunnerOptions } from './lab/runner.ts'
import { Unreachable } from './lab/send.ts'
import { costOf, totalCost } from './plan.ts'
import type { Finding, Report, RunEvent } from './report.ts'
import { createThumbnails } from './thumbnails.ts'

/** The gateway does not let us in. */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

export interface RunOptions extends Omit<ProbeRunnerOptions, 'onExchange' | 'onWait'> {
  /** What is documented: observations are judged by it, and probes start from it. */
  readonly dialect: Dialect
  /** In the order in which they run. */
  readonly probes: readonly Probe[]
  readonly failsFrom: Report['failsFrom']
  readonly tool: Report['tool']
  /** The file of the dialect, where it is the user's own. */
  readonly dialectFile?: string | undefined
  /** Whether small copies of the pictures come into the report. */
  readonly thumbnails?: boolean
  readonly onProgress?: (progress: RunEvent) => void
}

/**
 * Runs the probes one after the other, those that cost nothing first, and judges what they see. What a probe observes is
 * known to the next, so that one deviation does not mislead the rest. Throws Unreachable when nothing answers, and
 * KeyRefused when it does not let us in.
 */
export const run = async (options: RunOptions): Promise<Report> => (await runProbes(options)).report

export interface ProbeRun {
  readonly report: Report
  /** What is documented, with what was seen in its place. */
  readonly known: Dialect
}

/** The same, and what is known of the gateway in the end. */
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

/** Nothing can be said of a gateway that does not let us in. Throws KeyRefused. */
async function checkAccess(dialect: Dialect, { key, ask }: ProbeContext): Promise<void> {
  const answer = await ask(malformedBodyRequest(dialect)).catch((error: Error) => {
    // A recording need not begin with our knock.
    if (!(error instanceof NotRecorded)) throw error
  })
  if (!answer) return
  const { status } = answer
  if (status === 401 || status === 403)
    throw new KeyRefused(
      `the gateway answers ${status}: ${key === undefined ? 'it wants a key' : 'it does not take the key'}`,
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
      unobserved: hidden = [],
      invariantResults = [],
      assumed = [],
    }: ProbeResult = await probe.observe(context)
    const findings = [
      ...observations.map((observation) => judge(dialect, probe, observation)),
      ...hidden.map((trait) => judgeUnobserved(dialect, probe, trait)),
      ...invariantResults.map((invariant) => judgeInvariant(probe, invariant)),
    ]
    return { findings, learnt: [...assumed, ...observations] }
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Interrupted) throw error
    const why = whyNotObserved(error)
    if (why === undefined) return { findings: [judgeFailure(probe, error as Error)], learnt: [] }
    return {
      findings: probe.observes.map((trait) => judgeUnobserved(known, probe, { trait, reason: why })),
      learnt: [],
    }
  }
}

/** Undefined for what is a fault of ours. */
function whyNotObserved(error: unknown): string | undefined {
  if (error instanceof NotRecorded) return 'not in the recording'
  return error instanceof OutOfBudget ? `out of budget: ${error.message}` : undefined
}

/**
 * The facts with what was seen in place of what was thought. What is not there as documented may still be looked for; what
 * nobody documented is not there.
 */
function learn(known: Dialect, { trait, value }: Observation, mode: ProbeMode): Dialect {
  const updated = structuredClone(known)
  if (value !== undefined) return writePointer(updated, trait, value) as Dialect
  return mode === 'discover' ? (removePointer(updated, trait) as Dialect) : updated
}
