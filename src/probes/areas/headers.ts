import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { headersSeen } from '../documents/members.ts'
import { shared, shotsOf } from '../generations/generate.ts'
import type { Kept, Observations, Observed, Probe } from '../probe.ts'
import { imageOperations, placeOf, unreadable } from '../requests/free-requests.ts'
import { joined } from './limits.ts'

const mine = 'proofsheet-0001'

/** The id of a request, ours or the gateway's, and the headers that every answer has. */
export const headersTold: Probe = {
  id: 'headers',
  observes: ['/headers/requestId/*', '/headers/fixed/*'],
  cost: 0,
  async observe({ facts, ask, pays }) {
    if (imageOperations(facts).length === 0) return { seen: [] }
    const plain = await ask(unreadable(facts))
    const headers = facts.headers ?? (pays ? usualIn(plain) : undefined)
    if (!headers) return { seen: [] }
    const seen: Observed[] = headersSeen('/headers/fixed', headers.fixed, plain)
    const { requestId } = headers
    if (!requestId) return { seen }
    const name = requestId.name.toLowerCase()
    const wrong = unreadable(facts)
    const named = await ask({ ...wrong, headers: { ...wrong.headers, [name]: mine } })
    const evidence = [plain.number, named.number]
    const isThere = plain.headers[name] !== undefined
    return {
      seen: [
        ...seen,
        { trait: '/headers/requestId/name', value: isThere ? requestId.name : undefined, evidence },
        ...(isThere ? [{ trait: '/headers/requestId/echo', value: named.headers[name] === mine, evidence }] : []),
      ],
    }
  },
}

/** The id of a request under one of its usual names. */
function usualIn({ headers }: Answer): Dialect['headers'] {
  const name = Object.keys(headers).find((each) => /^x-(request|trace)-id$/.test(each))
  return name === undefined ? undefined : { requestId: { name, echo: false } }
}

/** The headers that tell how much of a limit is left. */
export const rateTold: Probe = {
  id: 'limits.rate',
  observes: ['/limits/rate/headers/*', '/limits/rate/requests', '/limits/rate/retryAfter'],
  keeps: ['what is left of a limit falls'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const rate = lab.facts.limits?.rate
    if (!rate) return { seen: [] }
    const answers = (await shotsOf(lab)).map(({ answer }) => answer)
    return joined([headersLeft(rate, answers), retrySeen(rate, lab.busy)])
  },
}

type Rate = NonNullable<NonNullable<Dialect['limits']>['rate']>

function headersLeft({ headers: known, requests, window }: Rate, answers: readonly Answer[]): Observations {
  const told = answers.filter((answer) => !isRefused(answer))
  const [first] = told
  if (!known || !first) return { seen: [] }
  const { headers, number } = first
  // A gateway of which no number is documented tells of a limit where it has one for the key.
  const isTold = Object.keys(known).some((name) => headers[name.toLowerCase()] !== undefined)
  if (!isTold && requests === undefined)
    return { seen: [], unseen: [{ trait: '/limits/rate/headers', why: 'no answer tells of a limit' }] }
  const said = numberIn(known, 'limit', first)
  return {
    seen: [
      ...Object.entries(known).map(([name, kind]) => ({
        trait: `/limits/rate/headers/${name}`,
        value: headers[name.toLowerCase()] === undefined ? undefined : kind,
        evidence: [number],
      })),
      ...(requests === undefined || said === undefined
        ? []
        : [{ trait: '/limits/rate/requests', value: said, evidence: [number] }]),
    ],
    kept: requests === undefined ? [] : leftKept(known, window, told),
  }
}

/** The number in the header of a kind. */
function numberIn(known: NonNullable<Rate['headers']>, kind: string, { headers }: Answer): number | undefined {
  const [name] = Object.keys(known).filter((each) => known[each] === kind)
  const said = Number(headers[name?.toLowerCase() ?? ''] ?? Number.NaN)
  return Number.isFinite(said) ? said : undefined
}

/** Each request takes one: of several in one window, not all may leave the same. */
function leftKept(known: NonNullable<Rate['headers']>, window: number, told: readonly Answer[]): Kept[] {
  const start = Math.min(...told.map(({ at }) => at))
  const left = told.flatMap((answer) => {
    const number = numberIn(known, 'remaining', answer)
    return number === undefined || answer.at - start >= window * second ? [] : [{ number, answer }]
  })
  const [first] = left
  if (first === undefined || left.length < fewest) return []
  const stands = left.every(({ number }) => number === first.number)
  return [
    {
      invariant: 'what is left of a limit falls',
      breaches: stands ? [`${left.length} answers all say that ${first.number} are left`] : [],
      evidence: left.map(({ answer }) => answer.number),
    },
  ]
}

const second = 1000
const fewest = 3

/** How a gateway that has enough says when to come back. No more is asked of one to see it. */
function retrySeen({ window }: Rate, [answer]: readonly Answer[]): Observations {
  const trait = '/limits/rate/retryAfter'
  if (!answer) return { seen: [], unseen: [{ trait, why: 'no limit was met' }] }
  const { 'retry-after': said, 'retry-after-ms': ms } = answer.headers
  const wait = Number(said)
  const value =
    ms !== undefined
      ? 'milliseconds'
      : said === undefined
        ? 'none'
        : Number.isNaN(wait)
          ? 'date'
          : wait > window
            ? `${said} in a window of ${window} s`
            : 'seconds'
  return { seen: [{ trait, value, evidence: [answer.number] }] }
}

/** One model, told by the gateway. */
export const modelTold: Probe = {
  id: 'models.retrieve',
  observes: ['/models/retrieve/at', '/models/retrieve/lens/id'],
  cost: 0,
  async observe({ facts, ask }) {
    const { retrieve, default: usual, known } = facts.models
    const id = usual ?? known.find(({ match, retired }) => !match.includes('*') && retired === undefined)?.match
    if (!retrieve || id === undefined) return { seen: [] }
    const { method, path } = placeOf(retrieve)
    const answer = await ask({ method, path: path.replace(`{${retrieve.parameter}}`, encodeURIComponent(id)) })
    const evidence = [answer.number]
    if (answer.status >= 400) return { seen: [{ trait: '/models/retrieve/at', value: undefined, evidence }] }
    const isThere = [retrieve.lens.id ?? []].flat().some((at) => readPointer(answer.json, at) === id)
    return {
      seen: [
        { trait: '/models/retrieve/at', value: retrieve.at, evidence },
        { trait: '/models/retrieve/lens/id', value: isThere ? retrieve.lens.id : undefined, evidence },
      ],
    }
  },
}
