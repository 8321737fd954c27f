import type { Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, isRefused } from '../ask.ts'
import { type Generation, generationsOf, sharedGenerations } from '../generations/generate.ts'
import { mergeResults, notObserved } from '../observations.ts'
import type { InvariantResult, Observation, Probe, ProbeResult } from '../probe.ts'

type Bucket = NonNullable<NonNullable<Dialect['limits']>['buckets']>[string]
type Headers = NonNullable<Bucket['headers']>
type Figure = Headers[string]

const remainingFalls = 'the remaining limit falls with each request'

/** Observes the rate limit headers of each limit, and how a rate-limited response says when to retry. */
export const rateLimitProbe: Probe = {
  id: 'limits.rate',
  observes: ['/limits/buckets/*/counts', '/limits/buckets/*/headers/*', '/limits/buckets/*/max', '/limits/retryAfter'],
  invariants: [remainingFalls],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known, mode } = ctx
    const generations = await generationsOf(ctx)
    if (mode === 'discover' && !known.limits) return { observations: discoverBuckets(generations) }
    if (!known.limits) return { observations: [] }
    const results = Object.entries(known.limits.buckets ?? {}).map(([name, bucket]) =>
      observeBucket(name, bucket, generations),
    )
    const { invariantResults = [], ...merged } = mergeResults([
      ...results,
      observeRetryAfter(known, ctx.rateLimitedAnswers),
    ])
    return { ...merged, invariantResults: joinResults(invariantResults) }
  },
}

/** Joins the results of the limits into one result of the rule. */
const joinResults = (results: readonly InvariantResult[]): InvariantResult[] =>
  results.length === 0
    ? []
    : [
        {
          invariant: remainingFalls,
          breaches: results.flatMap(({ breaches }) => breaches),
          evidence: results.flatMap(({ evidence }) => evidence),
        },
      ]

/** Lists the successful responses to requests that a limit counts. */
const answersOf = (counts: Bucket['counts'], generations: readonly Generation[]): Answer[] =>
  generations
    .flatMap(({ answer, task }) => (counts === 'polls' ? Object.values(task?.polls ?? {}).flat() : [answer]))
    .filter((answer) => !isRefused(answer))

function observeBucket(name: string, bucket: Bucket, generations: readonly Generation[]): ProbeResult {
  const { counts, headers: documented, max, maxOfGroups = {} } = bucket
  const successful = answersOf(counts, generations)
  const [first] = successful
  if (!documented || !first) return { observations: [] }
  const { headers, number } = first
  const base = `/limits/buckets/${name}`
  // Without a documented number the gateway may limit only some keys, so missing headers are no difference.
  const isReported = Object.keys(documented).some((header) => headers[header.toLowerCase()] !== undefined)
  if (!isReported && max === undefined) return notObserved([`${base}/headers`], 'no response has a rate limit header')
  const reported = readNumber(documented, 'limit', first)
  const isOfGroup = reported !== undefined && Object.values(maxOfGroups).includes(reported)
  return {
    observations: [
      ...Object.entries(documented).map(([header, figure]) => ({
        trait: `${base}/headers/${header}`,
        value: readFigure(figure, headers[header.toLowerCase()], name),
        evidence: [number],
      })),
      ...(max === undefined || reported === undefined
        ? []
        : [{ trait: `${base}/max`, value: isOfGroup ? max : reported, evidence: [number] }]),
    ],
    invariantResults: max === undefined ? [] : checkRemainingFalls(bucket, documented, successful),
  }
}

/** Reads the number of a figure. Returns undefined if its header is missing or not a number. */
function readNumber(documented: Headers, figure: Figure, { headers }: Answer): number | undefined {
  const [name] = Object.keys(documented).filter((header) => documented[header] === figure)
  const reported = Number(headers[name?.toLowerCase() ?? ''] ?? Number.NaN)
  return Number.isFinite(reported) ? reported : undefined
}

/** Returns what a rate limit header means, or the text of a header that should have a number. */
function readFigure(figure: Figure, text: string | undefined, bucket: string): string | undefined {
  if (text === undefined) return undefined
  if (figure === 'bucket') return text === bucket ? figure : text
  if (figure === 'reset') return figure
  if (!/^\d+$/.test(text)) return text
  const isReset = figure === 'resetSeconds' || figure === 'resetTime'
  return isReset ? (Number(text) < leastTime ? 'resetSeconds' : 'resetTime') : figure
}

