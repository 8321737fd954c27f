import { isDeepStrictEqual } from 'node:util'
import { type Finding, fails, type Report, type Verdict, verdicts } from '../../conformance/report.ts'

/** A trait, and what each report found of it, in the order of the reports. */
export interface Row {
  readonly trait: string
  readonly rows: readonly string[]
  readonly cells: readonly (readonly Finding[])[]
}

export interface Area {
  readonly name: string
  readonly rows: readonly Row[]
}

const areaOf = ({ probe }: Finding): string => probe.split('.')[0] as string

/** What a finding is about; a probe that failed may name no trait. */
export const titleOf = ({ trait, probe }: Finding): string => trait || probe

/** The reports side by side: a row per trait, areas and traits in the order in which they first appear. */
export function sheetOf(reports: readonly Report[]): Area[] {
  const areas = new Map<string, Map<string, Finding[][]>>()
  for (const [index, { findings }] of reports.entries())
    for (const finding of findings) {
      const rows = getOr(areas, areaOf(finding), () => new Map<string, Finding[][]>())
      getOr(rows, titleOf(finding), () => reports.map((): Finding[] => []))[index]?.push(finding)
    }
  return [...areas].map(([name, rows]) => ({
    name,
    rows: [...rows].map(([trait, cells]) => ({
      trait,
      rows: [...new Set(cells.flat().flatMap((finding) => finding.rows))],
      cells,
    })),
  }))
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

/** Whether the reports did not all see the same. */
export const differs = ({ cells }: Row): boolean => {
  const [first, ...others] = cells.map((cell) => cell.map(({ verdict, observed }) => ({ verdict, observed })))
  return others.some((other) => !isDeepStrictEqual(other, first))
}

export function countVerdicts(findings: readonly Finding[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of findings) counts[verdict]++
  return counts
}

/** `conforms 2, deviates 1` */
export function showCounts(findings: readonly Finding[]): string {
  const counts = countVerdicts(findings)
  const seen = verdicts.filter((verdict) => counts[verdict] > 0)
  return seen.map((verdict) => `${verdict} ${counts[verdict]}`).join(', ') || 'nothing found'
}

export const countFailures = ({ findings, failsFrom }: Report): number =>
  findings.filter((finding) => fails(finding, failsFrom)).length

const ranks = { error: 0, warning: 1, notice: 2 } as const
export type Severity = keyof typeof ranks

/** How loud a finding is told; undefined where there is nothing to do about it. */
export function severityOf(finding: Finding, failsFrom: Report['failsFrom']): Severity | undefined {
  if (finding.verdict === 'error' || fails(finding, failsFrom)) return 'error'
  if (finding.verdict === 'deviates') return finding.level === 'may' ? 'notice' : 'warning'
  return finding.verdict === 'undocumented' ? 'notice' : undefined
}

/** The findings of some verdicts, the most severe first. */
export const pick = ({ findings, failsFrom }: Report, ...wanted: readonly Verdict[]): Finding[] => {
  const rankOf = (finding: Finding) => ranks[severityOf(finding, failsFrom) ?? 'notice']
  return findings.filter(({ verdict }) => wanted.includes(verdict)).sort((a, b) => rankOf(a) - rankOf(b))
}

export const symbols: Readonly<Record<Verdict, string>> = {
  conforms: '✓',
  deviates: '✗',
  undocumented: '○',
  'not observed': '–',
  error: '!',
}
