import type { Finding, Report } from '../../conformance/report.ts'
import { shorten } from './show-value.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words } from './words.ts'

/** Number of findings that each exchange of a report shows. */
const uses = new WeakMap<Report['findings'], ReadonlyMap<number, number>>()

function countUses(findings: Report['findings']): ReadonlyMap<number, number> {
  const known = uses.get(findings)
  if (known) return known
  const counts = new Map<number, number>()
  for (const { evidence } of findings) for (const number of evidence) counts.set(number, (counts.get(number) ?? 0) + 1)
  uses.set(findings, counts)
  return counts
}

/**
 * Orders the exchanges that show a finding, the most telling first: a request that was sent for this finding alone says more
 * than the valid request to which many are compared.
 */
export function orderEvidence(
  { evidence }: Pick<Finding, 'evidence'>,
  { findings }: Pick<Report, 'findings'>,
): number[] {
  const counts = countUses(findings)
  return evidence.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
}

/** Names the exchange that shows a finding: `exchange 12`. */
export function showExchange(finding: Finding, report: Report, { answers }: Words): string | undefined {
  const [number] = orderEvidence(finding, report)
  return number === undefined ? undefined : fillLabel(answers.exchange, { number })
}

/** Names the page of a finding by its title. */
export const showPage = ({ source }: Finding): string | undefined =>
  source && shorten(toOneLine(source.title ?? source.page), 80)

/** Lists the traits of findings, and `+ 10` for those beyond the first. */
export function showTraits(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ trait, probe }) => toOneLine(trait || probe)))]
  return names.length === 1 ? (names[0] ?? '') : `${names[0]} + ${names.length - 1}`
}
