import type { Finding } from '../../conformance/report.ts'
import { shorten } from './show-value.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words } from './words.ts'

const maxExchanges = 5

/** Names the exchanges that show a finding: `exchange 12`. */
export function showExchanges(evidence: readonly number[], { answers }: Words): string | undefined {
  if (evidence.length === 0) return undefined
  const numbers = `${evidence.slice(0, maxExchanges).join(', ')}${evidence.length > maxExchanges ? ', …' : ''}`
  return fillLabel(evidence.length === 1 ? answers.exchange : answers.exchanges, { numbers })
}

/** Names the page of a finding by its title. */
export const showPage = ({ source }: Finding): string | undefined =>
  source && shorten(toOneLine(source.title ?? source.page), 80)

/** Lists the traits of findings, and `+ 10` for those beyond the first. */
export function showTraits(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ trait, probe }) => toOneLine(trait || probe)))]
  return names.length === 1 ? (names[0] ?? '') : `${names[0]} + ${names.length - 1}`
}
