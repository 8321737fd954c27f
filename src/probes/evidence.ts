import { defined } from '../values/defined.ts'
import type { ProbeResult } from './probe.ts'

/** Numbers of the exchanges that support an observation, gathered while a probe sends requests. */
export interface Evidence {
  /** Each exchange once, in the order of the requests. */
  readonly exchanges: readonly number[]
  add(...exchanges: readonly number[]): void
  /** Reports the value of a trait with the exchanges gathered so far. `value` is undefined if a dialect lacks the trait. */
  observed(trait: string, value: unknown, note?: string): ProbeResult
}

export function createEvidence(...initialExchanges: readonly number[]): Evidence {
  const exchanges = new Set(initialExchanges)
  return {
    get exchanges() {
      return [...exchanges]
    },
    add(...moreExchanges) {
      for (const exchange of moreExchanges) exchanges.add(exchange)
    },
    observed: (trait, value, note) => ({
      observations: [{ trait, value, evidence: [...exchanges], ...defined({ note }) }],
    }),
  }
}
