import { beforeAll, describe, type RunnerTestSuite, test } from 'vitest'
import { documentedBaseUrl, usualPace } from '../conformance/base-url.ts'
import { planOf } from '../conformance/plan.ts'
import { type Exchange, type Finding, fails, type Level, type Report } from '../conformance/report.ts'
import { type RunOptions, run } from '../conformance/run.ts'
import { traitsOf } from '../conformance/traits.ts'
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
    const found = await findProvider(provider)
    const plan = planOf(probes, options.only)
    if (plan.length === 0) throw new Error(`only names no probe: there are ${probes.map(({ id }) => id).join(', ')}`)
    const failsFrom = options.failsFrom ?? 'must'
    let report: Report
    beforeAll(
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures it wants
      async ({}, suite) => {
        report = await verify(
          found,
          options,
          plan.filter(({ id }) => isWanted(suite, id)),
        )
        options.onReport?.(report)
      },
      minutesOf(options) * minute + slack,
    )
    for (const probe of plan) describe(probe.id, () => register(probe, found, () => report, failsFrom))
  })
}

const minute = 60_000
const minutesOf = ({ maxMinutes = 30 }: ConformanceOptions) => maxMinutes
/** Ms for what was sent when the time was over. */
const slack = 5 * minute

/** Whether a test of the probe is to run: what nobody looks at is not asked for. */
const isWanted = ({ tasks }: Readonly<RunnerTestSuite>, probe: string): boolean =>
  tasks.some((task) => task.type === 'suite' && task.name === probe && isRun(task))
const isRun = (task: RunnerTestSuite['tasks'][number]): boolean =>
  task.type === 'suite' ? task.tasks.some(isRun) : task.mode === 'run' || task.mode === 'queued'

async function verify(provider: Provider, options: ConformanceOptions, probes: readonly Probe[]): Promise<Report> {
  const { dialect } = provider
  const { keyEnv = 'PROOFSHEET_KEY', otherKeyEnv = 'PROOFSHEET_OTHER_KEY', clock = createScaledClock(1) } = options
  const key = process.env[keyEnv]
  if (key === undefined && dialect.auth.required)
    throw new Error(`${dialect.name} wants a key, and the environment variable ${keyEnv} has none`)
  const baseUrl = options.baseUrl ?? documentedBaseUrl(provider)
  const running = run({
    dialect,
    probes,
    baseUrl,
    key,
    otherKey: process.env[otherKeyEnv],
    clock,
    fetch: options.fetch ?? ((request) => fetch(request)),
    budget: options.maxImages ?? 0,
    time: minutesOf(options) * minute,
    concurrency: options.concurrency,
    pace: options.pace ?? (options.fetch ? 0 : usualPace(baseUrl)),
    failsFrom: options.failsFrom ?? 'must',
    tool: { name: 'proofsheet/vitest', version: '' },
  })
  return isSteerable(clock) && clock.isFrozen() ? clock.runUntil(running) : running
}

/** A test for each trait that may be seen, and one for what nobody documented. */
function register(probe: Probe, { dialect }: Provider, report: () => Report, failsFrom: Level): void {
  const named = [...traitsOf(probe, dialect), ...(probe.keeps ?? [])]
  const found = () => report().findings.filter((finding) => finding.probe === probe.id)
  for (const name of named)
    test(name, ({ skip }) => {
      const mine = found().filter(({ trait }) => trait === name)
      refuse(report(), mine, failsFrom)
      const isSeen = mine.some(({ verdict }) => verdict !== 'not observed')
      if (!isSeen) skip(mine[0]?.note ?? 'nothing showed it')
    })
  test('nothing else', () => {
    const rest = found().filter(({ trait }) => !named.includes(trait))
    refuse(report(), rest, failsFrom)
  })
}

/** Throws NonConformance for findings that fail. */
function refuse(report: Report, findings: readonly Finding[], failsFrom: Level): void {
  const wrong = findings.filter((finding) => finding.verdict === 'error' || fails(finding, failsFrom))
  if (wrong.length > 0) throw new NonConformance(report, wrong)
}

/** A deviation with all that shows it. */
class NonConformance extends Error {
  override name = 'NonConformance'
  readonly expected: unknown
  readonly actual: unknown

  constructor({ exchanges }: Report, findings: readonly Finding[]) {
    const evidence = new Set(findings.flatMap((finding) => finding.evidence))
    const told = exchanges.filter(({ number }) => evidence.has(number))
    super([...findings.flatMap((each) => [sentenceOf(each), ...factLines(each)]), ...told.flatMap(linesOf)].join('\n'))
    this.expected = findings[0]?.documented
    this.actual = findings[0]?.observed
  }
}

const linesOf = ({ number, request, response, error }: Exchange): string[] => [
  '',
  `#${number} ${request.method} ${request.url}`,
  ...blockOf(request.body),
  response ? `answered ${response.status}` : `not answered: ${error}`,
  ...blockOf(response?.body),
]
const blockOf = (body: unknown) => (body === undefined ? [] : [(showValue(body) ?? '').replaceAll(/^/gm, '  ')])
