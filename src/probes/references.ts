import type { Dialect } from '../dialect/schema.ts'
import type { Upload } from './ask.ts'
import { type Draft, dot, draftOf } from './draft.ts'
import { openGate } from './gate.ts'
import { imageOperations } from './harmless.ts'
import type { Probe } from './probe.ts'
import { isSameReason, without } from './refusal.ts'

/** Names of a form under which some gateway somewhere takes pictures. */
const vocabulary = ['image', 'image[]', 'images', 'images[]', 'image_{n}', 'image_file', 'input_image', 'file']
/** A name that nobody takes. */
const unheard = 'unheard_of_0000'
const unpaid = 'what is taken can only be seen by paying for it'

/** The draft with so many more small pictures under a name; `{n}` counts. */
const plus =
  (name: string, count: number) =>
  (draft: Draft): Draft => {
    const before = draft.files ?? []
    const more = Array.from({ length: count }, (_, index): readonly [string, Upload] => [
      name.replace('{n}', String(index + 1)),
      dot(before.length + index),
    ])
    return { ...draft, files: [...before, ...more] }
  }

/** A form with one picture, and the name that it has there. */
function formOf(facts: Dialect): { draft: Draft; name: string } | undefined {
  const [name] = facts.references.multipart?.fields ?? []
  const operation = imageOperations(facts).find(
    ({ bodies, references }) => bodies.includes('multipart') && references !== 'none',
  )
  if (!operation || name === undefined) return undefined
  return { draft: plus(name, 1)({ ...draftOf(facts, operation, 'multipart'), references: [] }), name }
}

/**
 * A form that has as many pictures as it may have is refused for one more only where the name of that is read. A fault that
 * gateways look at later keeps the others from being charged.
 */
export const formAliases: Probe = {
  id: 'references.form',
  rows: ['REQ-02', 'REQ-04'],
  observes: ['/references/multipart/fields'],
  cost: 0,
  async observe(lab) {
    const { references } = lab.facts
    const trait = '/references/multipart/fields'
    const form = formOf(lab.facts)
    if (!form) return { seen: [] }
    const full = plus(form.name, references.max - 1)(form.draft)
    const gate = await openGate(lab, full, plus(form.name, 1))
    if (!gate) return { seen: [], unseen: [{ trait, why: unpaid }] }
    const strange = await gate.complains(plus(unheard, 1))
    const read = [form.name]
    const evidence = [...strange.evidence]
    for (const name of new Set([...(references.multipart?.fields ?? []), ...vocabulary])) {
      if (name === form.name) continue
      const asked = await gate.complains(plus(name, 1))
      evidence.push(...asked.evidence)
      // Where unknown names are refused, it complains of those as well.
      const isUnknown =
        asked.said &&
        strange.said &&
        isSameReason(without(asked.said, name.replace('{n}', '1')), without(strange.said, unheard))
      if (asked.complains && !isUnknown) read.push(name)
    }
    return { seen: [{ trait, value: read, evidence: [...new Set(evidence)] }] }
  },
}

/** The number of pictures: one more is refused, and the number itself is not what a gateway complains of. */
export const referenceCount: Probe = {
  id: 'references.max',
  rows: ['LIM-01'],
  observes: ['/references/max'],
  cost: 0,
  async observe(lab) {
    const { max } = lab.facts.references
    const trait = '/references/max'
    const form = formOf(lab.facts)
    if (!form) return { seen: [], unseen: [{ trait, why: 'no form takes pictures' }] }
    const gate = await openGate(lab, form.draft, plus(form.name, max))
    if (!gate) return { seen: [], unseen: [{ trait, why: unpaid }] }
    const { complains, evidence } = await gate.complains(plus(form.name, max - 1))
    return { seen: [{ trait, value: complains ? `less than ${max}` : max, evidence }] }
  },
}
