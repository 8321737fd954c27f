import { contenders } from '../contenders/all.ts'
import type { WorkloadId } from '../contenders/contender.ts'
import type { Images } from '../images.ts'
import type { Imports } from '../imports.ts'
import { median } from '../parts/median.ts'
import type { Cells } from '../results.ts'
import { digits, perSecond as perSecondText, type Sample } from '../workloads/workload.ts'
import { ratio, toMarkdown } from './table.ts'

interface Goal {
  readonly title: string
  readonly wanted: string
  /** Undefined if it was not measured. */
  readonly reached: string | undefined
  readonly isMet: boolean
  /** How sure the figure is: the figures of single rounds, and whether they were quiet. */
  readonly sureness: string
}

/** A figure of each round, and whether the round was quiet. */
interface Figure {
  readonly rounds: readonly { readonly value: number; readonly isQuiet: boolean }[]
}

/** Returns the median of the quiet rounds; of all rounds if each was noisy. */
function medianOf({ rounds }: Figure): number | undefined {
  const quiet = rounds.filter(({ isQuiet }) => isQuiet)
  return rounds.length === 0 ? undefined : median((quiet.length > 0 ? quiet : rounds).map(({ value }) => value))
}

function describeRounds({ rounds }: Figure, show: (value: number) => string): string {
  if (rounds.length === 0) return ''
  const values = rounds.map(({ value }) => value)
  const quiet = rounds.filter(({ isQuiet }) => isQuiet).length
  return `${show(Math.min(...values))} to ${show(Math.max(...values))}, ${quiet} of ${rounds.length} rounds quiet`
}

function toGoal(
  title: string,
  wanted: string,
  figure: Figure,
  show: (value: number) => string,
  isMet: (value: number) => boolean,
): Goal {
  const reached = medianOf(figure)
  return {
    ...{ title, wanted },
    reached: reached === undefined ? undefined : show(reached),
    isMet: reached !== undefined && isMet(reached),
    sureness: describeRounds(figure, show),
  }
}

const atLeast = (title: string, minimum: number, figure: Figure): Goal =>
  toGoal(title, `at least ${ratio(minimum)}`, figure, ratio, (reached) => reached >= minimum)

const atLeastPerSecond = (title: string, minimum: number, figure: Figure): Goal => {
  const show = (value: number) => `${perSecondText(value)}/s`
  return toGoal(title, `at least ${show(minimum)}`, figure, show, (reached) => reached >= minimum)
}

const atMost = (title: string, maximum: number, figure: Figure): Goal =>
  toGoal(title, `at most ${maximum}`, figure, ratio, (reached) => reached <= maximum)

const under = (title: string, maximum: number, unit: string, figure: Figure, fraction = 0): Goal =>
  toGoal(title, `under ${maximum}${unit}`, figure, digits(unit, fraction), (reached) => reached < maximum)

/** Makes a figure of a value that was measured once. */
const once = (value: number): Figure => ({ rounds: [{ value, isQuiet: true }] })

