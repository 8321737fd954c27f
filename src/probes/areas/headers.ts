import { pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, isRefused } from '../ask.ts'
import { observeFixedHeaders } from '../documents/members.ts'
import { generationsOf, sharedGenerations } from '../generations/generate.ts'
import { mergeResults, notObserved } from '../observations.ts'
import type { InvariantResult, Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
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
    const observations: Observation[] = Object.keys(fixed ?? {}).flatMap((name) =>
      observeFixedHeaders('/headers/fixed', { [name]: '' }, findWith(name) ?? first),
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

/** Observes the rate limit headers, and how a rate-limited response says when to retry. */
export const rateLimitProbe: Probe = {
  id: 'limits.rate',
  observes: ['/limits/rate/headers/*', '/limits/rate/requests', '/limits/rate/retryAfter'],
  invariants: ['the remaining limit falls with each request'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const rate = ctx.known.limits?.rate
    if (!rate) return { observations: [] }
    const answers = (await generationsOf(ctx)).map(({ answer }) => answer)
    return mergeResults([
      observeRateHeaders(rate, answers),
      observeRetryAfter(rate, quoteOf(ctx.known), ctx.rateLimitedAnswers),
    ])
  },
}

type RateLimit = NonNullable<NonNullable<Dialect['limits']>['rate']>

function observeRateHeaders(
  { headers: documented, requests, windowSeconds: window }: RateLimit,
  answers: readonly Answer[],
): ProbeResult {
  const successful = answers.filter((answer) => !isRefused(answer))
  const [first] = successful
  if (!documented || !first) return { observations: [] }
  const { headers, number } = first
  // Without a documented number the gateway may limit only some keys, so missing headers are no difference.
  const isReported = Object.keys(documented).some((name) => headers[name.toLowerCase()] !== undefined)
  if (!isReported && requests === undefined)
    return {
      observations: [],
      unobserved: [{ trait: '/limits/rate/headers', reason: 'no response has a rate limit header' }],
    }
  const reportedLimit = readHeaderNumber(documented, 'limit', first)
  return {
    observations: [
      ...Object.entries(documented).map(([name, kind]) => ({
        trait: `/limits/rate/headers/${name}`,
        value: readKind(kind, headers[name.toLowerCase()]),
        evidence: [number],
      })),
      ...(requests === undefined || reportedLimit === undefined
        ? []
        : [{ trait: '/limits/rate/requests', value: reportedLimit, evidence: [number] }]),
    ],
    invariantResults: requests === undefined ? [] : checkRemainingFalls(documented, window, successful),
  }
}

/** Reads the number from the header of a kind. Returns undefined if the header is missing or not a number. */
function readHeaderNumber(
  documented: NonNullable<RateLimit['headers']>,
  kind: string,
  { headers }: Answer,
): number | undefined {
  const [name] = Object.keys(documented).filter((header) => documented[header] === kind)
  const reportedNumber = Number(headers[name?.toLowerCase() ?? ''] ?? Number.NaN)
  return Number.isFinite(reportedNumber) ? reportedNumber : undefined
}

/**
 * Checks that the remaining number of requests falls: each request uses one, so the responses in one window (s) cannot all
 * report the same number. Needs `minimumAnswers` responses.
 */
/** Returns the kind of a rate limit header, or the text of a header that should have a number. */
function readKind(kind: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return kind === 'reset' || /^\d+$/.test(text) ? kind : text
}

function checkRemainingFalls(
  documented: NonNullable<RateLimit['headers']>,
  window: number,
  answers: readonly Answer[],
): InvariantResult[] {
  const start = Math.min(...answers.map(({ receivedAt }) => receivedAt))
  const remaining = answers.flatMap((answer) => {
    const number = readHeaderNumber(documented, 'remaining', answer)
    return number === undefined || answer.receivedAt - start >= window * msPerSecond ? [] : [{ number, answer }]
  })
  const [first] = remaining
  if (first === undefined || remaining.length < minimumAnswers) return []
  const isConstant = remaining.every(({ number }) => number === first.number)
  return [
    {
      invariant: 'the remaining limit falls with each request',
      breaches: isConstant ? [`${remaining.length} responses all report ${first.number} remaining requests`] : [],
      evidence: remaining.map(({ answer }) => answer.number),
    },
  ]
}

const minimumAnswers = 3

/** Returns the sentence of the documents about waiting, from the nearest source. */
const quoteOf = ({ sources }: Dialect): string | undefined =>
  ['/limits/rate/retryAfter', '/limits/rate', '/limits'].map((trait) => sources[trait]).find((source) => source)?.quote

/** Observes how a rate-limited response says when to retry. Reads 429 responses that occurred anyway and never provokes one. */
function observeRetryAfter(
  { windowSeconds: window }: RateLimit,
  quote: string | undefined,
  [answer]: readonly Answer[],
): ProbeResult {
  const trait = '/limits/rate/retryAfter'
  if (!answer)
    return { observations: [], unobserved: [{ trait, reason: 'no request was rate limited', limitedBy: 'method' }] }
  const { 'retry-after': retryAfter, 'retry-after-ms': ms } = answer.headers
  // A source about other headers does not promise this header with every such response.
  if (retryAfter === undefined && ms === undefined && !/retry-after/i.test(quote ?? ''))
    return notObserved([trait], 'the response has no Retry-After, of which the documents do not speak')
  const wait = Number(retryAfter)
  const value =
    ms !== undefined
      ? 'milliseconds'
      : retryAfter === undefined
        ? 'none'
        : Number.isNaN(wait)
          ? 'date'
          : wait > window
            ? `${retryAfter} in a window of ${window} s`
            : 'seconds'
  return { observations: [{ trait, value, evidence: [answer.number] }] }
}

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
