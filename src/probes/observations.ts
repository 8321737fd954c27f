import type { Observation, ProbeResult, Unobserved } from './probe.ts'

export const onlyVisibleByPaying = 'what is taken can only be seen by paying for it'

/** What was seen and what was not, of several. */
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

/** One observation of each trait: the first. */
export const firstPerTrait = (observations: readonly Observation[]): Observation[] => [
  ...new Map(observations.toReversed().map((observation) => [observation.trait, observation])).values(),
]