function computeGoals(cells: Cells): Goal[] {
  const roundsOf = (workload: WorkloadId, contender: string): readonly Sample[] => {
    const cell = cells[workload]?.[contender]
    return cell && 'rounds' in cell ? cell.rounds : []
  }
  const value = (workload: WorkloadId, contender: string, metric: string): Figure => ({
    rounds: roundsOf(workload, contender).flatMap(({ values, noise }) => {
      const measured = values[metric]
      return measured === undefined ? [] : [{ value: measured, isQuiet: noise === undefined }]
    }),
  })
  const compare = (workload: WorkloadId, metric: string, other: string | undefined, one = 'ours'): Figure => {
    const bases = other === undefined ? [] : roundsOf(workload, other)
    return {
      rounds: roundsOf(workload, one).flatMap(({ values, noise }, round) => {
        const [measured, base] = [values[metric], bases[round]?.values[metric]]
        return measured === undefined || base === undefined
          ? []
          : [{ value: measured / base, isQuiet: noise === undefined }]
      }),
    }
  }
  const perSecond = (workload: WorkloadId, other: string | undefined) => compare(workload, 'perSecond', other)
  const plain = (workload: WorkloadId, other: string) => compare(workload, 'perSecond', other, 'ours-plain')
  const rate = (workload: WorkloadId, contender: string) => medianOf(value(workload, contender, 'perSecond'))
  const fastest = (workload: WorkloadId) =>
    contenders
      .filter(({ id, keepsState }) => keepsState && !id.startsWith('ours') && rate(workload, id) !== undefined)
      .sort((one, other) => (rate(workload, other.id) ?? 0) - (rate(workload, one.id) ?? 0))[0]
  const titleOfFastest = (workload: WorkloadId) =>
    `(${workload}) relative to the fastest peer that keeps state${fastest(workload) ? `, ${fastest(workload)?.title}` : ''}`
  return [
    atLeast('(a) relative to bare `node:http`', 0.5, perSecond('a', 'bare')),
    atLeast(titleOfFastest('a'), 1.5, perSecond('a', fastest('a')?.id)),
    atLeast('(b) relative to bare `node:http`', 0.6, perSecond('b', 'bare')),
    atLeast(titleOfFastest('b'), 1.5, perSecond('b', fastest('b')?.id)),
    atLeast('(c) relative to bare + busboy', 0.8, perSecond('c', 'bare-busboy')),
    atLeast('(c) relative to aimock', 20, perSecond('c', 'aimock')),
    under('(d) growth for one upload', 64, ' MB', value('d', 'ours', 'oneGrowth')),
    under('(d) growth for 16 at once', 256, ' MB', value('d', 'ours', 'manyGrowth')),
    atMost('(f) start relative to `prism mock`', 0.5, compare('f', 'ms', 'prism')),
    atMost('(f) start relative to aimock', 1, compare('f', 'ms', 'aimock')),
    under('(g) heap per task', 400, ' B', value('g', 'ours', 'heap')),
    under('(g) RSS per task', 400, ' B', value('g', 'ours', 'resident')),
    atLeast('(g) polls relative to 1,000 tasks', 0.9, value('g', 'ours', 'polls')),
    under('(h) the slowest', 1.5, ' s', value('h', 'ours', 'slowest'), 1),
    atLeast('(i) submits relative to MSW', 5, compare('i', 'submit', 'msw')),
    atLeast('(i) polls relative to MSW', 5, compare('i', 'poll', 'msw')),
    atLeastPerSecond('(j) images with new prompts', 500, value('j', 'ours', 'perSecond')),
    under('(j) RSS after', 300, ' MB', value('j', 'ours', 'resident')),
    atLeastPerSecond('(k) images with one prompt', 2000, value('k', 'ours', 'perSecond')),
    atLeastPerSecond('(l) streams with new prompts', 100, value('l', 'ours', 'perSecond')),
    atLeast('(m) relative to bare + busboy', 0.6, perSecond('m', 'bare-busboy')),
    ...(['j', 'k', 'l', 'm'] as const).map((id) =>
      atLeast(`(${id}) plain images relative to bare`, 0.5, plain(id, id === 'm' ? 'bare-busboy' : 'bare')),
    ),
    ...(['j', 'k', 'm'] as const).map((id) =>
      atLeast(`(${id}) plain images relative to aimock`, 2, plain(id, 'aimock')),
    ),
    under('(n) `createMock` to the first answer', 150, ' ms', value('n', 'ours', 'answered')),
    under('(o) the whole of `npm test`', 180, ' s', value('o', 'ours', 'seconds')),
  ]
}

const table = (goals: readonly Goal[]): string =>
  toMarkdown(
    ['goal', 'wanted', 'reached', '', 'single rounds'],
    goals.map(({ title, wanted, reached, isMet, sureness }) => [
      title,
      wanted,
      reached ?? 'not measured',
      reached === undefined ? '' : isMet ? 'met' : '**missed**',
      sureness,
    ]),
  )

export const goalsTable = (cells: Cells): string => table(computeGoals(cells))

export const imageGoals = ({ kinds }: Images): string =>
  table(kinds.map(({ title, first, limit }) => under(title, limit, ' ms', once(first))))

export const importGoals = ({ openapiFetch, client, mock, oneEntry }: Imports): string =>
  table([
    atMost('`proofsheet/client` relative to `openapi-fetch`', 3, once(client / openapiFetch)),
    atMost('`proofsheet` relative to one entry for all uses', 0.5, once(mock / oneEntry)),
  ])
