import { beforeAll, describe, type RunnerTestSuite, test } from 'vitest'
import { defaultPace, documentedBaseUrl } from '../conformance/base-url.ts'
import { planProbes } from '../conformance/plan.ts'
import { type Exchange, type Finding, fails, type Level, type Report } from '../conformance/report.ts'
import { type RunOptions, run } from '../conformance/run.ts'
import { listProbeTraits } from '../conformance/traits.ts'
import { findProvider, type Provider } from '../dialect/provider.ts'
import type { Probe } from '../probes/probe.ts'
import { probes } from '../probes/probes.ts'
import { factLines, sentenceOf } from '../reports/parts/facts.ts'
import { showValue } from '../reports/parts/show-value.ts'
import { type Clock, createScaledClock, isSteerable } from '../time/clock.ts'

export interface ConformanceOptions {
  /** Where the image operations lie; the documented place when not given. */
  readonly baseUrl?: string
  /** The variable that holds the key; PROOFSHEET_KEY when not given. */
  readonly keyEnv?: string
  /** That of a second key, of somebody else; PROOFSHEET_OTHER_KEY when not given. */
  readonly otherKeyEnv?: string
  /** Pictures that may be charged; none when not given, and what only pictures show is skipped. */
  readonly maxImages?: number
  /** How long it may take; 30 when not given. */
  readonly maxMinutes?: number
  /** Some of the probes, such as `auth.*`. */
  readonly only?: readonly string[]
  /** The weakest source whose breach fails; must when not given. */
  readonly failsFrom?: Level
  /** Requests that may be under way at once; 4 when not given. */
  readonly concurrency?: number
  /** Ms from one request to the next; 200 when not given, 0 on this machine. */
  readonly pace?: number
  /** What sends the requests, such as that of a mock in this process. */
  readonly fetch?: RunOptions['fetch']
  /** By which it waits. One that stands still is moved on as long as there is something to wait for. */
  readonly clock?: Clock
  /** Told when all is done. */
  readonly onReport?: (report: Report) => void
}

/**
 * Verifies a gateway in vitest: a test per trait and invariant, by probe. Requests are sent once, before the first test,
 * and only those of probes of which a test is to run. `provider` is an id, or the path of a provider's folder.
 */
export function conformanceSuite(provider: string, options: ConformanceOptions = {}): void {
  describe(`${provider} conforms`, async () => {
    const loaded = await findProvider(provider)
    const plan = planProbes(probes, options.only)
    if (plan.length === 0) throw new Error(`only names no probe: there are ${probes.map(({ id }) => id).join(', ')}`)
    const failsFrom = options.failsFrom ?? 'must'
    let report: Report
    beforeAll(
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures it wants
      async ({}, suite) => {
        report = await verify(
          loaded,
          options,
          plan.filter(({ id }) => isSelected(suite, id)),
        )
        options.onReport?.(report)
      },
      minutesOf(options) * minute + slack,
    )
    for (const probe of plan) describe(probe.id, () => register(probe, loaded, () => report, failsFrom))
  })
}

const minute = 60_000
const minutesOf = ({ maxMinutes = 30 }: ConformanceOptions) => maxMinutes
/** Ms for what was sent when the time was over. */
const slack = 5 * minute

/** Whether a test of the probe is to run: what nobody looks at is not asked for. */
const isSelected = ({ tasks }: Readonly<RunnerTestSuite>, probe: string): boolean =>
  tasks.some((task) => task.type === 'suite' && task.name === probe && willRun(task))
const willRun = (task: RunnerTestSuite['tasks'][number]): boolean =>
  task.type === 'suite' ? task.tasks.some(willRun) : task.mode === 'run' || task.mode === 'queued'

async function verify(provider: Provider, options: ConformanceOptions, probes: readonly Probe[]): Promise<Report> {
  const { dialect } = provider
  const { keyEnv = 'PROOFSHEET_KEY', otherKeyEnv = 'PROOFSHEET_OTHER_KEY', clock = createScaledClock(1) } = options
  const key = process.env[keyEnv]
  if (key === undefined && dialect.auth.required)
    throw new Error(`${dialect.name} wants a key, and the environment variable ${keyEnv} has none`)
  const baseUrl = options.baseUrl ?? documentedBaseUrl(provider)
  const pending = run({
    dialect,
    probes,
    baseUrl,
    key,
    otherKey: process.env[otherKeyEnv],
    clock,
    fetch: options.fetch ?? ((request) => fetch(request)),
    budget: options.maxImages ?? 0,
    maxDuration: minutesOf(options) * minute,
    concurrency: options.concurrency,
    pace: options.pace ?? (options.fetch ? 0 : defaultPace(baseUrl)),
    failsFrom: options.failsFrom ?? 'must',
    tool: { name: 'proofsheet/vitest', version: '' },
  })
  return isSteerable(clock) && clock.isFrozen() ? clock.runUntil(pending) : pending
}

/** A test for each trait that may be seen, and one for what nobody documented. */
function register(probe: Probe, { dialect }: Provider, report: () => Report, failsFrom: Level): void {
  const names = [...listProbeTraits(probe, dialect), ...(probe.invariants ?? [])]
  const findings = () => report().findings.filter((finding) => finding.probe === probe.id)
  for (const name of names)
    test(name, ({ skip }) => {
      const ownFindings = findings().filter(({ trait }) => trait === name)
      throwIfFailing(report(), ownFindings, failsFrom)
      const isSeen = ownFindings.some(({ verdict }) => verdict !== 'not observed')
      if (!isSeen) skip(ownFindings[0]?.note ?? 'nothing showed it')
    })
  test('nothing else', () => {
    const rest = findings().filter(({ trait }) => !names.includes(trait))
    throwIfFailing(report(), rest, failsFrom)
  })
}

/** Throws NonConformance for findings that fail. */
function throwIfFailing(report: Report, findings: readonly Finding[], failsFrom: Level): void {
  const failing = findings.filter((finding) => finding.verdict === 'error' || fails(finding, failsFrom))
  if (failing.length > 0) throw new NonConformance(report, failing)
}

/** A deviation with all that shows it. */
class NonConformance extends Error {
  override name = 'NonConformance'
  readonly expected: unknown
  readonly actual: unknown

  constructor({ exchanges }: Report, findings: readonly Finding[]) {
    const evidence = new Set(findings.flatMap((finding) => finding.evidence))
    const shownExchanges = exchanges.filter(({ number }) => evidence.has(number))
    super(
      [
        ...findings.flatMap((finding) => [sentenceOf(finding), ...factLines(finding)]),
        ...shownExchanges.flatMap(describeExchange),
      ].join('\n'),
    )
    this.expected = findings[0]?.documented
    this.actual = findings[0]?.observed
  }
}

const describeExchange = ({ number, request, response, error }: Exchange): string[] => [
  '',
  `#${number} ${request.method} ${request.url}`,
  ...indentBody(request.body),
  response ? `answered ${response.status}` : `not answered: ${error}`,
  ...indentBody(response?.body),
]
const indentBody = (body: unknown) => (body === undefined ? [] : [(showValue(body) ?? '').replaceAll(/^/gm, '  ')])
