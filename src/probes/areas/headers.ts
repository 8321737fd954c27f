import { pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { observeFixedHeaders } from '../documents/members.ts'
import { generationsOf, sharedGenerations } from '../generations/generate.ts'
import { mergeResults, notObserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { imageOperations, malformedBodyRequest, parseOperation } from '../requests/free-requests.ts'

const ownRequestId = 'proofsheet-0001'

/** Observes the request id header, whether the gateway echoes the client's request id, and the headers of every response. */
export const headersProbe: Probe = {
  id: 'headers',
  observes: ['/headers/requestId/*', '/headers/fixed/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known, ask, mode } = ctx
    if (imageOperations(known).length === 0) return { observations: [] }
    const malformed = malformedBodyRequest(known)
    const refusal = await ask(malformed)
    const successful = (await generationsOf(ctx)).flatMap(({ answer }) => (isRefused(answer) ? [] : [answer]))
    const answers = [...successful, refusal]
    const headers = known.headers ?? (mode === 'discover' ? findRequestIdHeader(refusal) : undefined)
    if (!headers) return { observations: [] }
    const { requestId, fixed } = headers
    // A proxy or a crash may answer without the headers of the gateway, so a header is missing only if no response has it.
    const findWith = (name: string) => answers.find((answer) => answer.headers[name.toLowerCase()] !== undefined)
    const [first = refusal] = answers
    const observations: Observation[] = Object.entries(fixed ?? {}).flatMap(([name, text]) =>
      observeFixedHeaders('/headers/fixed', { [name]: text }, findWith(name) ?? first),
    )
    if (requestId) {
      const refusals = listRefusals(ctx)
      const isOnlyWithSuccesses = refusals.length > 2 && refusals.every(lacks(requestId.name))
      const answer = isOnlyWithSuccesses ? (refusals[0] as Answer) : (findWith(requestId.name) ?? first)
      const trait = '/headers/requestId'
      observations.push(...(await observeRequestId(ctx, requestId.name, answer, trait)))
    }
    if (successful.length > 0 || mode === 'discover') return { observations }
    const isMissing = ({ value }: Observation) => value === undefined
    return mergeResults([
      { observations: observations.filter((observation) => !isMissing(observation)) },
      notObserved(
        observations.filter(isMissing).map(({ trait }) => trait),
        'no successful response was seen',
      ),
    ])
  },
}

/** Lists the refusals of image requests by the gateway itself, in JSON. */
const listRefusals = ({ answered }: ProbeContext): Answer[] =>
  answered.flatMap(({ ask, answer }) =>
    ask.expects === 'refusal' && isRefused(answer) && answer.status < 500 && answer.json !== undefined ? [answer] : [],
  )

const lacks =
  (header: string) =>
  ({ headers }: Answer): boolean =>
    headers[header.toLowerCase()] === undefined

/** Observes the request id header of a response, and whether a request with an id of its own gets the same id. */
async function observeRequestId(
  { known, ask }: ProbeContext,
  header: string,
  answer: Answer,
  trait: string,
): Promise<Observation[]> {
  const name = header.toLowerCase()
  const isThere = answer.headers[name] !== undefined
  const nameObservation = { trait: `${trait}/name`, value: isThere ? header : undefined, evidence: [answer.number] }
  if (!isThere) return [nameObservation]
  const malformed = malformedBodyRequest(known)
  const answerWithOwnId = await ask({ ...malformed, headers: { ...malformed.headers, [name]: ownRequestId } })
  if (answerWithOwnId.headers[name] === undefined) return [nameObservation]
  const value = answerWithOwnId.headers[name] === ownRequestId
  return [nameObservation, { trait: `${trait}/echo`, value, evidence: [answerWithOwnId.number] }]
}

/** Finds a request id header by its usual names: x-request-id and x-trace-id. */
function findRequestIdHeader({ headers }: Answer): Dialect['headers'] {
  const name = Object.keys(headers).find((header) => /^x-(request|trace)-id$/.test(header))
  return name === undefined ? undefined : { requestId: { name: toHeaderCase(name), echo: false } }
}

/** Writes the name of a header as documents write it: `x-request-id` becomes `X-Request-Id`. */
const toHeaderCase = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())

/** Observes the endpoint that returns one model. */
export const modelRetrievalProbe: Probe = {
  id: 'models.retrieve',
  observes: ['/models/retrieve/at', '/models/retrieve/lens/id'],
  cost: 0,
  async observe({ known, ask }) {
    const { retrieve, default: defaultModel, known: knownModels } = known.models
    const id =
      defaultModel ?? knownModels.find(({ match, retired }) => !match.includes('*') && retired === undefined)?.match
    if (!retrieve || id === undefined) return { observations: [] }
    const { method, path } = parseOperation(retrieve)
    const answer = await ask({ method, path: path.replace(`{${retrieve.model.name}}`, encodeURIComponent(id)) })
    const evidence = [answer.number]
    if (isRefused(answer)) return { observations: [{ trait: '/models/retrieve/at', value: undefined, evidence }] }
    const isThere = pointersOf(retrieve.lens.id).some((pointer) => readPointer(answer.json, pointer) === id)
    return {
      observations: [
        { trait: '/models/retrieve/at', value: retrieve.at, evidence },
        { trait: '/models/retrieve/lens/id', value: isThere ? retrieve.lens.id : undefined, evidence },
      ],
    }
  },
}
