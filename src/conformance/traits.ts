import { formatPointer, parsePointer } from '../contract/pointer.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'

/**
 * Lists the traits that a probe may observe. A pattern with `*` gives each trait that the dialect has for the pattern.
 */
export const listProbeTraits = (probe: Probe, dialect: Dialect): string[] => [
  ...new Set(
    probe.observes.flatMap((pattern) => {
      const parts = parsePointer(pattern)
      return parts.includes('*') ? expandPattern(dialect, parts).map(formatPointer) : [pattern]
    }),
  ),
]

/** Lists the existing paths that match a pattern. `*` stands for one part. */
function expandPattern(node: unknown, [head, ...rest]: readonly string[]): string[][] {
  if (head === undefined) return node === undefined ? [] : [[]]
  if (typeof node !== 'object' || node === null) return []
  const members = Object.entries(node)
  const matching = head === '*' ? members : members.filter(([name]) => name === head)
  return matching.flatMap(([name, member]) => expandPattern(member, rest).map((path) => [name, ...path]))
}
