import { contenders } from '../contenders/all.ts'
import type { WorkId } from '../contenders/contender.ts'
import type { Pictures } from '../pictures.ts'
import type { Cells } from '../results.ts'
import { digits } from '../works/work.ts'
import { ratio, toMarkdown } from './table.ts'

interface Goal {
  readonly what: string
  readonly wanted: string
  /** Undefined where it was not measured. */
  readonly reached: string | undefined
  readonly isMet: boolean
}

/** Of two loads of one server, the second may be this much slower by chance. */
const chance = 0.05

const atLeast = (what: string, least: number, reached: number | undefined): Goal => ({
  what,
  wanted: `at least ${ratio(least)}`,
  reached: reached === undefined ? undefined : ratio(reached),
  isMet: reached !== undefined && reached >= least,
})

const under = (what: string, most: number, unit: string, reached: number | undefined): Goal => ({
  what,
  wanted: `under ${most}${unit}`,
  reached: reached === undefined ? undefined : digits(unit, 0)(reached),
  isMet: reached !== undefined && reached < most,
})

function goalsOf(cells: Cells): Goal[] {
  const value = (work: WorkId, contender: string, metric: string): number | undefined => {
    const cell = cells[work]?.[contender]
    return cell && 'values' in cell ? cell.values[metric] : undefined
  }
  const beside = (work: WorkId, metric: string, other: string | undefined) => {
    const [one, base] = [value(work, 'ours', metric), other === undefined ? undefined : value(work, other, metric)]
    return one === undefined || base === undefined ? undefined : one / base
  }
  const perSecond = (work: WorkId, other: string | undefined) => beside(work, 'perSecond', other)
  const fastest = (work: WorkId) =>
    contenders
      .filter(({ id, keepsState }) => keepsState && id !== 'ours' && value(work, id, 'perSecond') !== undefined)
      .sort((one, other) => (value(work, other.id, 'perSecond') ?? 0) - (value(work, one.id, 'perSecond') ?? 0))[0]
  const peer = (work: WorkId) =>
    `(${work}) beside the fastest peer that keeps state${fastest(work) ? `, ${fastest(work)?.title}` : ''}`
  const start = beside('f', 'ms', 'prism')
  return [
    atLeast('(a) beside bare `node:http`', 0.5, perSecond('a', 'bare')),
    atLeast(peer('a'), 1.5, perSecond('a', fastest('a')?.id)),
    atLeast('(b) beside bare `node:http`', 0.6, perSecond('b', 'bare')),
    atLeast(peer('b'), 1.5, perSecond('b', fastest('b')?.id)),
    atLeast('(c) beside bare + busboy', 0.8, perSecond('c', 'bare-busboy')),
    atLeast('(c) beside aimock', 20, perSecond('c', 'aimock')),
    under('(d) growth for one upload', 64, ' MB', value('d', 'ours', 'oneGrowth')),
    under('(d) growth for 16 at once', 256, ' MB', value('d', 'ours', 'manyGrowth')),
    {
      what: '(f) start beside `prism mock`',
      wanted: 'at most 0.5',
      reached: start === undefined ? undefined : ratio(start),
      isMet: start !== undefined && start <= 0.5,
    },
    under('(g) heap a task', 400, ' B', value('g', 'ours', 'heap')),
    under('(g) RSS a task', 400, ' B', value('g', 'ours', 'resident')),
    atLeast('(g) polls beside those of 1,000 tasks, less chance', 1 - chance, value('g', 'ours', 'polls')),
    atLeast('(i) submits beside MSW', 5, beside('i', 'submit', 'msw')),
    atLeast('(i) polls beside MSW', 5, beside('i', 'poll', 'msw')),
  ]
}

const table = (goals: readonly Goal[]): string =>
  toMarkdown(
    ['goal', 'wanted', 'reached', ''],
    goals.map(({ what, wanted, reached, isMet }) => [
      what,
      wanted,
      reached ?? 'not measured',
      reached === undefined ? '' : isMet ? 'met' : '**missed**',
    ]),
  )

export const goalsTable = (cells: Cells): string => table(goalsOf(cells))

export const pictureGoals = ({ kinds }: Pictures): string =>
  table(kinds.map(({ title, first, most }) => under(title, most, ' ms', first)))
