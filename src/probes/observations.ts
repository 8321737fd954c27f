import type { Observation, ProbeResult, Unobserved } from './probe.ts'

export const onlyVisibleByPaying = 'only a paid request would show what the gateway accepts'

/** Joins the results of several probes, without assumed traits. */
export const mergeResults = (results: readonly ProbeResult[]): ProbeResult => ({
  observations: results.flatMap(({ observations }) => observations),
  unobserved: results.flatMap(({ unobserved = [] }) => unobserved),
  invariantResults: results.flatMap(({ invariantResults = [] }) => invariantResults),
})

export const toUnobserved = (traits: readonly string[], reason: string): { unobserved: Unobserved[] } => ({
  unobserved: traits.map((trait): Unobserved => ({ trait, reason })),
})

export const notObserved = (traits: readonly string[], reason: string): ProbeResult => ({
  observations: [],
  ...toUnobserved(traits, reason),
})

/** Keeps the first observation of each trait. */
export const firstPerTrait = (observations: readonly Observation[]): Observation[] => [
  ...new Map(observations.toReversed().map((observation) => [observation.trait, observation])).values(),
]
