import { formatPointer } from '../../contract/pointer.ts'
import { writePointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { unseen } from '../judge.ts'
import type { Finding, Report } from '../report.ts'
import { worksWith } from './clients.ts'
import { breaksWhenMoving } from './migration.ts'

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
  const shown = report ?? { ...unasked(dialect, tool), clients: await worksWith(dialect) }
  const moving = against && { from: against.name, rows: breaksWhenMoving(against, asSeen(dialect, shown.findings)) }
  return { ...shown, findings: withDocumented(dialect, shown.findings), ...(moving ? { moving } : {}) }
}

/** What there is to tell of a gateway that nobody asked. */
const unasked = ({ id, name, origins }: Dialect, tool: Report['tool']): Omit<Report, 'clients'> => ({
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
const unlisted: readonly string[] = ['id', 'name', 'sources', 'quirks']

/** Pointers of all traits: each value of the dialect, a list as a whole. */
export const traitsOf = (dialect: Dialect): string[] =>
  Object.entries(dialect).flatMap(([name, value]) => (unlisted.includes(name) ? [] : leavesOf(value, [name])))

function leavesOf(value: unknown, path: readonly string[]): string[] {
  if (value === undefined) return []
  const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
  const members = isBranch ? Object.entries(value) : []
  return members.length === 0
    ? [formatPointer(path)]
    : members.flatMap(([name, each]) => leavesOf(each, [...path, name]))
}

/** In the place of a probe where none looked. */
const nobody: Probe = { id: '', observes: [], cost: 0, observe: async () => ({ seen: [] }) }

function withDocumented(dialect: Dialect, findings: readonly Finding[]): Finding[] {
  const traits = traitsOf(dialect)
  const seen = Map.groupBy(findings, ({ trait }) => trait)
  return [
    ...traits.flatMap((trait): readonly Finding[] => {
      const { note: _, ...told } = unseen(dialect, nobody, { trait, why: '' })
      return seen.get(trait) ?? [told]
    }),
    ...findings.filter(({ trait }) => !traits.includes(trait)),
  ]
}

/** The dialect with what was seen in place of what is documented, where it is of the same kind. */
function asSeen(dialect: Dialect, findings: readonly Finding[]): Dialect {
  return findings
    .filter(
      ({ kind, documented, observed }) =>
        kind === 'trait' && observed !== undefined && typeof observed === typeof documented,
    )
    .reduce<unknown>(
      (facts, { trait, observed }) => writePointer(facts, trait, observed),
      structuredClone(dialect),
    ) as Dialect
}
