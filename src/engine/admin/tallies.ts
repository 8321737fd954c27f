import { parseSelection } from '../../scenario/selection.ts'
import { msPerSecond } from '../../time/units.ts'
import { type EndedCall, isNewTask } from '../request/exchange-summary.ts'

/** Bounds of the buckets for durations, in seconds: a reply without an image takes about 1 ms, a slow scenario some minutes. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

/** Figures of the exchanges with equal labels. */
export interface Tally {
  readonly provider: string
  /** Method and path of the contract, or `none`. */
  readonly operation: string
  /** First digit of the status; 0 for a connection that broke. */
  readonly statusClass: number
  /** Name of the scenario, or `none`. */
  readonly scenario: string
  requests: number
  newTasks: number
  seconds: number
  /** Number of durations by bucket; the last bucket has those above all bounds. */
  readonly buckets: number[]
}

/** Tallies by operation of a contract, or by provider for paths without an operation. */
export type Tallies = Map<object, Tally[]>

const noScenario = 'none'

/** Counts an exchange. The library of figures would take several times as long, and so would a key of the labels. */
export function count(tallies: Tallies, ended: EndedCall): void {
  const { call, log, status, durationMs, isRouted } = ended
  const subject = isRouted ? call.operation : call.provider
  const ofSubject = tallies.get(subject) ?? []
  if (ofSubject.length === 0) tallies.set(subject, ofSubject)
  const statusClass = status === undefined ? 0 : Math.floor(status / 100)
  const scenario = (log.effects && parseSelection(log.effects.selection)?.name) ?? noScenario
  let tally = ofSubject.find((known) => known.statusClass === statusClass && known.scenario === scenario)
  if (!tally) {
    tally = createTally(call.provider.id, isRouted ? call.operation.route : 'none', statusClass, scenario)
    ofSubject.push(tally)
  }
  const seconds = durationMs / msPerSecond
  tally.requests++
  tally.seconds += seconds
  if (isNewTask(ended)) tally.newTasks++
  let bucket = 0
  while (bucket < bounds.length && seconds > (bounds[bucket] as number)) bucket++
  tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1
}

const createTally = (provider: string, operation: string, statusClass: number, scenario: string): Tally => ({
  ...{ provider, operation, statusClass, scenario, requests: 0, newTasks: 0, seconds: 0 },
  buckets: Array.from({ length: bounds.length + 1 }, () => 0),
})

/** A value of a histogram, in the form of the library. */
export interface HistogramValue {
  readonly metricName: string
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
}

/** Lists the values of a histogram of durations by provider and operation. */
export function listDurations(name: string, tallies: readonly Tally[]): HistogramValue[] {
  const groups = Map.groupBy(tallies, ({ provider, operation }) => `${provider} ${operation}`)
  return [...groups.values()].flatMap((group) => {
    const { provider = '', operation = '' } = group[0] ?? {}
    const labels = { provider, operation }
    const sumOf = (read: (tally: Tally) => number) => group.reduce((sum, tally) => sum + read(tally), 0)
    let total = 0
    const buckets = [...bounds, '+Inf'].map((le, index) => {
      total += sumOf(({ buckets }) => buckets[index] ?? 0)
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: total }
    })
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: sumOf(({ seconds }) => seconds) },
      { metricName: `${name}_count`, labels, value: total },
    ]
  })
}
