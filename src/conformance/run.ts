import { removePointer, writePointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Lab, Observations, Observed, Probe } from '../probes/probe.ts'
import { unreadable } from '../probes/requests/free-requests.ts'
import { worksWith } from './compare/clients.ts'
import { failed, judge, judgeInvariant, unseen } from './judge.ts'
import { createBench, Interrupted, type LabOptions, NotRecorded, OutOfBudget, Unreachable } from './lab/runner.ts'
import { costOf, priceOf } from './plan.ts'
import type { Finding, Progress, Report } from './report.ts'
import { createThumbnails } from './thumbnails.ts'

/** The gateway does not let us in. */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

export interface RunOptions extends Omit<LabOptions, 'onExchange' | 'onWait'> {
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
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Runs the probes one after the other, those that cost nothing first, and judges what they see. What a probe observes is
 * known to the next, so that one deviation does not mislead the rest. Throws Unreachable when nothing answers, and
 * KeyRefused when it does not let us in.
 */
export const run = async (options: RunOptions): Promise<Report> => (await explore(options)).report

export interface Explored {
  readonly report: Report
  /** What is documented, with what was seen in its place. */
  readonly facts: Dialect
}

/** The same, and what is known of the gateway in the end. */
export async function explore(options: RunOptions): Promise<Explored> {
  const { dialect, clock, budget, onProgress = () => {} } = options
  const start = clock.now()
  let current = ''
  const bench = createBench({
    ...options,
    onExchange: (exchange, spent) => onProgress({ kind: 'exchange', exchange, spent }),
    onWait: (ms, why) => onProgress({ kind: 'waits', probe: current, ms, why }),
  })
  const { probes } = options
  const price = priceOf(probes, dialect)
  onProgress({
    kind: 'plan',
    probes: probes.map((probe) => ({ id: probe.id, cost: costOf(probe, dialect) })),
    price,
    budget,
  })
  let facts = dialect
  const findings: Finding[] = []
  if (!options.pays) await knock(dialect, bench.lab('auth.key', dialect))
  for (const probe of probes) {
    current = probe.id
    onProgress({ kind: 'begins', probe: probe.id, cost: costOf(probe, facts) })
    const found = await observe(probe, dialect, facts, bench.lab(probe.id, facts))
    facts = found.learnt.reduce((known, each) => learn(known, each, options.pays), facts)
    findings.push(...found.findings)
    onProgress({ kind: 'ends', probe: probe.id, findings: found.findings })
  }
  const report: Report = {
    format: 1,
    tool: options.tool,
    provider: {
      id: dialect.id,
      name: dialect.name,
      ...(options.dialectFile === undefined ? {} : { dialectFile: options.dialectFile }),
    },
    baseUrl: options.baseUrl,
    startedAt: new Date(start).toISOString(),
    took: clock.now() - start,
    images: { spent: bench.spent(), budget },
    failsFrom: options.failsFrom,
    findings,
    exchanges: bench.exchanges(),
    clients: await worksWith(facts),
    thumbnails: options.thumbnails ? await createThumbnails(bench.pictures()) : [],
  }
  onProgress({ kind: 'report', report })
  return { report, facts }
}

/** Nothing can be said of a gateway that does not let us in. Throws KeyRefused. */
async function knock(dialect: Dialect, { key, ask }: Lab): Promise<void> {
  const answer = await ask(unreadable(dialect)).catch((error: Error) => {
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

async function observe(
  probe: Probe,
  dialect: Dialect,
  facts: Dialect,
  lab: Parameters<Probe['observe']>[0],
): Promise<{ findings: Finding[]; learnt: readonly Observed[] }> {
  try {
    const { seen, unseen: hidden = [], kept = [], assumed = [] }: Observations = await probe.observe(lab)
    const findings = [
      ...seen.map((each) => judge(dialect, probe, each)),
      ...hidden.map((each) => unseen(dialect, probe, each)),
      ...kept.map((each) => judgeInvariant(probe, each)),
    ]
    return { findings, learnt: [...assumed, ...seen] }
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Interrupted) throw error
    const why = whyUnseen(error)
    if (why === undefined) return { findings: [failed(probe, error as Error)], learnt: [] }
    return { findings: probe.observes.map((trait) => unseen(facts, probe, { trait, why })), learnt: [] }
  }
}

/** Undefined for what is a fault of ours. */
function whyUnseen(error: unknown): string | undefined {
  if (error instanceof NotRecorded) return 'not in the recording'
  return error instanceof OutOfBudget ? `out of budget: ${error.message}` : undefined
}

/**
 * The facts with what was seen in place of what was thought. What is not there as documented may still be looked for; what
 * nobody documented is not there.
 */
function learn(facts: Dialect, { trait, value }: Observed, explores = false): Dialect {
  const known = structuredClone(facts)
  if (value !== undefined) return writePointer(known, trait, value) as Dialect
  return explores ? (removePointer(known, trait) as Dialect) : known
}
