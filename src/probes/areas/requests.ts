import type { Cause, Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import type { Probe } from '../probe.ts'
import { refusalSeen } from '../refusals/causes.ts'
import { type Draft, dot, sampleOf, toAsk, withField } from '../requests/draft.ts'
import { strangeModel } from '../requests/unknown-values.ts'

/** A request for pictures with one thing wrong, which must be refused for the cause. */
interface Wrong {
  readonly cause: Cause
  /** Undefined where the gateway is not known to refuse such a thing. */
  readonly draft: (facts: Dialect) => Draft | undefined
}

const withFile = (facts: Dialect, file: Partial<ReturnType<typeof dot>>): Draft | undefined => {
  const draft = sampleOf(facts, 'multipart')
  return draft && { ...draft, references: [{ ...dot(), ...file }] }
}

const wrongs: readonly Wrong[] = [
  {
    cause: 'missingField',
    draft: (facts) => {
      const draft = facts.prompt.min ? sampleOf(facts) : undefined
      return draft && withField('prompt', undefined)(draft)
    },
  },
  {
    cause: 'promptTooLong',
    draft: (facts) => {
      const { max } = facts.prompt
      const draft = sampleOf(facts)
      return draft && max !== undefined ? withField('prompt', 'a'.repeat(max + 1))(draft) : undefined
    },
  },
  {
    cause: 'unknownModel',
    draft: (facts) => {
      const draft = facts.models.unknown === 'refused' && facts.fields.model ? sampleOf(facts) : undefined
      return draft && withField('model', strangeModel)(draft)
    },
  },
  {
    cause: 'tooManyReferences',
    draft: (facts) => {
      const draft = sampleOf(facts, 'multipart')
      const { max } = facts.references
      return draft && { ...draft, references: Array.from({ length: max + 1 }, (_, index) => dot(index)) }
    },
  },
  {
    cause: 'badReference',
    draft: (facts) => withFile(facts, { bytes: Buffer.from('no picture') }),
  },
  {
    cause: 'referenceType',
    draft: (facts) =>
      facts.references.multipart?.contentTypes ? withFile(facts, { type: 'application/octet-stream' }) : undefined,
  },
]

/** How the gateway says each of them. Nothing is charged, unless it takes what it should refuse. */
export const wrongProbes: readonly Probe[] = wrongs.map(({ cause, draft }) => ({
  id: `requests.${cause}`,
  observes: [`/errors/causes/${cause}/*`],
  cost: 0,
  async observe({ facts, ask, pays }) {
    const wrong = draft(facts)
    if (!wrong) return { seen: [] }
    // Where nothing is documented, what is wrong must be what was put there: without it the request is taken.
    const plain = pays ? sampleOf(facts, wrong.encoding === 'multipart' ? 'multipart' : undefined) : undefined
    if (plain && isRefused(await ask({ ...toAsk(facts, plain), images: 1 })))
      return {
        seen: [],
        unseen: [{ trait: `/errors/causes/${cause}/status`, why: 'no request is known that is taken' }],
      }
    const answer = await ask({ ...toAsk(facts, wrong), risk: 1 })
    // What else than a file that is no picture is taken is said by the trait that has it refused.
    if (!isRefused(answer) && (pays || cause !== 'badReference'))
      return { seen: [], unseen: [{ trait: `/errors/causes/${cause}/status`, why: 'such a request is taken' }] }
    return { seen: refusalSeen(facts, cause, answer) }
  },
}))
