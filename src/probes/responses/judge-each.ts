import type { InvariantResult } from '../probe.ts'

/**
 * Judges each item by a rule. Reports each fault once, and cites the exchanges of the items with faults, or of all items if none
 * has a fault.
 */
export function judgeEach<T>(
  invariant: string,
  items: readonly T[],
  findFaults: (item: T) => readonly string[],
  numberOf: (item: T) => number,
): InvariantResult {
  const judged = items.map((item) => ({ faults: findFaults(item), number: numberOf(item) }))
  const faulty = judged.filter(({ faults }) => faults.length > 0)
  return {
    invariant,
    breaches: [...new Set(faulty.flatMap(({ faults }) => faults))],
    evidence: [...new Set((faulty.length > 0 ? faulty : judged).map(({ number }) => number))],
  }
}
