import { matches } from '../dialect/pattern.ts'
import type { Probe } from '../probes/probe.ts'

/** The probes in the order in which they run: those that cost nothing first, for they may make others needless. */
export const planOf = (probes: readonly Probe[], only: readonly string[] = []): Probe[] =>
  probes
    .filter(({ id }) => only.length === 0 || only.some((pattern) => matches(pattern, id)))
    .sort((a, b) => Number(a.cost > 0) - Number(b.cost > 0))

/** Pictures that a gateway charges for the probes at most. */
export const priceOf = (probes: readonly Probe[]): number => probes.reduce((sum, { cost }) => sum + cost, 0)
