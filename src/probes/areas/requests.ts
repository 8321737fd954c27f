import { canNameModel, referencesForModel } from '../../dialect/models.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import type { Probe } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { type Draft, imagesRequestedBy, notAnImage, sampleDraft, tinyPng, toAsk, withField } from '../requests/draft.ts'
import { unknownModel } from '../requests/unknown-values.ts'

/** A request for images with one fault, which the gateway must refuse for the cause. */
interface InvalidRequest {
  readonly cause: Cause
  /** Creates the request. Returns undefined if no request of the dialect can have the fault. */
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
      const draft = dialect.models.unknown === 'reject' && canNameModel(dialect) ? sampleDraft(dialect) : undefined
      return draft && withField('model', unknownModel)(draft)
    },
  },
  {
    cause: 'tooManyReferences',
    draft: (dialect) => {
      const draft = sampleDraft(dialect, 'multipart')
      const { max } = referencesForModel(dialect)
      return draft && { ...draft, references: Array.from({ length: max + 1 }, (_, index) => tinyPng(index)) }
    },
  },
  {
    cause: 'badReference',
    draft: (dialect) => draftWithFile(dialect, { bytes: notAnImage.bytes }),
  },
  {
    cause: 'referenceType',
    draft: (dialect) =>
      dialect.references.multipart?.contentTypes
        ? draftWithFile(dialect, { type: 'application/octet-stream' })
        : undefined,
  },
]

/** Probes of the status and the body of each refusal. The gateway charges only if it accepts an invalid request. */
export const invalidRequestProbes: readonly Probe[] = invalidRequests.map(
  ({ cause, draft }): Probe => ({
    id: `requests.${cause}`,
    observes: [`/errors/causes/${cause}/*`],
    cost: 0,
    async observe({ known, ask, mode }) {
      const invalidDraft = draft(known)
      if (!invalidDraft) return { observations: [] }
      // In discovery, the fault is the reason of a refusal only if the gateway accepts a request without the fault.
      const validDraft =
        mode === 'discover'
          ? sampleDraft(known, invalidDraft.encoding === 'multipart' ? 'multipart' : undefined)
          : undefined
      if (validDraft && isRefused(await ask({ ...toAsk(known, validDraft), images: 1 })))
        return {
          observations: [],
          unobserved: [
            { trait: `/errors/causes/${cause}/status`, reason: 'the gateway also refuses a request without the fault' },
          ],
        }
      const answer = await ask({
        ...toAsk(known, invalidDraft),
        images: imagesRequestedBy(known, invalidDraft),
        expects: 'refusal',
      })
      // Another trait already reports that the gateway accepts a file that is not an image.
      if (!isRefused(answer) && (mode === 'discover' || cause !== 'badReference'))
        return {
          observations: [],
          unobserved: [{ trait: `/errors/causes/${cause}/status`, reason: 'the gateway accepts the invalid request' }],
        }
      return { observations: observeRefusal(known, cause, answer) }
    },
  }),
)
