import { isDeepStrictEqual } from 'node:util'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { readPointer } from '../dialect/lens.ts'
import { matchesPattern } from '../dialect/pattern.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { InvariantResult, Observation, Probe, Unobserved } from '../probes/probe.ts'
import { differencesOfInvariant, differencesOfTrait } from './differences.ts'
import type { Finding, Level, TraitSource } from './report.ts'

const levelByBasis: Record<TraitSource['basis'], Level | undefined> = {
  documented: 'must',
  example: 'should',
  inferred: 'may',
  open: undefined,
}

/** The source of a trait: the one at its pointer, or the nearest above it. */
export function findSource({ sources }: Dialect, trait: string): TraitSource | undefined {
  const parts = parsePointer(trait)
  for (let length = parts.length; length > 0; length--) {
    const source = sources[formatPointer(parts.slice(0, length))]
    if (source) return source
  }
  return undefined
}

/** A trait as documented against how it was seen. */
export function judge(dialect: Dialect, probe: Probe, { trait, value, evidence }: Observation): Finding {
  const documented = readPointer(dialect, trait)
  const source = findSource(dialect, trait)
  const level = source && levelByBasis[source.basis]
  const isEqual = isSame(trait, documented, value)
  return {
    ...baseFinding(probe, 'trait', trait),
    verdict: isEqual ? 'conforms' : level === undefined ? 'undocumented' : 'deviates',
    level,
    documented,
    observed: value,
    source,
    evidence,
  }
}

/** A trait that nothing could show. */
export const judgeUnobserved = (dialect: Dialect, probe: Probe, { trait, reason }: Unobserved): Finding => {
  const source = findSource(dialect, trait)
  return {
    ...baseFinding(probe, 'trait', trait),
    verdict: 'not observed',
    level: source && levelByBasis[source.basis],
    documented: readPointer(dialect, trait),
    source,
    note: reason,
    evidence: [],
  }
}

/** What must hold for every gateway is a must. */
export const judgeInvariant = (probe: Probe, { invariant, breaches, evidence }: InvariantResult): Finding => ({
  ...baseFinding(probe, 'invariant', invariant),
  verdict: breaches.length === 0 ? 'conforms' : 'deviates',
  level: 'must',
  ...(breaches.length === 0 ? {} : { observed: breaches }),
  evidence,
})

/** A probe that failed: a fault of ours, told with the traits that stay unseen for it. */
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

/** Lists whose order means something; in all others it does not. */
const orderedLists = ['/async/precedence', '/fields/*/names', '/fields/*/json', '/fields/*/multipart']
const isOrdered = (trait: string) => orderedLists.some((pattern) => matchesPattern(pattern, trait))

function isSame(trait: string, a: unknown, b: unknown): boolean {
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
