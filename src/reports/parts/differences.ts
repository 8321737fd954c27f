import type { Finding, Report } from '../../conformance/report.ts'
import { describeFindings, type Group } from './group.ts'
import { orderFindings } from './rank.ts'
import { type Area, buildSheet, differs, effectiveValue, type SheetRow } from './sheet.ts'
import { traitTitle } from './trait-title.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words, words } from './words.ts'

/** How a gateway differs from the first gateway of a comparison. */
export interface Comparison {
  readonly report: Report
  /** Sentences in which the first gateway is the measure, the worst first. */
  readonly groups: readonly Group[]
}

/** Describes how each gateway differs from the first, in sentences. A trait that only one of them has counts too. */
export function describeDifferences(reports: readonly Report[], labels: Words = words.en): Comparison[] {
  const [first] = reports
  if (!first) return []
  const rows = buildSheet(reports).flatMap((area) => area.rows)
  return reports.slice(1).map((report, index) => {
    const findings = rows.flatMap(({ cells }): Finding[] => {
      const [documented, observed] = [cells[0], cells[index + 1]]
      if (!differs({ cells: [documented ?? [], observed ?? []] })) return []
      return toDifference(documented?.[0], observed?.[0])
    })
    const { parts, rest } = foldParts(findings, rows, index + 1)
    const measure = { ...report, provider: first.provider }
    const groups = [...describeParts(parts, [first, report], labels), ...describeFindings(rest, measure, labels)]
    const order = orderFindings(
      groups.map((group) => group.findings[0]),
      measure,
    )
    const placeOf = ({ findings: [finding] }: Group) => order.indexOf(finding)
    return { report, groups: groups.sort((a, b) => placeOf(a) - placeOf(b)) }
  })
}

/** Findings about a part of a dialect that only one gateway has, by the pointer of the part. */
type Parts = ReadonlyMap<string, readonly [Finding, ...Finding[]]>

/** Tells findings below a part that only one gateway has from the rest. */
function foldParts(findings: readonly Finding[], rows: readonly SheetRow[], column: number) {
  const traitsOf = (index: number) => rows.filter(({ cells }) => cells[index]?.length).map(({ trait }) => trait)
  const sides = { first: traitsOf(0), other: traitsOf(column) }
  const parts = new Map<string, [Finding, ...Finding[]]>()
  const rest: Finding[] = []
  for (const finding of findings) {
    const { trait, documented, observed } = finding
    const lacking = documented === undefined ? sides.first : observed === undefined ? sides.other : undefined
    const part = lacking && listParents(trait).find((parent) => !lacking.some((other) => isBelow(other, parent)))
    if (part === undefined) rest.push(finding)
    else parts.set(part, [...(parts.get(part) ?? []), finding] as [Finding, ...Finding[]])
  }
  for (const [part, [only, ...others]] of parts)
    if (others.length === 0) {
      parts.delete(part)
      rest.push(only)
    }
  return { parts, rest }
}

const isBelow = (trait: string, parent: string) => trait === parent || trait.startsWith(`${parent}/`)

/** Lists the pointers above a trait that have a title, the shortest first. */
const listParents = (trait: string): string[] =>
  trait
    .split('/')
    .map((_, index, parts) => parts.slice(0, index).join('/'))
    .filter((parent) => parent !== '' && traitTitle(parent) !== undefined)

function describeParts(parts: Parts, [first, other]: readonly [Report, Report], labels: Words): Group[] {
  return [...parts].map(([part, findings]) => {
    const owner = findings[0].documented === undefined ? other : first
    const title = traitTitle(part) ?? part
    const name = toOneLine(owner.provider.name)
    return { sentence: fillLabel(labels.answers.onlyHas, { title, name, count: findings.length }), findings }
  })
}

/** Makes a finding of two gateways: the value of the first counts as documented. */
function toDifference(first: Finding | undefined, other: Finding | undefined): Finding[] {
  const base = other ?? first
  // A rule has no value to compare.
  if (!base || base.kind === 'invariant') return []
  const [documented, observed] = [first && effectiveValue(first), other && effectiveValue(other)]
  if (documented === undefined && observed === undefined) return []
  const { note: _, known: __, ...rest } = base
  return [
    {
      ...rest,
      level: first?.level ?? 'may',
      verdict: 'deviates',
      documented,
      observed,
      evidence: [],
    },
  ]
}

/** Rows of the sheet that a comparison shows: those that differ, or all. A single gateway shows all its rows. */
export function pickRows(reports: readonly Report[], all: boolean): { areas: Area[]; hidden: number; count: number } {
  const areas = buildSheet(reports)
  const count = areas.reduce((sum, { rows }) => sum + rows.length, 0)
  if (all || reports.length < 2) return { areas, hidden: 0, count }
  const shown = areas
    .map(({ name, rows }) => ({ name, rows: rows.filter(differs) }))
    .filter(({ rows }) => rows.length > 0)
  return { areas: shown, hidden: count - shown.reduce((sum, { rows }) => sum + rows.length, 0), count }
}
