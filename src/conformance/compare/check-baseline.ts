import { isObserved, type Report } from '../report.ts'

/** Throws an Error that names the file if a report cannot be the baseline of a run of the provider. */
export function checkBaseline(baseline: Report, provider: string, file = 'the report'): void {
  const why = whyUnfit(baseline, provider)
  if (why !== undefined) throw new Error(`${file} cannot be the baseline: ${why}`)
}

function whyUnfit(baseline: Report, provider: string): string | undefined {
  const { id } = baseline.provider
  if (id !== provider) return `it is a report of ${id}, expected one of ${provider}; name the report of an earlier run`
  if (baseline.ended)
    return `its run ended early (${baseline.ended.message}), expected a complete run; verify again, and name that report`
  if (!isObserved(baseline)) return 'it shows only what is documented; name a report of verify'
  return undefined
}
