import { readPointer } from '../../dialect/lens.ts'
import { imagesIn } from '../generations/images.ts'
import type { Probe } from '../probe.ts'
import { lensDocuments } from './lens-documents.ts'

const invariant = 'a response with images carries no error'

/** Checks that no response returns images and reports a failure at once. A partial success may say what failed. */
export const successProbe: Probe = {
  id: 'responses.success',
  observes: [],
  invariants: [invariant],
  cost: 0,
  isReader: true,
  async observe(ctx) {
    if (ctx.known.tasks.partial) return { observations: [] }
    const successes = lensDocuments(ctx).filter(
      ({ kind, json }) => (kind === 'creation' || kind === 'poll') && imagesIn(json).length > 0,
    )
    const faulty = successes.filter(({ json }) => saysSomething(readPointer(json, '/error')))
    return {
      observations: [],
      invariantResults: [
        {
          invariant,
          breaches: [
            ...new Set(faulty.map(({ at, json }) => `${at}: error is ${JSON.stringify(readPointer(json, '/error'))}`)),
          ],
          evidence: (faulty.length > 0 ? faulty : successes).map(({ answer }) => answer.number),
        },
      ],
    }
  },
}

/** Tests for a text or a number other than 0, or an object with such a member. An empty error is none. */
const saysSomething = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(saysSomething)
    : value !== undefined && value !== null && value !== '' && value !== 0 && value !== false
