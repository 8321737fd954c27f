import { pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
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
        toResult(invariants.request, answered, (request) => requestIdOf(known, request)),
        toResult(invariants.result, answered, (request) => resultIdOf(known, request)),
      ],
    }
  },
}

/** Reads the request id of a response. A gateway may repeat an id that the client sent. */
function requestIdOf({ headers }: Dialect, { ask, answer }: AnsweredRequest): string | undefined {
  const name = headers?.requestId?.name.toLowerCase()
  return name === undefined || ask.headers?.[name] !== undefined ? undefined : answer.headers[name]
}

/** Reads the id of the result or of the task that a request created. */
function resultIdOf({ results, async }: Dialect, { ask, answer }: AnsweredRequest): string | undefined {
  if (!ask.images || isRefused(answer)) return undefined
  const pointers = [pointersOf(results.reply.lens.id), pointersOf(async?.submit.lens.id)].flat()
  const ids = pointers.map((pointer) => readPointer(answer.json, pointer))
  return ids.find((id) => typeof id === 'string')
}

/** Reports ids that several responses have. One response alone shows nothing. */
function toResult(
  invariant: string,
  answered: readonly AnsweredRequest[],
  readId: (request: AnsweredRequest) => string | undefined,
): InvariantResult {
  const byId = Map.groupBy(answered, readId)
  byId.delete(undefined)
  const groups = [...byId].map(([id, same]) => ({ id, numbers: same.map(({ answer }) => answer.number) }))
  const shared = groups.filter(({ numbers }) => numbers.length > 1)
  const cited = shared.length > 0 ? shared : groups.length > 1 ? groups : []
  return {
    invariant,
    breaches: shared.map(({ id, numbers }) => `${id} in ${numbers.length} responses`),
    evidence: cited.flatMap(({ numbers }) => numbers),
  }
}
