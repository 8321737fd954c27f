import type { Cause, Dialect } from '../../dialect/schema.ts'
import { type Ask, isRefused } from '../ask.ts'
import type { Probe } from '../probe.ts'
import { causeSeen, refusalSeen } from '../refusals/causes.ts'
import { imageOperations, placeOf, pollAsk } from '../requests/free-requests.ts'
import { strangeThing } from '../requests/unknown-values.ts'

/** A refusal that costs nothing: a request that must be refused for the cause, or none where the gateway has no such thing. */
interface Refused {
  readonly cause: Cause
  readonly ask: (facts: Dialect) => Ask | undefined
}

/** The operation that takes a body of the kind. */
const takes = (facts: Dialect, body: 'json' | 'multipart') =>
  imageOperations(facts).find(({ bodies }) => bodies.includes(body))

const refusals: readonly Refused[] = [
  {
    cause: 'malformedBody',
    ask: (facts) => {
      const operation = takes(facts, 'json')
      return operation && { ...placeOf(operation), headers: { 'content-type': 'application/json' }, text: '{' }
    },
  },
  {
    cause: 'malformedForm',
    ask: (facts) => {
      const operation = takes(facts, 'multipart')
      const headers = { 'content-type': 'multipart/form-data; boundary=none' }
      return operation && { ...placeOf(operation), headers, text: 'no form' }
    },
  },
  {
    cause: 'unsupportedMediaType',
    ask: (facts) => {
      const [operation] = imageOperations(facts)
      return operation && { ...placeOf(operation), headers: { 'content-type': 'text/plain' }, text: 'a fox' }
    },
  },
  { cause: 'unknownRoute', ask: () => ({ method: 'GET', path: `/${strangeThing}` }) },
  {
    cause: 'wrongMethod',
    ask: (facts) => {
      const [operation] = imageOperations(facts)
      return operation && { ...placeOf(operation), method: 'DELETE' }
    },
  },
  {
    cause: 'unknownTask',
    ask: ({ tasks }) => {
      const [poll] = Object.values(tasks.polls ?? {})
      return poll && pollAsk(poll, `${tasks.id.prefix}${strangeThing}`)
    },
  },
  {
    cause: 'unknownFile',
    ask: ({ files }) => {
      if (!files) return undefined
      const { method, path } = placeOf({ at: files.retrieve })
      return { method, path: path.replace(`{${files.parameter}}`, `${files.id.prefix}${strangeThing}`) }
    },
  },
]

/** How the gateway says each of them. */
export const refusalProbes: readonly Probe[] = refusals.map(({ cause, ask }) => ({
  id: `errors.${cause}`,
  observes: [`/errors/causes/${cause}/*`],
  cost: 0,
  async observe({ facts, ask: send }) {
    const asked = ask(facts)
    if (!asked) return { seen: [] }
    return { seen: refusalSeen(facts, cause, await send(asked)) }
  },
}))

/** Operations that answer nobody any more. */
export const retiredRoutes: Probe = {
  id: 'errors.retired',
  observes: ['/errors/causes/retiredRoute/*'],
  cost: 0,
  async observe({ facts, ask }) {
    const retired = Object.values(facts.operations).flatMap((operation) =>
      operation.does === 'refuse' ? [operation] : [],
    )
    const seen = await Promise.all(
      retired.map(async (operation) => causeSeen(facts, operation.cause, await ask(placeOf(operation)))),
    )
    return { seen: seen.flat() }
  },
}

/** Things that there are not. */
const nothings: readonly ((facts: Dialect) => Ask | undefined)[] = [
  (facts) => refusals.find(({ cause }) => cause === 'unknownTask')?.ask(facts),
  (facts) => refusals.find(({ cause }) => cause === 'unknownFile')?.ask(facts),
  ({ models: { retrieve, unknown } }) => {
    if (!retrieve || unknown !== 'refused') return undefined
    const { method, path } = placeOf(retrieve)
    return { method, path: path.replace(`{${retrieve.parameter}}`, strangeThing) }
  },
  ({ results: { picture } }) => {
    if (!picture) return undefined
    const { method, path } = placeOf(picture)
    return { method, path: path.replace(`{${picture.task}}`, strangeThing).replace(`{${picture.index}}`, '0') }
  },
]

/** Whatever a gateway is asked for that there is not, it does not make up. */
export const nothingMadeUp: Probe = {
  id: 'errors.nothing',
  observes: [],
  keeps: ['what is unknown is never answered with success'],
  cost: 0,
  async observe({ facts, ask }) {
    const asks = nothings.flatMap((make) => make(facts) ?? [])
    const answers = await Promise.all(asks.map(async (each) => ({ path: each.path, answer: await ask(each) })))
    return {
      seen: [],
      kept: [
        {
          invariant: 'what is unknown is never answered with success',
          breaches: answers.flatMap(({ path, answer }) =>
            isRefused(answer) ? [] : [`${path} was answered with ${answer.status}`],
          ),
          evidence: answers.map(({ answer }) => answer.number),
        },
      ],
    }
  },
}
