import { readPointer } from '../../dialect/lens.ts'
import { findImages } from '../generations/images.ts'
import type { Probe } from '../probe.ts'
import { judgeEach } from './judge-each.ts'
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
    const successes = lensDocuments(ctx)
      .filter(({ kind }) => kind === 'creation' || kind === 'poll')
      .flatMap(({ at, answer, json }) => {
        const { pointer, entries } = findImages(json, undefined, {})
        return pointer === undefined || entries.length === 0 ? [] : [{ at, answer, error: findError(json, pointer) }]
      })
    const result = judgeEach(
      invariant,
      successes,
      ({ at, error }) => (error === undefined ? [] : [`${at}: error is ${JSON.stringify(error)}`]),
      ({ answer }) => answer.number,
    )
    return { observations: [], invariantResults: [result] }
  },
}

/** Finds an error beside the list of images, or beside an object around the list. */
function findError(json: unknown, listPointer: string): unknown {
  const parts = listPointer.split('/')
  const errors = parts.map((_, index) => readPointer(json, `${parts.slice(0, index).join('/')}/error`))
  return errors.find(saysSomething)
}

/** Tests for a text or a number other than 0, or an object with such a member. An empty error is none. */
const saysSomething = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(saysSomething)
    : value !== undefined && value !== null && value !== '' && value !== 0 && value !== false
