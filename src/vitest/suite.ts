import { beforeAll, describe, type RunnerTestSuite, test } from 'vitest'
import { planProbes } from '../conformance/plan.ts'
import { type Exchange, type Finding, fails, type Level, type Report } from '../conformance/report.ts'
import { listProbeTraits } from '../conformance/traits.ts'
import { verify } from '../conformance/verify.ts'
import { findProvider, type Provider } from '../dialect/provider.ts'
import type { Handler } from '../http/handler.ts'
import type { Probe } from '../probes/probe.ts'
import { probes } from '../probes/probes.ts'
import { factLines } from '../reports/parts/facts.ts'
import { sentenceOf } from '../reports/parts/sentence.ts'
import { showValue } from '../reports/parts/show-value.ts'
import { withTitle } from '../reports/parts/trait-title.ts'
import type { Clock } from '../time/clock.ts'
import { msPerMinute } from '../time/units.ts'

/** Options of a conformance suite. */
export interface ConformanceOptions {
  /** Base URL of the image operations; the documented URL by default. */
  readonly baseUrl?: string
  /** Environment variable with the key; PROOFSHEET_KEY by default. */
  readonly keyEnv?: string
  /** Environment variable with a second account's key; PROOFSHEET_OTHER_KEY by default. */
  readonly otherKeyEnv?: string
  /** Headers to add to each request to the gateway's origin, such as `{ 'x-tenant': 'a' }`. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * Maximum number of images that may be charged; 0 by default. With 0, nothing is sent that a gateway could charge, so most
   * tests are skipped; with 1, only those of traits that images show.
   */
  readonly maxImages?: number
  /** Maximum duration in minutes; 30 by default. */
  readonly maxMinutes?: number
  /** Probes to run, such as `auth.*`; all by default. */
  readonly only?: readonly string[]
  /** Lowest level at which a deviation fails; must by default. */
  readonly failsFrom?: Level
  /** Maximum number of concurrent requests; 4 by default. */
  readonly concurrency?: number
  /** Time between the starts of two requests, in ms; 200 by default, 0 for a local gateway or with `fetch`. */
  readonly pace?: number
  /** Function that sends the requests, such as the `fetch` of a mock in this process. */
  readonly fetch?: Handler
  /** Clock for waiting. A clock that stands still is advanced while the suite waits. */
  readonly clock?: Clock
  /** Called with the report after the last request. */
  readonly onReport?: (report: Report) => void
}

/**
 * Verifies a gateway in vitest, with a test per trait and invariant, grouped by probe. Requests are sent once, before the
 * first test, and only for probes with a test that will run. `provider` is an id, or the path of a provider's folder. The
 * suite fails when `only` matches no probe or a required key is missing.
 *
 * @example
 * ```ts
 * import { createManualClock, createMock, loadProvider } from 'proofsheet'
 * import { conformanceSuite } from 'proofsheet/vitest'
 *
 * process.env.LUMEN_KEY = 'sk-test'
 * const clock = createManualClock()
 * const { fetch } = await createMock({ providers: [await loadProvider('./lumen')], atRoot: true, keys: ['sk-test'], clock })
 *
 * conformanceSuite('./lumen', { keyEnv: 'LUMEN_KEY', baseUrl: 'http://localhost/api/2026', maxImages: 1, fetch, clock, only: ['auth.*'] })
 * ```
 */
export function conformanceSuite(provider: string, options: ConformanceOptions = {}): void {
  describe(`${provider} conforms`, async () => {
    const loaded = await findProvider(provider)
    const plan = planProbes(probes, options.only)
    if (plan.length === 0)
      throw new Error(`\`only\` matches no probe: expected some of ${probes.map(({ id }) => id).join(', ')}`)
    const failsFrom = options.failsFrom ?? 'must'
    let report: Report
    beforeAll(
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of required fixtures from the pattern
      async ({}, suite) => {
        report = await verifyProbes(
          loaded,
          options,
          plan.filter(({ id }) => isSelected(suite, id)),
        )
        options.onReport?.(report)
      },
      minutesOf(options) * msPerMinute + slack,
    )
    for (const probe of plan) describe(probe.id, () => register(probe, loaded, () => report, failsFrom))
  })
}

