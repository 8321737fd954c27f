import { sharedGenerations } from '../generations/generate.ts'
import type { Probe } from '../probe.ts'
import { unknownId } from '../requests/unknown-values.ts'
import { Unavailable } from '../run-errors.ts'

const invariant = 'the gateway answers every request'
const maxBreaches = 5

/** Checks that no request of the run stayed without an answer of the gateway, even when it was sent again. Runs last. */
export const availabilityProbe: Probe = {
  id: 'gateway.available',
  observes: [],
  invariants: [invariant],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe({ ask, unavailable }) {
    const answer = await ask({ method: 'GET', path: `/${unknownId}` }).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error
    })
    const breaches = [...new Set(unavailable.map(({ message }) => message))].slice(0, maxBreaches)
    const evidence = [...unavailable.flatMap(({ exchanges }) => exchanges), ...(answer ? [answer.number] : [])]
    return { observations: [], invariantResults: [{ invariant, breaches, evidence }] }
  },
}