/** Least number of seconds that is a time since 1970, and no duration. */
const leastTime = 1e9

/**
 * Checks that the remaining number falls: each request uses one, so the responses in one window cannot all report the same
 * number. Needs `minimumAnswers` responses.
 */
function checkRemainingFalls(
  { windowSeconds = 60 }: Bucket,
  documented: Headers,
  answers: readonly Answer[],
): InvariantResult[] {
  const start = Math.min(...answers.map(({ receivedAt }) => receivedAt))
  const remaining = answers.flatMap((answer) => {
    const number = readNumber(documented, 'remaining', answer)
    return number === undefined || answer.receivedAt - start >= windowSeconds * msPerSecond ? [] : [{ number, answer }]
  })
  const [first] = remaining
  if (first === undefined || remaining.length < minimumAnswers) return []
  const isConstant = remaining.every(({ number }) => number === first.number)
  return [
    {
      invariant: remainingFalls,
      breaches: isConstant ? [`${remaining.length} responses all report ${first.number} remaining requests`] : [],
      evidence: remaining.map(({ answer }) => answer.number),
    },
  ]
}

const minimumAnswers = 3

/** Names the limit of requests by its headers, such as X-RateLimit-Remaining; none if no response has such a header. */
function discoverBuckets(generations: readonly Generation[]): Observation[] {
  const [answer] = answersOf('requests', generations)
  if (!answer) return []
  const found = Object.entries(answer.headers).flatMap(([header, text]) => {
    const figure = figureOf(header, text)
    return figure ? [[header, figure] as const] : []
  })
  if (found.length === 0) return []
  const named = found.find(([, figure]) => figure === 'bucket')
  const base = `/limits/buckets/${(named && answer.headers[named[0]]) ?? 'requests'}`
  const evidence = [answer.number]
  return [
    { trait: `${base}/counts`, value: 'requests', evidence },
    ...found.map(([header, figure]) => ({ trait: `${base}/headers/${header}`, value: figure, evidence })),
  ]
}

/** Guesses what a header of a limit on requests means from its name and its text. */
function figureOf(header: string, text: string): Figure | undefined {
  const [, word] = /^(?:x-)?rate-?limit-(limit|remaining|reset|category|bucket)(?:-requests)?$/.exec(header) ?? []
  if (word === 'category' || word === 'bucket') return /^[a-z][\w-]*$/i.test(text) ? 'bucket' : undefined
  if (word !== 'reset') return word !== undefined && /^\d+$/.test(text) ? (word as 'limit' | 'remaining') : undefined
  return /^\d+$/.test(text) ? (Number(text) < leastTime ? 'resetSeconds' : 'resetTime') : 'reset'
}

/** Observes how a rate-limited response says when to retry. Reads 429 responses that occurred anyway and never provokes one. */
function observeRetryAfter({ limits, sources }: Dialect, [answer]: readonly Answer[]): ProbeResult {
  const trait = '/limits/retryAfter'
  if (!answer) return notObserved([trait], 'no request was rate limited', 'method')
  const { 'retry-after': retryAfter, 'retry-after-ms': ms } = answer.headers
  const quote = (sources[trait] ?? sources['/limits'])?.quote
  // A source about other headers does not promise this header with every such response.
  if (retryAfter === undefined && ms === undefined && !/retry-after/i.test(quote ?? ''))
    return notObserved([trait], 'the response has no Retry-After, of which the documents do not speak')
  const windows = Object.values(limits?.buckets ?? {}).map(({ windowSeconds = 60 }) => windowSeconds)
  const longest = Math.max(60, ...windows)
  const wait = Number(retryAfter)
  const value =
    ms !== undefined
      ? 'milliseconds'
      : retryAfter === undefined
        ? 'none'
        : Number.isNaN(wait)
          ? 'date'
          : wait > longest
            ? `${retryAfter} in a window of ${longest} s`
            : 'seconds'
  return { observations: [{ trait, value, evidence: [answer.number] }] }
}
