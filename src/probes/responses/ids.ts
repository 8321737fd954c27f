import { pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Ask, isRefused } from '../ask.ts'
import type { AnsweredRequest, InvariantResult, Probe } from '../probe.ts'

const invariants = {
  request: 'no two responses share a request id',
  result: 'no two results share an id',
} as const

/** Checks that the gateway gives each response and each result an id of its own. */
export const idsProbe: Probe = {
  id: 'responses.ids',
  observes: [],
  invariants: Object.values(invariants),
  cost: 0,
  isReader: true,
  async observe({ known, answered }) {
    return {
      observations: [],
      invariantResults: [
        toResult(invariants.request, answered, (request) => requestIdOf(known, request), pathOf, leastShared),
        toResult(invariants.result, answered, (request) => resultIdOf(known, request), contentOf, 2),
      ],
    }
  },
}

/** Number of responses with one request id: more than the run sends at once, because a gateway that counts may count two as one. */
const leastShared = 5

const pathOf = ({ method, path }: Ask) => `${method} ${path}`
const contentOf = ({ path, query, headers, json, form }: Ask) =>
  JSON.stringify([
    path,
    query,
    headers,
    json,
    form?.map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  ])

/** Reads the request id of a response. A gateway may repeat an id that the client sent. */
function requestIdOf({ headers }: Dialect, { ask, answer }: AnsweredRequest): string | undefined {
  const name = headers?.requestId?.name.toLowerCase()
  return name === undefined || ask.headers?.[name] !== undefined ? undefined : answer.headers[name]
}

/** Reads the id of the result or of the task that a request created. */
function resultIdOf({ results, async }: Dialect, { ask, answer }: AnsweredRequest): string | undefined {
  // A repeat has the id of the first request.
  if (!ask.images || ask.freeIfShows !== undefined || isRefused(answer)) return undefined
  const pointers = [pointersOf(results.reply.lens.id), pointersOf(async?.submit.lens.id)].flat()
  const ids = pointers.map((pointer) => readPointer(answer.json, pointer))
  return ids.find((id) => typeof id === 'string')
}

/** Reports ids that several different requests got, `least` or more. A gateway may answer an equal request as before. */
function toResult(
  invariant: string,
  answered: readonly AnsweredRequest[],
  readId: (request: AnsweredRequest) => string | undefined,
  subjectOf: (ask: Ask) => string,
  least: number,
): InvariantResult {
  const byId = Map.groupBy(answered, readId)
  byId.delete(undefined)
  const groups = [...byId].map(([id, same]) => ({
    id,
    subjects: new Set(same.map(({ ask }) => subjectOf(ask))).size,
    numbers: same.map(({ answer }) => answer.number),
  }))
  const shared = groups.filter(({ subjects, numbers }) => subjects > 1 && numbers.length >= least)
  const cited = shared.length > 0 ? shared : groups.length > 1 ? groups : []
  return {
    invariant,
    breaches: shared.map(({ id, numbers }) => `${id} in ${numbers.length} responses`),
    evidence: cited.flatMap(({ numbers }) => numbers),
  }
}
