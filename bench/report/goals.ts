import { contenders } from '../contenders/all.ts'
import type { WorkloadId } from '../contenders/contender.ts'
import type { Images } from '../images.ts'
import type { Imports } from '../imports.ts'
import type { Cells } from '../results.ts'
import { digits, perSecond as perSecondText } from '../workloads/workload.ts'
import { ratio, toMarkdown } from './table.ts'

interface Goal {
  readonly title: string
  readonly wanted: string
  /** Undefined if it was not measured. */
  readonly reached: string | undefined
  readonly isMet: boolean
}

/** Share by which a second load of the same server may be slower by chance. */
const chance = 0.05

const atLeast = (title: string, minimum: number, reached: number | undefined): Goal => ({
  title,
  wanted: `at least ${ratio(minimum)}`,
  reached: reached === undefined ? undefined : ratio(reached),
  isMet: reached !== undefined && reached >= minimum,
})

const atLeastPerSecond = (title: string, minimum: number, reached: number | undefined): Goal => ({
  title,
  wanted: `at least ${perSecondText(minimum)}/s`,
  reached: reached === undefined ? undefined : `${perSecondText(reached)}/s`,
  isMet: reached !== undefined && reached >= minimum,
})

const atMost = (title: string, maximum: number, reached: number | undefined): Goal => ({
  title,
  wanted: `at most ${maximum}`,
  reached: reached === undefined ? undefined : ratio(reached),
  isMet: reached !== undefined && reached <= maximum,
})

const under = (title: string, maximum: number, unit: string, reached: number | undefined): Goal => ({
  title,
  wanted: `under ${maximum}${unit}`,
  reached: reached === undefined ? undefined : digits(unit, 0)(reached),
  isMet: reached !== undefined && reached < maximum,
})

function computeGoals(cells: Cells): Goal[] {
  const value = (workload: WorkloadId, contender: string, metric: string): number | undefined => {
    const cell = cells[workload]?.[contender]
    return cell && 'values' in cell ? cell.values[metric] : undefined
  }
  const compare = (workload: WorkloadId, metric: string, other: string | undefined) => {
    const [one, base] = [
      value(workload, 'ours', metric),
      other === undefined ? undefined : value(workload, other, metric),
    ]
    return one === undefined || base === undefined ? undefined : one / base
  }
  const perSecond = (workload: WorkloadId, other: string | undefined) => compare(workload, 'perSecond', other)
  const plain = (workload: WorkloadId, other: string) => {
    const [one, base] = [value(workload, 'ours-plain', 'perSecond'), value(workload, other, 'perSecond')]
    return one === undefined || base === undefined ? undefined : one / base
  }
  const fastest = (workload: WorkloadId) =>
    contenders
      .filter(({ id, keepsState }) => keepsState && id !== 'ours' && value(workload, id, 'perSecond') !== undefined)
      .sort(
        (one, other) => (value(workload, other.id, 'perSecond') ?? 0) - (value(workload, one.id, 'perSecond') ?? 0),
      )[0]
  const titleOfFastest = (workload: WorkloadId) =>
    `(${workload}) relative to the fastest peer that keeps state${fastest(workload) ? `, ${fastest(workload)?.title}` : ''}`
  const start = compare('f', 'ms', 'prism')
  return [
    atLeast('(a) relative to bare `node:http`', 0.5, perSecond('a', 'bare')),
    atLeast(titleOfFastest('a'), 1.5, perSecond('a', fastest('a')?.id)),
    atLeast('(b) relative to bare `node:http`', 0.6, perSecond('b', 'bare')),
    atLeast(titleOfFastest('b'), 1.5, perSecond('b', fastest('b')?.id)),
    atLeast('(c) relative to bare + busboy', 0.8, perSecond('c', 'bare-busboy')),
    atLeast('(c) relative to aimock', 20, perSecond('c', 'aimock')),
    under('(d) growth for one upload', 64, ' MB', value('d', 'ours', 'oneGrowth')),
    under('(d) growth for 16 at once', 256, ' MB', value('d', 'ours', 'manyGrowth')),
    atMost('(f) start relative to `prism mock`', 0.5, start),
    under('(g) heap per task', 400, ' B', value('g', 'ours', 'heap')),
    under('(g) RSS per task', 400, ' B', value('g', 'ours', 'resident')),
    atLeast('(g) polls relative to 1,000 tasks, within chance', 1 - chance, value('g', 'ours', 'polls')),
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
  ]
}

const table = (goals: readonly Goal[]): string =>
  toMarkdown(
    ['goal', 'wanted', 'reached', ''],
    goals.map(({ title, wanted, reached, isMet }) => [
      title,
      wanted,
      reached ?? 'not measured',
      reached === undefined ? '' : isMet ? 'met' : '**missed**',
    ]),
  )

export const goalsTable = (cells: Cells): string => table(computeGoals(cells))

export const imageGoals = ({ kinds }: Images): string =>
  table(kinds.map(({ title, first, limit }) => under(title, limit, ' ms', first)))

export const importGoals = ({ openapiFetch, client, mock, oneEntry }: Imports): string =>
  table([
    atMost('`proofsheet/client` relative to `openapi-fetch`', 3, client / openapiFetch),
    atMost('`proofsheet` relative to one entry for all uses', 0.5, mock / oneEntry),
  ])
