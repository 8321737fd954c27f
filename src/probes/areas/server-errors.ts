import type { Dialect } from '../../dialect/schema.ts'
import type { Answer, Ask } from '../ask.ts'
import type { AnsweredRequest, Deviation, Probe } from '../probe.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { unknownId } from '../requests/unknown-values.ts'

const invariant = 'a faulty request is never answered with a server error'

/**
 * Checks the statuses of the refusals so far: the fault lies in the request. An error that a gateway gives only once may have
 * another reason, so that request is sent again.
 */
export const serverErrorsProbe: Probe = {
  id: 'errors.server',
  observes: [],
  invariants: [invariant],
  cost: 0,
  async observe({ known, answered, ask, deviations, mode, imagesLeft }) {
    if (mode === 'discover') return { observations: [] }
    const paths = imageOperations(known).map(({ at }) => at.split(' ')[1])
    const faulty = answered.filter(
      ({ ask: { method, path, expects } }) =>
        path === `/${unknownId}` || (paths.includes(path) && (expects === 'refusal' || method !== 'POST')),
    )
    const documented = listDocumentedStatuses(known, deviations)
    const failures = faulty.filter(({ answer }) => isOwnFailure(answer) && !documented.includes(answer.status))
    const confirmed: AnsweredRequest[] = []
    for (const group of Map.groupBy(failures, ({ ask: { method, path } }) => `${method} ${path}`).values()) {
      const [first] = group
      if (!first) continue
      // A gateway may charge for a request and fail, unless it cannot read the request.
      const canRepeat = first.ask.images === undefined || (first.ask.text !== undefined && imagesLeft() > 0)
      const isRepeated =
        group.length > 1 || (canRepeat && isOwnFailure(await ask({ ...first.ask, repeatLabel: 'server error' })))
      if (isRepeated) confirmed.push(...group)
    }
    const cited = confirmed.length > 0 ? confirmed : faulty
    return {
      observations: [],
      invariantResults: [
        {
          invariant,
          breaches: [...new Set(confirmed.map(describe))],
          evidence: cited.map(({ answer }) => answer.number),
        },
      ],
    }
  },
}

/** Tests for a failure of the gateway itself. A proxy, or a gateway that is overloaded, says nothing about the request. */
const isOwnFailure = ({ status }: Answer): boolean => status >= 500 && status < 520 && ![502, 503, 504].includes(status)

/** Lists the statuses that the documents give a faulty request. The value of an open source is in none of the documents. */
const listDocumentedStatuses = ({ errors, sources }: Dialect, deviations: readonly Deviation[]): number[] =>
  faultyCauses.flatMap((cause) => {
    const trait = `/errors/causes/${cause}/status`
    const [source] = [trait, `/errors/causes/${cause}`, '/errors/causes', '/errors'].flatMap((at) => sources[at] ?? [])
    const isObserved = deviations.some((deviation) => deviation.trait === trait)
    return source?.basis === 'open' || isObserved ? [] : (errors.causes[cause]?.status ?? [])
  })

const faultyCauses = [
  'malformedBody',
  'malformedForm',
  'unsupportedMediaType',
  'missingField',
  'badField',
  'unknownField',
  'promptTooLong',
  'unknownModel',
  'badReference',
  'referenceType',
  'referenceTooLarge',
  'tooManyReferences',
  'unknownRoute',
  'wrongMethod',
] as const

const describe = ({ ask, answer }: AnsweredRequest): string =>
  `${ask.method} ${ask.path} with ${describeFault(ask)} is answered with ${answer.status}`

const describeFault = ({ text, json, form, method }: Ask): string => {
  if (method !== 'POST') return 'a wrong method or path'
  if (text !== undefined) return 'a malformed body'
  return json === undefined && form === undefined ? 'no body' : `a faulty ${form ? 'form' : 'JSON body'}`
}
