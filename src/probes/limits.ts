import type { CanonicalField } from '../dialect/schema.ts'
import { sampleOf, withField } from './draft.ts'
import { openGate, refusalOf } from './gate.ts'
import type { Lab, Observations, Probe } from './probe.ts'

/** A limit that is documented: one more is refused, and the limit itself is taken. `of` makes the value of so many. */
async function limitSeen(
  lab: Lab,
  trait: string,
  documented: number,
  field: CanonicalField,
  of: (count: number) => unknown,
): Promise<Observations> {
  const draft = sampleOf(lab.facts)
  if (!draft) throw new Error('no operation has a prompt')
  const beyond = withField(field, of(documented + 1))
  const refused = await refusalOf(lab, beyond(draft))
  if (!refused) return { seen: [{ trait, value: `more than ${documented}`, evidence: [] }] }
  const gate = await openGate(lab, draft, beyond)
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
