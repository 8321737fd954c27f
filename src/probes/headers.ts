import type { Dialect } from '../dialect/schema.ts'
import type { Answer } from './ask.ts'
import { imageOperations, placeOf, unreadable } from './harmless.ts'
import { headersSeen } from './members.ts'
import type { Observed, Probe } from './probe.ts'
import { developed } from './results.ts'
import { shared } from './shots.ts'

const mine = 'proofsheet-0001'

/** The id of a request, ours or the gateway's, and the headers that every answer has. */
export const headersTold: Probe = {
  id: 'headers',
  rows: ['HDR-01'],
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
  rows: ['RATE-02'],
  observes: ['/limits/rate/headers/*', '/limits/rate/requests'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const rate = lab.facts.limits?.rate
    const [shot] = await developed(lab)
    if (!rate?.headers || !shot) return { seen: [] }
    const { headers, number } = shot.answer
    // A gateway tells of a limit where it has one for the key.
    const isTold = Object.keys(rate.headers).some((name) => headers[name.toLowerCase()] !== undefined)
    if (!isTold) return { seen: [], unseen: [{ trait: '/limits/rate/headers', why: 'no answer tells of a limit' }] }
    const told = Object.entries(rate.headers).map(([name, kind]): Observed => {
      const said = headers[name.toLowerCase()]
      return { trait: `/limits/rate/headers/${name}`, value: said === undefined ? undefined : kind, evidence: [number] }
    })
    const [limit] = Object.entries(rate.headers).filter(([, kind]) => kind === 'limit')
    const said = limit && Number(headers[limit[0].toLowerCase()])
    const isNumber = rate.requests !== undefined && said !== undefined && Number.isFinite(said)
    return {
      seen: [...told, ...(isNumber ? [{ trait: '/limits/rate/requests', value: said, evidence: [number] }] : [])],
    }
  },
}

/** One model, told by the gateway. */
export const modelTold: Probe = {
  id: 'models.retrieve',
  rows: ['MOD-03'],
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
    const places = [retrieve.lens.id ?? []].flat()
    const isThere = places.some(
      (at) =>
        at
          .split('/')
          .slice(1)
          .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], answer.json) === id,
    )
    return {
      seen: [
        { trait: '/models/retrieve/at', value: retrieve.at, evidence },
        { trait: '/models/retrieve/lens/id', value: isThere ? retrieve.lens.id : undefined, evidence },
      ],
    }
  },
}
