import type { Cause, Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import type { Probe } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { type Draft, sampleDraft, tinyPng, toAsk, withField } from '../requests/draft.ts'
import { unknownModel } from '../requests/unknown-values.ts'

/** A request for pictures with one thing wrong, which must be refused for the cause. */
interface InvalidRequest {
  readonly cause: Cause
  /** Undefined where the gateway is not known to refuse such a thing. */
  readonly draft: (dialect: Dialect) => Draft | undefined
}

const draftWithFile = (dialect: Dialect, file: Partial<ReturnType<typeof tinyPng>>): Draft | undefined => {
  const draft = sampleDraft(dialect, 'multipart')
  return draft && { ...draft, references: [{ ...tinyPng(), ...file }] }
}

const invalidRequests: readonly InvalidRequest[] = [
  {
    cause: 'missingField',
    draft: (dialect) => {
      const draft = dialect.prompt.min ? sampleDraft(dialect) : undefined
      return draft && withField('prompt', undefined)(draft)
    },
  },
  {
    cause: 'promptTooLong',
    draft: (dialect) => {
      const { max } = dialect.prompt
      const draft = sampleDraft(dialect)
      return draft && max !== undefined ? withField('prompt', 'a'.repeat(max + 1))(draft) : undefined
    },
  },
  {
    cause: 'unknownModel',
    draft: (dialect) => {
      const draft = dialect.models.unknown === 'refused' && dialect.fields.model ? sampleDraft(dialect) : undefined
      return draft && withField('model', unknownModel)(draft)
    },
  },
  {
    cause: 'tooManyReferences',
    draft: (dialect) => {
      const draft = sampleDraft(dialect, 'multipart')
      const { max } = dialect.references
      return draft && { ...draft, references: Array.from({ length: max + 1 }, (_, index) => tinyPng(index)) }
    },
  },
  {
    cause: 'badReference',
    draft: (dialect) => draftWithFile(dialect, { bytes: Buffer.from('no picture') }),
  },
  {
    cause: 'referenceType',
    draft: (dialect) =>
      dialect.references.multipart?.contentTypes
        ? draftWithFile(dialect, { type: 'application/octet-stream' })
        : undefined,
  },
]

/** How the gateway says each of them. Nothing is charged, unless it takes what it should refuse. */
export const invalidRequestProbes: readonly Probe[] = invalidRequests.map(
  ({ cause, draft }): Probe => ({
    id: `requests.${cause}`,
    observes: [`/errors/causes/${cause}/*`],
    cost: 0,
    async observe({ known, ask, mode }) {
      const invalidDraft = draft(known)
      if (!invalidDraft) return { observations: [] }
      // Where nothing is documented, what is wrong must be what was put there: without it the request is taken.
      const validDraft =
        mode === 'discover'
          ? sampleDraft(known, invalidDraft.encoding === 'multipart' ? 'multipart' : undefined)
          : undefined
      if (validDraft && isRefused(await ask({ ...toAsk(known, validDraft), images: 1 })))
        return {
          observations: [],
          unobserved: [{ trait: `/errors/causes/${cause}/status`, reason: 'no request is known that is taken' }],
        }
      const answer = await ask({ ...toAsk(known, invalidDraft), imagesAtRisk: 1 })
      // What else than a file that is no picture is taken is said by the trait that has it refused.
      if (!isRefused(answer) && (mode === 'discover' || cause !== 'badReference'))
        return {
          observations: [],
          unobserved: [{ trait: `/errors/causes/${cause}/status`, reason: 'such a request is taken' }],
        }
      return { observations: observeRefusal(known, cause, answer) }
    },
  }),
)
