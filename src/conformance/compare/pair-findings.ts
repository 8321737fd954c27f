import { overlap } from '../coverage.ts'
import type { Finding, Report } from '../report.ts'

/** Findings of the two runs about one trait or invariant. */
export interface Pair {
  readonly before: Finding | undefined
  readonly now: Finding | undefined
}

/** Pairs the findings by trait. Of a trait that only one run names, the other run may name a part, or the whole. */
export function listPairs(baseline: Report, report: Report): Pair[] {
  const [earlier, current] = [pickDecisive(baseline), pickDecisive(report)]
  return [
    ...[...current].flatMap(([key, now]): Pair[] => {
      const before = earlier.get(key) ?? findPart(now, earlier)
      // The earlier trait is paired below.
      const isPaired = !earlier.has(key) && before !== undefined && isSeen(before) && !isSeen(now)
      return isPaired ? [] : [{ before, now }]
    }),
    ...[...earlier].flatMap(([key, before]): Pair[] => {
      if (current.has(key)) return []
      const now = findPart(before, current)
      return now && isSeen(now) ? [] : [{ before, now }]
    }),
  ]
}

type FindingByKey = ReadonlyMap<string, Finding>

const ranks = { deviates: 0, undocumented: 1, conforms: 2, error: 3, 'not observed': 4 } as const
const byRank = (a: Finding, b: Finding) => ranks[a.verdict] - ranks[b.verdict]

/** Maps each trait to the finding that decides about the trait, because several probes may observe the trait. */
const pickDecisive = ({ findings }: Report): FindingByKey =>
  new Map([...Map.groupBy(findings, keyOf)].map(([key, same]) => [key, same.toSorted(byRank)[0] as Finding]))

const findPart = ({ kind, trait }: Finding, others: FindingByKey): Finding | undefined =>
  [...others.values()].filter((other) => other.kind === kind && overlap(other.trait, trait)).toSorted(byRank)[0]

export const keyOf = ({ kind, trait, probe }: Finding): string => `${kind} ${trait || probe}`

export const isSeen = ({ verdict }: Finding): boolean => verdict !== 'not observed' && verdict !== 'error'
