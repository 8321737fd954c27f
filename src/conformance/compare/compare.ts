import { formatPointer } from '../../contract/pointer.ts'
import { writePointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { judgeUnobserved } from '../judge.ts'
import type { Finding, Report } from '../report.ts'
import { judgeClients } from './clients.ts'
import { migrationIssues } from './migration.ts'

/** A gateway as documented, as it was seen, or both. A report alone shows the traits that were looked at. */
export interface Column {
  readonly dialect?: Dialect | undefined
  readonly report?: Report | undefined
}

export interface CompareOptions {
  readonly tool: Report['tool']
  /** The gateway that code was written for: each column tells what that code meets. */
  readonly against?: Dialect | undefined
}

/**
 * The columns as reports to show side by side, each with a finding for every trait of its dialect: what was seen, or else
 * what is documented. A column that was never asked has no exchanges.
 */
export const compare = (columns: readonly Column[], options: CompareOptions): Promise<Report[]> =>
  Promise.all(columns.map((column) => toReport(column, options)))

async function toReport({ dialect, report }: Column, { tool, against }: CompareOptions): Promise<Report> {
  if (!dialect) {
    if (!report) throw new Error('a column needs a dialect or a report')
    return report
  }
  const base = report ?? { ...toDocumentedReport(dialect, tool), clients: await judgeClients(dialect) }
  const moving = against && { from: against.name, rows: migrationIssues(against, withObserved(dialect, base.findings)) }
  return { ...base, findings: withDocumented(dialect, base.findings), ...(moving ? { moving } : {}) }
}

/** What there is to tell of a gateway that nobody asked. */
const toDocumentedReport = ({ id, name, origins }: Dialect, tool: Report['tool']): Omit<Report, 'clients'> => ({
  format: 1,
  tool,
  provider: { id, name },
  baseUrl: origins[0] ?? '',
  startedAt: '',
  took: 0,
  images: { spent: 0, budget: 0 },
  failsFrom: 'must',
  findings: [],
  exchanges: [],
  thumbnails: [],
})

/** Not a trait: how it is named, where its facts come from, and what no trait can hold. */
const nonTraits: readonly string[] = ['id', 'name', 'sources', 'quirks']

/** Pointers of all traits: each value of the dialect, a list as a whole. */
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

/** In the place of a probe where none looked. */
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

/** The dialect with what was seen in place of what is documented, where it is of the same kind. */
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
