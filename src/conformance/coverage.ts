import { readPointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe, TakenFault, Unobserved } from '../probes/probe.ts'
import { judge, judgeUnobserved, judgeUnobservedInvariant } from './judge.ts'
import type { ProbeRunner } from './lab/runner.ts'
import type { Finding, Report } from './report.ts'
import { listProbeTraits } from './traits.ts'

/** Findings of a probe, and the reason why the probe found nothing else. */
interface ProbeFindings {
  readonly probe: Probe
  readonly findings: readonly Finding[]
  readonly otherwise: Omit<Unobserved, 'trait'>
}

const takenProbe: Probe = { id: 'requests.taken', observes: [], cost: 0, observe: async () => ({ observations: [] }) }

/**
 * Completes the findings of a run: each documented trait that a probe observes and each invariant gets a row. Adds the faulty
 * requests that the gateway took. `hasEnoughImages` is true if the budget covers the whole plan, or if the gateway charged
 * images for faulty requests: a trait that lacks images in spite of that is the gateway's doing.
 */
export function completeFindings(
  dialect: Dialect,
  outcomes: readonly ProbeFindings[],
  runner: Pick<ProbeRunner, 'takenFaults'>,
  hasEnoughImages: boolean,
): Finding[] {
  const all = outcomes.flatMap(({ findings }) => findings)
  const unread = findUnreadMask(runner.takenFaults(), all)
  const judged = unread ? all.filter(({ trait }) => trait !== withoutReference) : all
  const taken = listTakenFaults(dialect, judged, unread ?? runner.takenFaults())
  // A response that deviates disproves what other responses seemed to show.
  const deviating = new Set(
    [...judged, ...taken].filter(({ verdict }) => verdict === 'deviates').map(({ trait }) => trait),
  )
  const found = judged.filter(({ verdict, trait }) => verdict !== 'conforms' || !deviating.has(trait))
  const seen = new Set(
    [...found, ...taken].filter(({ verdict }) => verdict !== 'not observed').map(({ trait }) => trait),
  )
  const missing = outcomes.flatMap(({ probe, findings, otherwise }) => [
    ...listProbeTraits(probe, dialect)
      .filter((trait) => !findings.some((finding) => finding.kind === 'trait' && overlap(finding.trait, trait)))
      .filter((trait) => saysSomething(trait, readPointer(dialect, trait)))
      .map((trait) => judgeUnobserved(dialect, probe, { trait, ...otherwise })),
    ...(probe.invariants ?? [])
      .filter((invariant) => !findings.some(({ trait }) => trait === invariant))
      .map((invariant) => judgeUnobservedInvariant(probe, invariant, otherwise)),
  ])
  const reported = new Set<string>()
  return [...found, ...taken, ...missing].flatMap((finding): Finding[] => {
    if (finding.verdict !== 'not observed') return [finding]
    // Another probe may have observed the trait, or missed the trait too.
    if (reported.has(finding.trait) || [...seen].some((trait) => overlap(trait, finding.trait))) return []
    reported.add(finding.trait)
    const { limitedBy, ...rest } = finding
    if (limitedBy === undefined) return [rest]
    if (limitedBy === 'images' && hasEnoughImages) return [{ ...rest, lacked: 'images' }]
    return [finding]
  })
}

/** Tests whether the traits are equal, or one is part of the other. */
export const overlap = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)

/** Tests for a documented value that a response can contradict. A message may consist of a placeholder alone. */
const saysSomething = (trait: string, documented: unknown): boolean =>
  documented !== undefined && !(trait.endsWith('/message') && /^[\s()]*(\{\w+\}[\s()]*)*$/.test(String(documented)))

function listTakenFaults(dialect: Dialect, found: readonly Finding[], faults: readonly TakenFault[]): Finding[] {
  const byFault = Map.groupBy(mergeUnreadReferences(faults), ({ fault }) => fault)
  return [...byFault.values()].flatMap((same): Finding[] => {
    const [first] = same
    const isReported = ({ trait, verdict }: Finding) =>
      trait === first?.trait && (verdict === 'deviates' || verdict === 'undocumented')
    if (!first || found.some(isReported)) return []
    const evidence = same.flatMap((fault) => fault.evidence)
    const note = `${first.note}: ${[...new Set(same.map(({ request }) => request))].join(', ')}`
    const finding = { ...judge(dialect, takenProbe, { ...first, evidence }), note }
    // The documents may not say that the gateway refuses the fault.
    if (finding.verdict === 'deviates' && finding.documented !== undefined) return [finding]
    const { level: _, ...rest } = finding
    return [{ ...rest, verdict: 'undocumented' }]
  })
}

const withoutReference = '/mask/withoutReference'

/**
 * Returns the faults with an unread mask in place of a bad mask, if the gateway also takes a mask without a reference image
 * although the documents require one. Returns undefined otherwise: a gateway may read a mask and not check it.
 */
function findUnreadMask(faults: readonly TakenFault[], findings: readonly Finding[]): TakenFault[] | undefined {
  const alone = findings.find(({ trait, verdict }) => trait === withoutReference && verdict === 'deviates')
  if (!alone || !faults.some(({ fault }) => fault === 'mask')) return undefined
  return faults.map((taken): TakenFault => {
    if (taken.fault !== 'mask') return taken
    const [, , encoding] = taken.request.split(' ')
    const note = 'the gateway takes a mask that is no image, and a mask without a reference image'
    return { ...taken, trait: `/mask/${encoding}`, value: [], note, evidence: [...taken.evidence, ...alone.evidence] }
  })
}

/**
 * Merges the faults of requests in which the gateway took too many reference images as well as a file that is no image: the
 * gateway does not read the field of reference images.
 */
function mergeUnreadReferences(faults: readonly TakenFault[]): TakenFault[] {
  const has = (request: string, name: string) =>
    faults.some((taken) => taken.request === request && taken.fault === name)
  return faults.flatMap((taken): TakenFault[] => {
    const { request, fault } = taken
    if (!has(request, 'references') || !has(request, 'badReference')) return [taken]
    if (fault !== 'references' && fault !== 'badReference') return [taken]
    const [, , encoding] = request.split(' ')
    const note = 'the gateway takes too many reference images, and a file that is no image'
    return [{ ...taken, fault: `unread ${encoding}`, trait: `/references/${encoding}/fields`, value: [], note }]
  })
}

/**
 * Counts the musts of the findings: all, those that a run can observe within its limits, and those that were seen. A gateway
 * that keeps a run waiting until the time is up (`isOutOfTime`) gains nothing: then a trait that lacks time counts as observable.
 */
export function countCoverage(findings: readonly Finding[], isOutOfTime = false): Report['coverage'] {
  const musts = findings.filter(({ level }) => level === 'must')
  const observable = musts.filter(
    ({ limitedBy }) => limitedBy === undefined || (isOutOfTime && limitedBy === 'minutes'),
  )
  const seen = observable.filter(({ verdict }) => verdict === 'conforms' || verdict === 'deviates')
  return { musts: musts.length, observable: observable.length, seen: seen.length }
}