const minutesOf = ({ maxMinutes = 30 }: ConformanceOptions) => maxMinutes
/** Extra time, in ms, for requests that were sent before the time was up. */
const slack = 5 * msPerMinute

/** Returns true when a test of the probe will run. Other probes send no requests. */
const isSelected = ({ tasks }: Readonly<RunnerTestSuite>, probe: string): boolean =>
  tasks.some((task) => task.type === 'suite' && task.name === probe && willRun(task))
const willRun = (task: RunnerTestSuite['tasks'][number]): boolean =>
  task.type === 'suite' ? task.tasks.some(willRun) : task.mode === 'run' || task.mode === 'queued'

function verifyProbes(provider: Provider, options: ConformanceOptions, probes: readonly Probe[]): Promise<Report> {
  const { keyEnv = 'PROOFSHEET_KEY', otherKeyEnv = 'PROOFSHEET_OTHER_KEY', ...settings } = options
  const key = process.env[keyEnv]
  if (key === undefined && provider.dialect.auth.withoutKey === 'reject')
    throw new Error(`${provider.dialect.name} requires an API key: set ${keyEnv}`)
  return verify({ ...settings, provider, key, otherKey: process.env[otherKeyEnv], only: probes.map(({ id }) => id) })
}

/** Registers a test for each trait that the probe can observe, and a test for all other findings. */
function register(probe: Probe, { dialect }: Provider, report: () => Report, failsFrom: Level): void {
  const names = [...listProbeTraits(probe, dialect), ...(probe.invariants ?? [])]
  const findings = () => report().findings.filter((finding) => finding.probe === probe.id)
  for (const name of names)
    test(name, ({ skip }) => {
      const ownFindings = findings().filter(({ trait }) => trait === name)
      throwIfFailing(report(), ownFindings, failsFrom)
      const isObserved = ownFindings.some(({ verdict }) => verdict !== 'not observed')
      if (!isObserved) skip(ownFindings[0]?.note ?? 'no exchange showed this trait')
    })
  test('no other deviations', () => {
    const rest = findings().filter(({ trait }) => !names.includes(trait))
    throwIfFailing(report(), rest, failsFrom)
  })
}

/** Throws NonConformance for findings that fail. */
function throwIfFailing(report: Report, findings: readonly Finding[], failsFrom: Level): void {
  const failing = findings.filter((finding) => finding.verdict === 'error' || fails(finding, failsFrom))
  if (failing.length > 0) throw new NonConformance(report, failing)
}

/** Deviation with the exchanges that are its evidence. */
class NonConformance extends Error {
  override name = 'NonConformance'
  readonly expected: unknown
  readonly actual: unknown

  constructor(report: Report, findings: readonly Finding[]) {
    const { exchanges } = report
    const evidence = new Set(findings.flatMap((finding) => finding.evidence))
    const shownExchanges = exchanges.filter(({ number }) => evidence.has(number))
    super(
      [
        ...findings.flatMap((finding) => [sentenceOf(finding, report), ...traitLines(finding), ...factLines(finding)]),
        ...shownExchanges.flatMap(describeExchange),
      ].join('\n'),
    )
    this.expected = findings[0]?.documented
    this.actual = findings[0]?.observed
  }
}

const traitLines = ({ trait }: Finding) => (trait.startsWith('/') ? [withTitle(trait)] : [])

const describeExchange = ({ number, request, response, error }: Exchange): string[] => [
  '',
  `#${number} ${request.method} ${request.url}`,
  ...indentBody(request.body),
  response ? `response ${response.status}` : `no response: ${error}`,
  ...indentBody(response?.body),
]
const indentBody = (body: unknown) => (body === undefined ? [] : [(showValue(body) ?? '').replaceAll(/^/gm, '  ')])
