import { isDeepStrictEqual } from 'node:util'
import { readPointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import { defined } from '../values/defined.ts'
import type { Observation, ProbeContext, ProbeResult, Unobserved } from './probe.ts'
import { type LimitedBy, NoAnswer } from './run-errors.ts'

/**
 * Returns the result for traits that no free refusal of the gateway shows. `reason` says why, if images were left for requests
 * that the gateway should refuse.
 */
export const notShown = (
  { imagesLeft }: ProbeContext,
  traits: readonly string[],
  reason = 'only a paid request would show what the gateway accepts',
): ProbeResult =>
  imagesLeft() < 1
    ? notObserved(traits, 'no image is left for requests that the gateway may take and charge', 'images')
    : notObserved(traits, reason)

/** Joins the results of several probes. */
export const mergeResults = (results: readonly ProbeResult[]): ProbeResult => ({
  observations: results.flatMap(({ observations }) => observations),
  unobserved: results.flatMap(({ unobserved = [] }) => unobserved),
  invariantResults: results.flatMap(({ invariantResults = [] }) => invariantResults),
  assumed: results.flatMap(({ assumed = [] }) => assumed),
})

export const toUnobserved = (
  traits: readonly string[],
  reason: string,
  limitedBy?: LimitedBy,
): { unobserved: Unobserved[] } => ({
  unobserved: traits.map((trait): Unobserved => ({ trait, reason, ...defined({ limitedBy }) })),
})

export const notObserved = (traits: readonly string[], reason: string, limitedBy?: LimitedBy): ProbeResult => ({
  observations: [],
  ...toUnobserved(traits, reason, limitedBy),
})

/** Runs a part of a probe: if one of its requests has no answer, only the traits of the part are not observed. */
export const observePart = (traits: readonly string[], observe: () => Promise<ProbeResult>): Promise<ProbeResult> =>
  observe().catch((error: unknown) => {
    if (!(error instanceof NoAnswer)) throw error
    return notObserved(traits, error.message, error.limitedBy)
  })

/** Keeps the first observation of each trait. */
export const firstPerTrait = (observations: readonly Observation[]): Observation[] => [
  ...new Map(observations.toReversed().map((observation) => [observation.trait, observation])).values(),
]

/** Sorts the observations: first those whose value is not the known one. */
export const deviatingFirst = (known: Dialect, observations: readonly Observation[]): Observation[] => {
  const isKnown = ({ trait, value }: Observation) => isDeepStrictEqual(readPointer(known, trait), value)
  return observations.toSorted((a, b) => Number(isKnown(a)) - Number(isKnown(b)))
}
