import { defined } from '../../values/defined.ts'
import type { Change, ChangeWord, Drift, Finding, NotComparedWord, Report } from '../report.ts'
import { checkBaseline } from './check-baseline.ts'
import { isSeen, keyOf, listPairs, type Pair } from './pair-findings.ts'
import { isSameObservation } from './same-observation.ts'

/**
 * Compares a run with an earlier run of the same provider, the baseline. Returns the report of the run with the changes in
 * `drift`; a deviation that the baseline has too is marked `known`, and fails no run. Throws an Error if the baseline is of
 * another provider, of a run that ended early, or of no run.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider } from 'proofsheet'
 * import { compareRuns, verify } from 'proofsheet/conformance'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true, keys: ['sk-test'] })
 * const options = { provider, baseUrl: 'http://localhost/api/2026', key: 'sk-test', maxImages: 1, fetch, only: ['auth.*'] }
 * const { drift } = compareRuns(await verify(options), await verify(options))
 * console.log(drift?.changes.length) // 0
 * ```
 */
export function compareRuns(baseline: Report, report: Report): Report {
  checkBaseline(baseline, report.provider.id)
  const { startedAt, baseUrl, tool } = baseline
  const comparisons = listPairs(baseline, report).flatMap((pair) => compareFindings(pair, baseline, report))
  const changes = comparisons.flatMap(({ change }) => change ?? [])
  const drift: Drift = {
    baseline: { startedAt, baseUrl, tool },
    compared: comparisons.filter(({ why }) => why === undefined).length,
    changes: changes.filter(isConfirmed),
    unconfirmed: changes.filter((change) => !isConfirmed(change)),
    notCompared: comparisons.flatMap(({ trait, why }) => (why ? [{ trait, why }] : [])),
  }
  const findings = report.findings.map((finding) =>
    isKnown(finding, baseline) ? { ...finding, known: true as const } : finding,
  )
  return { ...report, findings, drift }
}

/** Tests for a change that both runs saw. A trait that a run did not see may have been missed by chance. */
const isConfirmed = ({ change }: Change): boolean => change !== 'seen now' && change !== 'not seen now'

/** Tests for a deviation that the baseline has too, with the same observation. */
const isKnown = (finding: Finding, { findings }: Report): boolean =>
  finding.verdict === 'deviates' &&
  findings.some(
    (before) => before.verdict === 'deviates' && keyOf(before) === keyOf(finding) && isSameObservation(before, finding),
  )

/** Result for a trait that a run has seen: unchanged, changed, or not compared, with the reason. */
interface Comparison {
  readonly trait: string
  readonly change?: Change
  readonly why?: NotComparedWord
}

function compareFindings({ before, now }: Pair, baseline: Report, report: Report): Comparison[] {
  const seen = [now, before].find((finding) => finding && isSeen(finding))
  if (!seen) return []
  const trait = seen.trait || seen.probe
  if (!before) return [{ trait, why: 'only in this run' }]
  if (!now) return [{ trait, why: 'only in the baseline' }]
  const why = whyNotCompared(before, now, baseline, report)
  if (why) return [{ trait, why }]
  const word = findChange(before, now)
  return word ? [{ trait, change: toChange(word, before, now, trait) }] : [{ trait }]
}

/** Returns why the findings show no change of the gateway; undefined if they can show a change. */
function whyNotCompared(before: Finding, now: Finding, baseline: Report, report: Report): NotComparedWord | undefined {
  if (before.verdict === 'error' || now.verdict === 'error') return 'failed probe'
  if (isSeen(before) && isSeen(now))
    return before.trait === now.trait && before.verdict !== now.verdict && isSameObservation(before, now)
      ? 'other documents'
      : undefined
  if (isSeen(now)) return isOfRun(before) || looksLess(baseline, report) ? 'limit of the baseline' : undefined
  return report.ended || isOfRun(now) || looksLess(report, baseline) ? 'limit of this run' : undefined
}

/** Tests for a trait that a run missed because of its own limits. The method is the same in each run. */
const isOfRun = ({ limitedBy }: Finding): boolean => limitedBy !== undefined && limitedBy !== 'method'

/** Tests for a run with fewer images or probes than the other: what such a run missed shows no change of the gateway. */
function looksLess(run: Report, other: Report): boolean {
  const probes = new Set(run.findings.map(({ probe }) => probe))
  // A deviation may belong to no probe, but to requests that several probes sent.
  const hasAll = other.findings.every(({ probe, verdict }) => verdict === 'deviates' || probes.has(probe))
  return run.images.budget < other.images.budget || !hasAll
}

function findChange(before: Finding, now: Finding): ChangeWord | undefined {
  if (!isSeen(before)) return 'seen now'
  if (!isSeen(now)) return 'not seen now'
  const [deviated, deviates] = [before.verdict === 'deviates', now.verdict === 'deviates']
  if (before.trait === now.trait && isSameObservation(before, now)) return undefined
  if (deviates && !deviated) return 'deviates now'
  if (deviated && now.verdict === 'conforms') return 'conforms now'
  return before.trait === now.trait ? 'another value' : undefined
}

function toChange(change: ChangeWord, before: Finding, now: Finding, trait: string): Change {
  const { kind, probe, level, documented } = now
  return {
    change,
    kind,
    trait,
    probe,
    ...defined({ level, documented }),
    before: toSighting(before),
    now: toSighting(now),
  }
}

const toSighting = ({ verdict, observed, note }: Finding) => ({ verdict, ...defined({ observed, note }) })
