import { matchesPattern } from '../dialect/pattern.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'

/** Pictures that a gateway charges for the probe alone, and whether it charges for any. */
export const costOf = ({ cost }: Probe, known: Dialect): number => (typeof cost === 'number' ? cost : cost(known))
const isFree = ({ cost, sharedCost }: Probe) => cost === 0 && sharedCost === undefined

/** The probes in the order in which they run: those that cost nothing first, for they may make others needless. */
export const planProbes = (probes: readonly Probe[], only: readonly string[] = []): Probe[] =>
  probes
    .filter(({ id }) => only.length === 0 || only.some((pattern) => matchesPattern(pattern, id)))
    .sort((a, b) => Number(isFree(b)) - Number(isFree(a)))

/** Pictures that a gateway charges for the probes at most; what they share is paid for once. */
export const totalCost = (probes: readonly Probe[], known: Dialect): number => {
  const shared = new Set(probes.flatMap(({ sharedCost }) => sharedCost ?? []))
  const costs = [...probes.map((probe) => costOf(probe, known)), ...[...shared].map(({ cost }) => cost(known))]
  return costs.reduce((sum, cost) => sum + cost, 0)
}
