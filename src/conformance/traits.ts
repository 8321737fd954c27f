import { formatPointer, parsePointer } from '../contract/pointer.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'

/** The traits of a gateway that a probe may observe, as far as they are documented, or have a name of their own. */
export const listProbeTraits = (probe: Probe, dialect: Dialect): string[] => [
  ...new Set(
    probe.observes.flatMap((pattern) => {
      const parts = parsePointer(pattern)
      return parts.includes('*') ? expandPattern(dialect, parts).map(formatPointer) : [pattern]
    }),
  ),
]

/** Every path that is there for a pattern; `*` stands for one part. */
function expandPattern(node: unknown, [head, ...rest]: readonly string[]): string[][] {
  if (head === undefined) return node === undefined ? [] : [[]]
  if (typeof node !== 'object' || node === null) return []
  const members = Object.entries(node)
  const matching = head === '*' ? members : members.filter(([name]) => name === head)
  return matching.flatMap(([name, member]) => expandPattern(member, rest).map((path) => [name, ...path]))
}
