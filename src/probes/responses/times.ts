import { readFirst } from '../../dialect/lens.ts'
import { readTime } from '../../dialect/times.ts'
import { msPerMinute, msPerSecond } from '../../time/units.ts'
import type { Answer } from '../ask.ts'
import { timeFormOf } from '../documents/members.ts'
import { imagesIn } from '../generations/images.ts'
import type { InvariantResult, Probe, ProbeContext } from '../probe.ts'
import { judgeEach } from './judge-each.ts'
import { type LensDocument, lensDocuments } from './lens-documents.ts'

const invariants = {
  future: 'created_at and completed_at do not lie in the future',
  past: 'created_at and completed_at are not before the first request',
  order: 'completed_at is not before created_at',
  steady: 'completed_at never changes',
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
    const starts = startsOf(ctx.answered)
    const judged = times.map((time) => ({ ...time, offMs: offsetOf(time, starts) }))
    return {
      observations: [],
      invariantResults: [
        toResult(invariants.future, judged, ({ offMs }) =>
          offMs > leewayMs ? `lies ${describe(offMs)} in the future` : undefined,
        ),
        // A gateway may know the file of an upload from an earlier run.
        toResult(
          invariants.past,
          judged.filter(({ document: { kind } }) => kind !== 'file'),
          ({ offMs }) => (offMs < -leewayMs ? `lies ${describe(-offMs)} before the first request` : undefined),
        ),
        toResult(
          invariants.order,
          times.filter(({ field }) => field === 'completedAt'),
          ({ timeMs, document }) => {
            const created = times.filter((time) => time.field === 'createdAt' && isSameTask(time.document, document))
            // The time of creation may move, which has its own rule.
            const earlierMs = Math.min(...created.map((time) => time.timeMs)) - timeMs
            return created.length > 0 && earlierMs > roundingMs
              ? `lies ${describe(earlierMs)} before the creation`
              : undefined
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

/** Clocks that say when a response was made: of this machine, and of the gateway. */
const clocks: readonly ((answer: Answer) => number | undefined)[] = [
  ({ receivedAt }) => receivedAt,
  ({ headers }) => {
    const timeMs = Date.parse(headers.date ?? '')
    return Number.isNaN(timeMs) ? undefined : timeMs
  },
]

/** Returns the time of the first response by each clock. */
const startsOf = (answered: ProbeContext['answered']): number[] =>
  clocks.map((clock) => Math.min(...answered.map(({ answer }) => clock(answer) ?? Number.POSITIVE_INFINITY)))

/**
 * Returns by how much a time is later than its response (above 0) or earlier than the first response (below 0), in ms. The
 * clock counts by which the difference is smallest, because the clock of this machine or of a server in front may be wrong.
 */
function offsetOf({ timeMs, document: { answer } }: DocumentTime, starts: readonly number[]): number {
  const offsets = clocks.flatMap((clock, index) => {
    const now = clock(answer)
    const start = starts[index]
    if (now === undefined || start === undefined) return []
    return timeMs > now ? timeMs - now : timeMs < start ? timeMs - start : 0
  })
  const [nearest = 0] = offsets.toSorted((a, b) => Math.abs(a) - Math.abs(b))
  return nearest
}

/**
 * Lists the times of a document. A value that is no time of this year is left to the probe of the member. Before the images
 * are there, the time of the end may be an estimate.
 */
function listTimes(document: LensDocument): DocumentTime[] {
  const { json, lenses, answer } = document
  const isFinished = imagesIn(json).length > 0
  return timeFields.flatMap((field): DocumentTime[] => {
    if (field !== 'createdAt' && !isFinished) return []
    const value = lenses.map((lens) => readFirst(json, lens[field])).find((candidate) => candidate !== undefined)
    const form = timeFormOf(value, answer.receivedAt, document.timeForms)
    const timeMs = form === undefined ? undefined : readTime(form, value)
    return timeMs === undefined ? [] : [{ field, timeMs, document }]
  })
}

const toResult = <T extends DocumentTime>(
  invariant: string,
  times: readonly T[],
  findFault: (time: T) => string | undefined,
): InvariantResult =>
  judgeEach(
    invariant,
    times,
    (time) => {
      const fault = findFault(time)
      return fault === undefined ? [] : [`${time.document.at}: ${time.field} ${fault}`]
    },
    ({ document }) => document.answer.number,
  )

/** Returns what the polls of one task through one endpoint have in common. */
const taskOf = ({ at, ask }: LensDocument): string => JSON.stringify([at, ask.path, ask.query])
const isSameTask = (a: LensDocument, b: LensDocument) => taskOf(a) === taskOf(b)

/** Checks that polls of a finished task repeat its times. */
function checkSteadiness(times: readonly DocumentTime[]): InvariantResult {
  const lateTimes = times.filter(({ field, document }) => field !== 'createdAt' && document.kind === 'poll')
  const groups = [
    ...Map.groupBy(lateTimes, ({ field, document }) => JSON.stringify([field, taskOf(document)])).values(),
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
