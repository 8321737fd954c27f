import { isDeepStrictEqual } from 'node:util'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { hasDefaultBelow } from '../dialect/default-source.ts'
import { readPointer } from '../dialect/lens.ts'
import { matchesPattern } from '../dialect/pattern.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { InvariantResult, Observation, Probe, Unobserved } from '../probes/probe.ts'
import { defined } from '../values/defined.ts'
import { differencesOfInvariant, differencesOfTrait } from './differences.ts'
import type { Finding, Level, TraitSource } from './report.ts'

const levelByBasis: Record<TraitSource['basis'], Level | undefined> = {
  documented: 'must',
  example: 'should',
  inferred: 'may',
  open: undefined,
}

/** Finds the source of a trait: the source at the trait's pointer, or else at its nearest parent. */
export function findSource({ sources }: Pick<Dialect, 'sources'>, trait: string): TraitSource | undefined {
  const parts = parsePointer(trait)
  for (let length = parts.length; length >= 0; length--) {
    const source = sources[formatPointer(parts.slice(0, length))]
    if (source) return source
  }
  return undefined
}

/** Why a trait or an invariant was not observed. */
type Reason = Omit<Unobserved, 'trait'>
const noEvidence: Reason = { reason: 'no exchange of the run shows it' }

/**
 * Compares the observed value of a trait with the documented value. An observation without evidence is none, and `otherwise`
 * says why.
 */
export function judge(
  dialect: Dialect,
  probe: Probe,
  { trait, value, evidence, note }: Observation,
  otherwise = noEvidence,
): Finding {
  if (evidence.length === 0) return judgeUnobserved(dialect, probe, { trait, ...otherwise })
  const documented = readPointer(dialect, trait)
  const source = findSource(dialect, trait)
  const level = source && !hasDefaultBelow(dialect, trait) ? levelByBasis[source.basis] : undefined
  const isEqual = isSame(trait, documented, value)
  return {
    ...baseFinding(probe, 'trait', trait),
    verdict: isEqual ? 'conforms' : level === undefined ? 'undocumented' : 'deviates',
    level,
    documented,
    observed: value,
    source,
    ...defined({ note }),
    evidence,
  }
}

/** Returns the finding of a trait that the probe could not observe. */
export const judgeUnobserved = (dialect: Dialect, probe: Probe, { trait, reason, limitedBy }: Unobserved): Finding => {
  const source = findSource(dialect, trait)
  return {
    ...baseFinding(probe, 'trait', trait),
    verdict: 'not observed',
    level: source && !hasDefaultBelow(dialect, trait) ? levelByBasis[source.basis] : undefined,
    documented: readPointer(dialect, trait),
    source,
    note: reason,
    ...defined({ limitedBy }),
    evidence: [],
  }
}

/** Returns the finding of an invariant that no exchange shows. */
export const judgeUnobservedInvariant = (probe: Probe, invariant: string, { reason, limitedBy }: Reason): Finding => ({
  ...baseFinding(probe, 'invariant', invariant),
  verdict: 'not observed',
  level: 'must',
  note: reason,
  ...defined({ limitedBy }),
  evidence: [],
})

/**
 * Returns the finding of an invariant. Its level is *must*, because invariants hold for every gateway. A result without
 * evidence is none, and `otherwise` says why.
 */
export const judgeInvariant = (
  probe: Probe,
  { invariant, breaches, evidence }: InvariantResult,
  otherwise = noEvidence,
): Finding =>
  evidence.length === 0
    ? judgeUnobservedInvariant(probe, invariant, otherwise)
    : {
        ...baseFinding(probe, 'invariant', invariant),
        verdict: breaches.length === 0 ? 'conforms' : 'deviates',
        level: 'must',
        ...(breaches.length === 0 ? {} : { observed: breaches }),
        evidence,
      }

/** Returns the finding of a probe that threw an unexpected error. The finding names the first trait of the probe. */
export const judgeFailure = (probe: Probe, error: Error): Finding => ({
  ...baseFinding(probe, 'trait', probe.observes[0] ?? ''),
  verdict: 'error',
  note: `${error.name}: ${error.message}`,
  evidence: [],
})

const baseFinding = ({ id }: Probe, kind: Finding['kind'], trait: string) => ({
  kind,
  trait,
  differences: kind === 'trait' ? differencesOfTrait(trait) : differencesOfInvariant(trait),
  probe: id,
})

/** Lists in which the order matters. */
const orderedLists = ['/async/precedence', '/fields/*/names', '/fields/*/json', '/fields/*/multipart']
const isOrdered = (trait: string) => orderedLists.some((pattern) => matchesPattern(pattern, trait))

/** Compares two values of a trait. The order of a list counts only where the trait is an order. */
export function isSame(trait: string, a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(normalize(a, isOrdered(trait)), normalize(b, isOrdered(trait)))
}

function normalize(value: unknown, isOrdered: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalize(item, isOrdered))
    return isOrdered ? items : items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name, normalize(member, isOrdered)]))
}
