import { matchesPattern } from '../dialect/pattern.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'
import { type RunChoices, usualChoices } from '../probes/run-choices.ts'

/** Returns the number of images that a gateway charges for the probe, without shared ones. */
export const costOf = ({ cost }: Probe, known: Dialect, choices: RunChoices): number =>
  typeof cost === 'number' ? cost : cost(known, choices)
const rank = ({ cost, sharedCost, isReader }: Probe) => (isReader ? 2 : cost === 0 && sharedCost === undefined ? 0 : 1)

/**
 * Lists the probes in the order in which they run: free probes first, because they may make paid ones unnecessary, and probes
 * that only read responses last.
 */
export const planProbes = (probes: readonly Probe[], only: readonly string[] = []): Probe[] =>
  probes
    .filter(({ id }) => only.length === 0 || only.some((pattern) => matchesPattern(pattern, id)))
    .sort((a, b) => rank(a) - rank(b))

/** Returns the maximum number of images that a gateway charges for the probes. Shared images count once. */
export const totalCost = (probes: readonly Probe[], known: Dialect, choices = usualChoices): number =>
  probes.reduce((sum, probe) => sum + costOf(probe, known, choices), totalSharedCost(probes, known, choices))

/** Returns the number of images that the probes share, each of which counts once. */
export const totalSharedCost = (probes: readonly Probe[], known: Dialect, choices = usualChoices): number =>
  [...new Set(probes.flatMap(({ sharedCost }) => sharedCost ?? []))].reduce(
    (sum, { cost }) => sum + cost(known, choices),
    0,
  )
