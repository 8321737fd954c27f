import { type Finding, fails, levels, type Report } from '../../conformance/report.ts'

/** Sections of a dialect, those first on which a caller depends most. */
const sections = [
  'results', 'operations', 'auth', 'async', 'tasks', 'fields', 'references', 'images', 'models', 'mask', 'prompt', 'request',
  'stream', 'files', 'errors', 'callbacks', 'idempotency', 'limits', 'usage', 'charges', 'headers',
] // biome-ignore format: a list

/** Returns the place of the section of a trait; a broken rule comes first. */
function sectionRank({ kind, trait, probe }: Finding): number {
  if (kind === 'invariant') return -1
  const place = sections.indexOf(trait.split('/')[1] ?? probe)
  return place < 0 ? sections.length : place
}

/** Tests for a gateway that takes more than the documents say, which breaks no caller who follows them. */
function isLenient({ trait, documented, observed }: Finding): boolean {
  if (Array.isArray(documented) && Array.isArray(observed))
    return /\/rejects$/.test(trait)
      ? observed.every((item) => documented.includes(item))
      : documented.every((item) => observed.includes(item))
  if (typeof documented === 'number' && typeof observed === 'number') {
    if (trait.endsWith('/status')) return observed < 300 && !trait.endsWith('Key/status')
    if (/\/max\w*$/.test(trait)) return observed > documented
    return /\/min\w*$/.test(trait) && observed < documented
  }
  return observed === undefined && /^\/(references|mask|images|prompt|models\/known)\//.test(trait)
}

/** Lists the traits that keep a client from working. */
const listDecisive = ({ clients }: Report): ReadonlySet<string> =>
  new Set(clients.flatMap(({ works, traits }) => (works === 'no' || works === 'partly' ? traits : [])))

/**
 * Orders findings, the worst first: what fails the run, by level, then what keeps a client from working, then by section. What
 * the baseline has too comes later.
 */
export function orderFindings(findings: readonly Finding[], report: Report): Finding[] {
  const decisive = listDecisive(report)
  const rankOf = (finding: Finding): readonly number[] => [
    fails(finding, report.failsFrom) ? 0 : 1,
    finding.verdict === 'error' ? 0 : 1,
    finding.level === undefined ? levels.length : levels.indexOf(finding.level),
    decisive.has(finding.trait) ? 0 : 1,
    isLenient(finding) ? 1 : 0,
    sectionRank(finding),
  ]
  return findings
    .map((finding) => ({ finding, rank: rankOf(finding) }))
    .sort((a, b) => a.rank.map((rank, index) => rank - (b.rank[index] ?? 0)).find((order) => order !== 0) ?? 0)
    .map(({ finding }) => finding)
}
