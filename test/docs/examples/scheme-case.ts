import type { Probe } from '../../../src/probes/probe.ts'
import { malformedBodyRequest } from '../../../src/probes/requests/free-requests.ts'

const trait = '/auth/schemeCase'

export const schemeCaseProbe: Probe = {
  id: 'auth.case',
  observes: [trait],
  cost: 0,
  async observe({ known, key, ask }) {
    if (key === undefined) return { observations: [], unobserved: [{ trait, reason: 'no key was given' }] }
    const [asUsual, lowerCase] = [
      await ask(malformedBodyRequest(known)),
      await ask({ ...malformedBodyRequest(known), key: `${known.auth.scheme.toLowerCase()} ${key}` }),
    ]
    const value = lowerCase.status === asUsual.status ? undefined : 'exact'
    return { observations: [{ trait, value, evidence: [asUsual.number, lowerCase.number] }] }
  },
}
