import type { Cause, Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import type { Probe, ProbeContext } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { imageOperations, parseOperation, pollRequest } from '../requests/free-requests.ts'
import { unknownId, unknownIdOf } from '../requests/unknown-values.ts'

/** A free request that must be refused for the cause. `ask` returns undefined if the cause does not apply to the gateway. */
interface RefusalCase {
  readonly cause: Cause
  readonly ask: (dialect: Dialect) => Ask | undefined
}

/** Finds an image operation that accepts bodies of the encoding. */
const findOperationAccepting = (dialect: Dialect, body: 'json' | 'multipart') =>
  imageOperations(dialect).find(({ bodies }) => bodies.includes(body))

/** Images that a gateway charges that never reads the body of a request. */
const ifTaken = { images: 1, expects: 'refusal' } as const

const refusalCases: readonly RefusalCase[] = [
  {
    cause: 'malformedBody',
    ask: (dialect) => {
      const operation = findOperationAccepting(dialect, 'json')
      return (
        operation && {
          ...parseOperation(operation),
          headers: { 'content-type': 'application/json' },
          text: '{',
          ...ifTaken,
        }
      )
    },
  },
  {
    cause: 'malformedForm',
    ask: (dialect) => {
      const operation = findOperationAccepting(dialect, 'multipart')
      const headers = { 'content-type': 'multipart/form-data; boundary=none' }
      return operation && { ...parseOperation(operation), headers, text: 'no form', ...ifTaken }
    },
  },
  {
    cause: 'unsupportedMediaType',
    ask: (dialect) => {
      const [operation] = imageOperations(dialect)
      return (
        operation && {
          ...parseOperation(operation),
          headers: { 'content-type': 'text/plain' },
          text: 'a fox',
          ...ifTaken,
        }
      )
    },
  },
  { cause: 'unknownRoute', ask: () => ({ method: 'GET', path: `/${unknownId}` }) },
  {
    cause: 'wrongMethod',
    ask: (dialect) => {
      const [operation] = imageOperations(dialect)
      return operation && { ...parseOperation(operation), method: 'DELETE' }
    },
  },
  {
    cause: 'unknownTask',
    ask: ({ tasks }) => {
      const [poll] = Object.values(tasks.polls ?? {})
      return poll && pollRequest(poll, unknownIdOf(tasks.id))
    },
  },
  {
    cause: 'unknownFile',
    ask: ({ files }) => {
      if (!files?.retrieve || !files.file) return undefined
      const { method, path } = parseOperation({ at: files.retrieve })
      return { method, path: path.replace(`{${files.file.name}}`, unknownIdOf(files.id ?? '{hex:32}')) }
    },
  },
]

/** Tests for a cause that servers and frameworks refuse on their own, before the code of the gateway. */
const isProtocolCause = (cause: Cause): boolean =>
  ['unsupportedMediaType', 'unknownRoute', 'wrongMethod'].includes(cause)

/** Probes of free refusals, one per cause. */
export const refusalProbes: readonly Probe[] = refusalCases.map(
  ({ cause, ask }): Probe => ({
    id: `errors.${cause}`,
    observes: [`/errors/causes/${cause}/*`],
    cost: 0,
    async observe(ctx) {
      const { known, ask: send } = ctx
      await isToldWithSuccess(ctx, cause)
      // A document that does not name the cause says nothing about its refusal.
      if (isProtocolCause(cause) && known.errors.causes[cause] === undefined) return { observations: [] }
      const request = ask(known)
      if (!request) return { observations: [] }
      return { observations: observeRefusal(known, cause, await send(request)) }
    },
  }),
)

const retiredRequest = (operation: { readonly at: string }): Ask => ({ ...parseOperation(operation), ...ifTaken })

/** Observes the refusals of retired operations. */
export const retiredRoutesProbe: Probe = {
  id: 'errors.retired',
  observes: ['/errors/causes/retiredRoute/*'],
  cost: 0,
  async observe({ known, ask }) {
    const observations = await Promise.all(
      retiredOperations(known).map(async (operation) =>
        observeRefusal(known, operation.cause, await ask(retiredRequest(operation))),
      ),
    )
    return { observations: observations.flat() }
  },
}

/** Lists the operations that the gateway has retired. */
const retiredOperations = ({ operations }: Dialect) =>
  Object.values(operations).flatMap((operation) => (operation.does === 'reject' ? [operation] : []))

const unknownCauses: readonly Cause[] = ['unknownRoute', 'wrongMethod', 'unknownTask', 'unknownFile']

/** Requests for a model or an image that does not exist. Undefined if the gateway has no such endpoint. */
const unknownResourceRequests: readonly ((dialect: Dialect) => Ask | undefined)[] = [
  ({ models: { retrieve, unknown: unknownModelPolicy } }) => {
    if (!retrieve || unknownModelPolicy !== 'reject') return undefined
    const { method, path } = parseOperation(retrieve)
    return { method, path: path.replace(`{${retrieve.model.name}}`, unknownId) }
  },
  ({ results: { image: imageRoute } }) => {
    if (!imageRoute) return undefined
    const { method, path } = parseOperation(imageRoute)
    return {
      method,
      path: path.replace(`{${imageRoute.task.name}}`, unknownId).replace(`{${imageRoute.index.name}}`, '0'),
    }
  },
]

/** Checks that the gateway refuses requests for unknown paths, methods, tasks, files, models and images. */
export const unknownResourcesProbe: Probe = {
  id: 'errors.unknown',
  observes: [],
  invariants: ['an unknown path or id is never answered with success'],
  cost: 0,
  async observe(ctx) {
    const { known, ask } = ctx
    const ownCases = await Promise.all(
      unknownCauses.map(async (cause) =>
        (await isToldWithSuccess(ctx, cause)) ? undefined : refusalCases.find((one) => one.cause === cause),
      ),
    )
    const requests = [
      ...[...ownCases.map((one) => one?.ask), ...unknownResourceRequests].flatMap(
        (toRequest) => toRequest?.(known) ?? [],
      ),
      ...retiredOperations(known).map(retiredRequest),
    ]
    const answers = await Promise.all(
      requests.map(async (request) => ({ path: `${request.method} ${request.path}`, answer: await ask(request) })),
    )
    return {
      observations: [],
      invariantResults: [
        {
          invariant: 'an unknown path or id is never answered with success',
          breaches: answers.flatMap(({ path, answer }) =>
            answer.status >= 400 || isDocumentedRefusal(known, answer)
              ? []
              : [`expected a refusal of ${path}, but the status is ${answer.status}`],
          ),
          evidence: answers.map(({ answer }) => answer.number),
        },
      ],
    }
  },
}

/**
 * Tests for a cause that the gateway documents with the status of a success, as some tell an unknown task. The first call of a
 * run decides, because the observed status replaces the documented one.
 */
const isToldWithSuccess = ({ known, mode, once }: ProbeContext, cause: Cause): Promise<boolean> =>
  once(`${cause} told with success`, async () => mode === 'verify' && (known.errors.causes[cause]?.status ?? 400) < 400)

/** Tests for a refusal of a gateway that gives most of its refusals the status of a success. */
function isDocumentedRefusal({ errors }: Dialect, answer: Answer): boolean {
  const rules = Object.values(errors.causes).filter((rule) => rule !== undefined)
  return isRefused(answer) && rules.filter(({ status }) => status < 400).length > rules.length / 2
}
