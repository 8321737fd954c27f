import type { CanonicalField, Dialect } from '../dialect/schema.ts'
import { type Draft, draftOf } from './draft.ts'
import { openGate, refusalOf } from './gate.ts'
import { imageOperations } from './harmless.ts'
import type { Lab, Observations, Probe } from './probe.ts'

const withField =
  (field: CanonicalField, value: unknown) =>
  (draft: Draft): Draft => ({ ...draft, fields: { ...draft.fields, [field]: value } })

/** The first operation of the kind that is asked about. */
function sampleOf(facts: Dialect): Draft {
  const [operation] = imageOperations(facts).filter(({ prompt }) => prompt !== 'none')
  if (!operation) throw new Error('no operation has a prompt')
  return draftOf(facts, operation)
}

/** Far beyond what any gateway documents. */
const endless = 200_000

/**
 * A limit that is documented: one more is refused, and the limit itself is taken. One that is not: much is taken. `of` makes
 * the value of so many.
 */
async function limitSeen(
  lab: Lab,
  trait: string,
  documented: number | undefined,
  field: CanonicalField,
  of: (count: number) => unknown,
): Promise<Observations> {
  const draft = sampleOf(lab.facts)
  const beyond = documented === undefined ? endless : documented + 1
  const refused = await refusalOf(lab, withField(field, of(beyond))(draft))
  if (documented === undefined)
    return refused
      ? { seen: [{ trait, value: `less than ${beyond}`, evidence: refused.evidence }] }
      : { seen: [{ trait, value: undefined, evidence: [] }] }
  if (!refused) return { seen: [{ trait, value: `more than ${documented}`, evidence: [] }] }
  const gate = await openGate(lab, draft, withField(field, of(beyond)))
  if (!gate) return { seen: [], unseen: [{ trait, why: 'what is within the limit can only be seen by paying for it' }] }
  const { complains, evidence } = await gate.complains(withField(field, of(documented)))
  return { seen: [{ trait, value: complains ? `less than ${documented}` : documented, evidence }] }
}

export const promptLength: Probe = {
  id: 'limits.prompt',
  rows: ['LIM-04'],
  observes: ['/prompt/max'],
  cost: 0,
  async observe(lab) {
    const { max } = lab.facts.prompt
    if (max === undefined)
      return {
        seen: [],
        unseen: [{ trait: '/prompt/max', why: 'that there is none can only be seen by paying for it' }],
      }
    return limitSeen(lab, '/prompt/max', max, 'prompt', (count) => 'a'.repeat(count))
  },
}

export const pictureCount: Probe = {
  id: 'limits.n',
  rows: ['REQ-11'],
  observes: ['/images/n/max', '/images/n/outOfRange'],
  cost: 0,
  async observe(lab) {
    const { max, outOfRange } = lab.facts.images.n
    if (outOfRange === 'clamp')
      return { seen: [], unseen: [{ trait: '/images/n/max', why: 'a number that is clamped shows only in pictures' }] }
    return limitSeen(lab, '/images/n/max', max, 'n', (count) => count)
  },
}
