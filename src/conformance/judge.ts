import { isDeepStrictEqual } from 'node:util'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { readPointer } from '../dialect/lens.ts'
import { matches } from '../dialect/pattern.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Kept, Observed, Probe, Unseen } from '../probes/probe.ts'
import { differencesOfInvariant, differencesOfTrait } from './differences.ts'
import type { Finding, Level, Source } from './report.ts'

const levelOf: Record<Source['basis'], Level | undefined> = {
  documented: 'must',
  example: 'should',
  inferred: 'may',
  open: undefined,
}

/** The source of a trait: the one at its pointer, or the nearest above it. */
export function sourceOf({ sources }: Dialect, trait: string): Source | undefined {
  const parts = parsePointer(trait)
  for (let length = parts.length; length > 0; length--) {
    const source = sources[formatPointer(parts.slice(0, length))]
    if (source) return source
  }
  return undefined
}

/** A trait as documented against how it was seen. */
export function judge(dialect: Dialect, probe: Probe, { trait, value, evidence }: Observed): Finding {
  const documented = readPointer(dialect, trait)
  const source = sourceOf(dialect, trait)
  const level = source && levelOf[source.basis]
  const isEqual = isSame(trait, documented, value)
  return {
    ...findingOf(probe, 'trait', trait),
    verdict: isEqual ? 'conforms' : level === undefined ? 'undocumented' : 'deviates',
    level,
    documented,
    observed: value,
    source,
    evidence,
  }
}

/** A trait that nothing could show. */
export const unseen = (dialect: Dialect, probe: Probe, { trait, why }: Unseen): Finding => {
  const source = sourceOf(dialect, trait)
  return {
    ...findingOf(probe, 'trait', trait),
    verdict: 'not observed',
    level: source && levelOf[source.basis],
    documented: readPointer(dialect, trait),
    source,
    note: why,
    evidence: [],
  }
}

/** What must hold for every gateway is a must. */
export const judgeInvariant = (probe: Probe, { invariant, breaches, evidence }: Kept): Finding => ({
  ...findingOf(probe, 'invariant', invariant),
  verdict: breaches.length === 0 ? 'conforms' : 'deviates',
  level: 'must',
  ...(breaches.length === 0 ? {} : { observed: breaches }),
  evidence,
})

/** A probe that failed: a fault of ours, told with the traits that stay unseen for it. */
export const failed = (probe: Probe, error: Error): Finding => ({
  ...findingOf(probe, 'trait', probe.observes[0] ?? ''),
  verdict: 'error',
  note: `${error.name}: ${error.message}`,
  evidence: [],
})

const findingOf = ({ id }: Probe, kind: Finding['kind'], trait: string) => ({
  kind,
  trait,
  differences: kind === 'trait' ? differencesOfTrait(trait) : differencesOfInvariant(trait),
  probe: id,
})

/** Lists whose order means something; in all others it does not. */
const ordered = ['/async/precedence', '/fields/*/names', '/fields/*/json', '/fields/*/multipart']
const isOrdered = (trait: string) => ordered.some((pattern) => matches(pattern, trait))

function isSame(trait: string, a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a, isOrdered(trait)), plain(b, isOrdered(trait)))
}

function plain(value: unknown, isOrdered: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => plain(each, isOrdered))
    return isOrdered ? items : items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(members.map(([name, each]) => [name, plain(each, isOrdered)]))
}
