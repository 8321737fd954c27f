import { formatPointer } from '../../contract/pointer.ts'
import { writePointer } from '../../dialect/lens.ts'
import type { CitedPages } from '../../dialect/pages.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { judgeUnobserved } from '../judge.ts'
import { nameSources } from '../name-sources.ts'
import type { Finding, Report } from '../report.ts'
import { readTool } from '../tool.ts'
import { judgeClients } from './clients.ts'
import { migrationIssues } from './migration.ts'

/** A gateway as documented, as observed, or both. A report without a dialect shows only the traits that were probed. */
export interface Column {
  readonly dialect?: Dialect | undefined
  readonly report?: Report | undefined
  /** Pages that the dialect cites, by short name: the report gives their titles and addresses. */
  readonly pages?: CitedPages | undefined
}

/** Options of a comparison. */
export interface CompareOptions {
  /** Name and version that the reports state; this package's by default. */
  readonly tool?: Report['tool'] | undefined
  /** Gateway that code was written for: each column lists the problems of that code. */
  readonly against?: Dialect | undefined
}

/**
 * Makes one report of each column, to show side by side. A report has a finding for every trait of its dialect: observed,
 * or else documented. A column without a run has no exchanges.
 *
 * @example
 * ```ts
 * import { loadProvider } from 'proofsheet'
 * import { compare, reports } from 'proofsheet/conformance'
 *
 * const { dialect } = await loadProvider('./lumen')
 * const [column] = await compare([{ dialect }])
 * console.log(column?.provider.name) // Lumen
 * console.log(reports.markdown.render(column ? [column] : []).includes('Lumen')) // true
 * ```
 */
export const compare = (columns: readonly Column[], options: CompareOptions = {}): Promise<Report[]> =>
  Promise.all(columns.map((column) => toReport(column, options)))

async function toReport({ dialect, report, pages }: Column, { tool, against }: CompareOptions): Promise<Report> {
  if (!dialect) {
    if (!report) throw new Error('invalid column: expected a dialect or a report')
    return report
  }
  const base = report ?? {
    ...toDocumentedReport(dialect, tool ?? (await readTool())),
    clients: await judgeClients(dialect),
  }
  const moving = against && { from: against.name, rows: migrationIssues(against, withObserved(dialect, base.findings)) }
  const findings = nameSources(withDocumented(dialect, base.findings), pages)
  return { ...base, findings, ...(moving ? { moving } : {}) }
}

/** Makes the report of a gateway that was only documented, not run. */
const toDocumentedReport = ({ id, name, origins }: Dialect, tool: Report['tool']): Omit<Report, 'clients'> => ({
  format: 1,
  tool,
  provider: { id, name },
  baseUrl: origins[0] ?? '',
  startedAt: '',
  took: 0,
  images: { spent: 0, budget: 0 },
  failsFrom: 'must',
  coverage: { musts: 0, observable: 0, seen: 0 },
  findings: [],
  exchanges: [],
  thumbnails: [],
})

/** Members of a dialect that are no traits: its names, its sources, and quirks that no trait can express. */
const nonTraits: readonly string[] = ['id', 'name', 'sources', 'quirks']

/** Lists the pointers of all traits: each value of the dialect. A list counts as one value. */
export const listDialectTraits = (dialect: Dialect): string[] =>
  Object.entries(dialect).flatMap(([name, value]) => (nonTraits.includes(name) ? [] : listLeaves(value, [name])))

function listLeaves(value: unknown, path: readonly string[]): string[] {
  if (value === undefined) return []
  const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
  const members = isBranch ? Object.entries(value) : []
  return members.length === 0
    ? [formatPointer(path)]
    : members.flatMap(([name, member]) => listLeaves(member, [...path, name]))
}

/** Stands in for the probe of traits that no probe observed. */
const noProbe: Probe = { id: '', observes: [], cost: 0, observe: async () => ({ observations: [] }) }

function withDocumented(dialect: Dialect, findings: readonly Finding[]): Finding[] {
  const traits = listDialectTraits(dialect)
  const findingsByTrait = Map.groupBy(findings, ({ trait }) => trait)
  return [
    ...traits.flatMap((trait): readonly Finding[] => {
      const { note: _, ...documentedOnly } = judgeUnobserved(dialect, noProbe, { trait, reason: '' })
      return findingsByTrait.get(trait) ?? [documentedOnly]
    }),
    ...findings.filter(({ trait }) => !traits.includes(trait)),
  ]
}

/** Returns the dialect with observed values in place of documented ones, if both have the same type. */
function withObserved(dialect: Dialect, findings: readonly Finding[]): Dialect {
  return findings
    .filter(
      ({ kind, documented, observed }) =>
        kind === 'trait' && observed !== undefined && typeof observed === typeof documented,
    )
    .reduce<unknown>(
      (known, { trait, observed }) => writePointer(known, trait, observed),
      structuredClone(dialect),
    ) as Dialect
}
