import { parsePointer } from '../contract/pointer.ts'
import { matchesPattern } from '../dialect/pattern.ts'
import { differences } from '../generated/differences.ts'

const parsed = differences.map(({ id, traits, invariants }) => ({
  id,
  patterns: traits.map(parsePointer),
  invariants,
}))

/**
 * Lists the ids of the differences that name a trait, a parent of the trait, or a child of the trait. The trait may be a
 * pattern.
 */
export function differencesOfTrait(trait: string): string[] {
  if (!trait.startsWith('/')) return []
  const parts = parsePointer(trait)
  return parsed.filter(({ patterns }) => patterns.some((pattern) => overlap(pattern, parts))).map(({ id }) => id)
}

/** Lists the ids of the differences that name an invariant. */
export const differencesOfInvariant = (invariant: string): string[] =>
  parsed.filter(({ invariants }) => invariants.includes(invariant)).map(({ id }) => id)

/** Returns true if the pointers are equal or one is a parent of the other. In both, `*` stands for any text in a part. */
const overlap = (a: readonly string[], b: readonly string[]): boolean =>
  a.slice(0, b.length).every((part, index) => isSame(part, b[index] ?? ''))

const isSame = (a: string, b: string): boolean =>
  a === b || (a.includes('*') && matchesPattern(a, b)) || (b.includes('*') && matchesPattern(b, a))
