import { isDeepStrictEqual } from 'node:util'
import {
  type ClientVerdict,
  type Finding,
  fails,
  type Report,
  seenShare,
  severities,
  type Verdict,
  verdicts,
} from '../../conformance/report.ts'
import { fillLabel, type Words, words } from './words.ts'

/** A trait with the findings of each report. */
export interface SheetRow {
  readonly trait: string
  readonly differences: readonly string[]
  /** Findings of each report, in the order of the reports. */
  readonly cells: readonly (readonly Finding[])[]
}

export interface Area {
  readonly name: string
  readonly rows: readonly SheetRow[]
}

/**
 * Returns the area of a finding: the area of its probe in a single report, the section of the dialect when reports stand side
 * by side, since some providers may not have been probed.
 */
const areaOf = ({ probe, trait }: Finding, isSideBySide: boolean): string =>
  (trait.startsWith('/') && (isSideBySide || probe === '') ? trait.split('/')[1] : probe.split('.')[0]) as string

/** Returns the area of a finding in the report of one run. */
export const areaOfFinding = (finding: Finding): string => areaOf(finding, false)

/** True if no probe looked at the trait, so that only the documented value is known. */
export const isDocumentedOnly = ({ verdict, note }: Finding): boolean =>
  verdict === 'not observed' && note === undefined

/** Returns the trait of a finding, or the probe, since a probe that failed may name no trait. */
export const findingTitle = ({ trait, probe }: Finding): string => trait || probe

/** Puts reports side by side: a row per trait, areas and traits in the order of their first appearance. */
export function buildSheet(reports: readonly Report[]): Area[] {
  const areas = new Map<string, Map<string, Finding[][]>>()
  for (const [index, { findings }] of reports.entries())
    for (const finding of findings) {
      const rows = getOrCreate(areas, areaOf(finding, reports.length > 1), () => new Map<string, Finding[][]>())
      getOrCreate(rows, findingTitle(finding), () => reports.map((): Finding[] => []))[index]?.push(finding)
    }
  return [...areas].map(([name, rows]) => ({
    name,
    rows: [...rows].map(([trait, cells]) => ({
      trait,
      differences: [...new Set(cells.flat().flatMap((finding) => finding.differences))],
      cells,
    })),
  }))
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}

/** Returns the observed value, or the documented value where there is no observation. */
export const effectiveValue = ({ verdict, documented, observed }: Finding): unknown =>
  verdict === 'not observed' || verdict === 'error' ? documented : observed

/** True if the gateways differ, as far as is known. */
export const differs = ({ cells }: Pick<SheetRow, 'cells'>): boolean => {
  const [first, ...others] = cells.map((cell) => [...new Set(cell.map(effectiveValue))])
  return others.some((other) => !isDeepStrictEqual(other, first))
}

/** A client, with its verdict for the gateway of each report. */
export interface ClientRow {
  readonly client: string
  readonly cells: readonly (ClientVerdict | undefined)[]
}

export const buildClientRows = (reports: readonly Report[]): ClientRow[] =>
  [...new Set(reports.flatMap(({ clients }) => clients.map(({ client }) => client)))].map((client) => ({
    client,
    cells: reports.map(({ clients }) => clients.find((verdict) => verdict.client === client)),
  }))

export const worksSymbols: Readonly<Record<ClientVerdict['works'], string>> = {
  yes: '✓',
  partly: '◐',
  no: '✗',
  unknown: '?',
}

/** Formats how much of the documents a run saw: `159 of 194 observable musts (82 %)`. */
export const showSeen = (report: Report): string => {
  const { seen, observable } = report.coverage
  return `${seen} of ${observable} observable musts (${Math.floor(seenShare(report) * 100)} %)`
}

export function countVerdicts(findings: readonly Finding[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of findings) counts[verdict]++
  return counts
}

/** Formats the number of findings per verdict: `conforms 2, deviates 1`. */
export function showCounts(findings: readonly Finding[]): string {
  const counts = countVerdicts(findings)
  const nonZero = verdicts.filter((verdict) => counts[verdict] > 0)
  return nonZero.map((verdict) => `${verdict} ${counts[verdict]}`).join(', ') || 'no findings'
}

export const countFailures = ({ findings, failsFrom }: Report): number =>
  findings.filter((finding) => fails(finding, failsFrom)).length

const ranks = { error: 0, warning: 1, notice: 2 } as const
export type Severity = keyof typeof ranks

/** Returns the severity of a finding, or undefined if there is nothing to do. */
export function severityOf(finding: Finding, failsFrom: Report['failsFrom']): Severity | undefined {
  if (finding.verdict === 'error' || fails(finding, failsFrom)) return 'error'
  if (finding.verdict === 'deviates') return finding.level === 'may' ? 'notice' : 'warning'
  return finding.verdict === 'undocumented' ? 'notice' : undefined
}

/** Formats the title of a list of migration issues: `Migrating from Acme: breaks 12, loses 3`. */
export function migrationTitle(
  { from, rows: issues }: NonNullable<Report['moving']>,
  labels: Words = words.en,
): string {
  const counts = severities.map((name) => [name, issues.filter(({ severity }) => severity === name).length] as const)
  const parts = counts.filter(([, count]) => count > 0).map(([name, count]) => `${labels.severities[name]} ${count}`)
  return `${fillLabel(labels.migration, { from })}: ${parts.join(', ') || labels.nothing}`
}

/** Picks the findings with the selected verdicts, the most severe first. Omits traits that no probe looked at. */
export const pickFindings = ({ findings, failsFrom }: Report, ...selected: readonly Verdict[]): Finding[] => {
  const rankOf = (finding: Finding) => ranks[severityOf(finding, failsFrom) ?? 'notice']
  return findings
    .filter((finding) => selected.includes(finding.verdict) && !isDocumentedOnly(finding))
    .sort((a, b) => rankOf(a) - rankOf(b))
}

export const verdictSymbols: Readonly<Record<Verdict, string>> = {
  conforms: '✓',
  deviates: '✗',
  undocumented: '○',
  'not observed': '–',
  error: '!',
}
