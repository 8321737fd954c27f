import { readFirst } from '../../dialect/lens.ts'
import { msPerMinute, msPerSecond } from '../../time/units.ts'
import { timeUnitOf } from '../documents/members.ts'
import type { InvariantResult, Probe } from '../probe.ts'
import { type LensDocument, lensDocuments } from './lens-documents.ts'

const invariants = {
  future: 'no time lies in the future',
  past: 'nothing is older than its request',
  order: 'a task ends after its creation',
  steady: 'the time when a task ended never changes',
} as const

const timeFields = ['createdAt', 'completedAt', 'resultCreatedAt'] as const

/** Time in a document, in ms since 1970. */
interface DocumentTime {
  readonly field: (typeof timeFields)[number]
  readonly timeMs: number
  readonly document: LensDocument
}

/** Checks the times in all documents against the clock, against each other, and against the same time in later polls. */
export const timesProbe: Probe = {
  id: 'responses.times',
  observes: [],
  invariants: Object.values(invariants),
  cost: 0,
  isReader: true,
  async observe(ctx) {
    const documents = lensDocuments(ctx)
    const times = documents.flatMap(listTimes)
    const startMs = Math.min(...ctx.answered.map(({ answer }) => Math.min(...clocksOf(answer))))
    return {
      observations: [],
      invariantResults: [
        toResult(invariants.future, times, ({ timeMs, document }) => {
          const aheadMs = timeMs - Math.max(...clocksOf(document.answer))
          return aheadMs > leewayMs ? `lies ${describe(aheadMs)} in the future` : undefined
        }),
        // A gateway may know the file of an upload from an earlier run.
        toResult(
          invariants.past,
          times.filter(({ document: { kind } }) => kind !== 'file'),
          ({ timeMs }) =>
            startMs - timeMs > leewayMs ? `lies ${describe(startMs - timeMs)} before the run` : undefined,
        ),
        toResult(
          invariants.order,
          times.filter(({ field }) => field === 'completedAt'),
          ({ timeMs, document }) => {
            const created = listTimes(document).find(({ field }) => field === 'createdAt')
            const earlierMs = created ? created.timeMs - timeMs : 0
            return earlierMs > roundingMs ? `lies ${describe(earlierMs)} before the creation` : undefined
          },
        ),
        checkSteadiness(times),
      ],
    }
  },
}

/** Difference that clocks of honest machines may have. */
const leewayMs = 10 * msPerMinute
/** Difference that rounding to seconds may make. */
const roundingMs = 2 * msPerSecond

/** Lists the clocks that say when a response was made: of this machine, and of the gateway. */
function clocksOf({ receivedAt, headers }: LensDocument['answer']): number[] {
  const date = Date.parse(headers.date ?? '')
  return Number.isNaN(date) ? [receivedAt] : [receivedAt, date]
}

/** Lists the times of a document. A value that is no time of this year is left to the probe of the member. */
function listTimes(document: LensDocument): DocumentTime[] {
  const { json, lenses, answer } = document
  return timeFields.flatMap((field): DocumentTime[] => {
    const value = lenses.map((lens) => readFirst(json, lens[field])).find((candidate) => candidate !== undefined)
    const unit = timeUnitOf(value, answer.receivedAt)
    if (unit === undefined) return []
    return [{ field, timeMs: Number(value) * (unit === 'seconds' ? msPerSecond : 1), document }]
  })
}

function toResult(
  invariant: string,
  times: readonly DocumentTime[],
  findFault: (time: DocumentTime) => string | undefined,
): InvariantResult {
  const faulty = times.flatMap((time) => {
    const fault = findFault(time)
    return fault === undefined ? [] : [{ time, text: `${time.document.at}: ${time.field} ${fault}` }]
  })
  const cited = faulty.length > 0 ? faulty.map(({ time }) => time) : times
  return {
    invariant,
    breaches: [...new Set(faulty.map(({ text }) => text))],
    evidence: [...new Set(cited.map(({ document }) => document.answer.number))],
  }
}

/** Checks that polls of a finished task repeat its times. */
function checkSteadiness(times: readonly DocumentTime[]): InvariantResult {
  const lateTimes = times.filter(({ field, document }) => field !== 'createdAt' && document.kind === 'poll')
  const groups = [
    ...Map.groupBy(lateTimes, ({ field, document: { at, ask } }) =>
      JSON.stringify([field, at, ask.path, ask.query]),
    ).values(),
  ]
  const repeated = groups.filter((group) => group.length > 1)
  const moving = repeated.filter((group) => new Set(group.map(({ timeMs }) => timeMs)).size > 1)
  return {
    invariant: invariants.steady,
    breaches: moving.flatMap(([first, ...rest]) => {
      const changed = rest.find(({ timeMs }) => timeMs !== first?.timeMs)
      return first && changed
        ? [`${first.document.at}: ${first.field} moved by ${describe(Math.abs(changed.timeMs - first.timeMs))}`]
        : []
    }),
    evidence: [
      ...new Set((moving.length > 0 ? moving : repeated).flat().map(({ document }) => document.answer.number)),
    ],
  }
}

const describe = (ms: number): string =>
  ms < msPerMinute ? `${Math.round(ms / msPerSecond)} s` : `${Math.round(ms / msPerMinute)} minutes`
