import { writePointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'
import type { Finding, Report } from './report.ts'

/** Probes to run again, and what they need to know. */
export interface FailedProbes {
  /** Empty if nothing failed. */
  readonly probes: readonly Probe[]
  /** Documented dialect, with the values that the documents leave open and other probes of the earlier run observed. */
  readonly learned: Dialect
}

/**
 * Picks the probes whose traits deviated, changed or could not be tested in an earlier run, and the probes that find values
 * for others, such as a model that is served. The order stays.
 */
export function pickFailed(report: Report, dialect: Dialect, probes: readonly Probe[]): FailedProbes {
  const names = listFailed(report)
  const isFailed = ({ id }: Probe) => names.has(id)
  const others = new Set(probes.filter((probe) => !isFailed(probe)).map(({ id }) => id))
  return {
    probes: probes.some(isFailed) ? probes.filter((probe) => isFailed(probe) || probe.isPreparation) : [],
    learned: report.findings
      .filter((finding) => others.has(finding.probe) && hasValue(finding))
      .reduce<unknown>(
        (learned, { trait, observed }) => writePointer(learned, trait, observed),
        structuredClone(dialect),
      ) as Dialect,
  }
}

const hasValue = ({ kind, verdict, observed }: Finding): boolean =>
  kind === 'trait' && verdict === 'undocumented' && observed !== undefined

/** Lists the probes that failed, and those that sent the requests which show a failure of another probe. */
function listFailed({ findings, exchanges, drift }: Report): ReadonlySet<string> {
  const changed = new Set(drift?.changes.map(({ trait }) => trait))
  const senders = new Map(exchanges.map(({ number, probes }) => [number, probes]))
  const failed = findings.filter(
    ({ verdict, trait }) => verdict === 'deviates' || verdict === 'error' || changed.has(trait),
  )
  return new Set(
    failed.flatMap(({ probe, evidence }) => [
      probe,
      ...evidence.flatMap((number) => {
        const probes = senders.get(number) ?? []
        return probes.includes(probe) ? [] : probes
      }),
    ]),
  )
}
