import type { Contender } from './contenders/contender.ts'
import { captureAnswers } from './parts/answers.ts'
import { medians } from './parts/median.ts'
import type { Cell, Cells } from './results.ts'
import type { Settings, Work } from './works/work.ts'

interface Plan extends Settings {
  readonly works: readonly Work[]
  readonly contenders: readonly Contender[]
}

/** Every contender in every work, all of them once before any of them again. A failure is told of in its cell. */
export async function measurePeers(
  plan: Plan,
  tell: (line: string) => void,
  keep: (cells: Cells, rounds: number) => Promise<unknown>,
): Promise<Cells> {
  await captureAnswers()
  const pairs = plan.works.flatMap((work) =>
    plan.contenders.filter(({ works }) => works.includes(work.id)).map((contender) => ({ work, contender })),
  )
  const cells: Record<string, Record<string, Cell>> = Object.fromEntries(plan.works.map(({ id }) => [id, {}]))
  for (let round = 1; round <= plan.rounds; round++) {
    for (const { work, contender } of pairs) {
      const before = cells[work.id]?.[contender.id]
      if (before && 'reason' in before) continue
      const after = await nextRound(work, contender, plan, before)
      cells[work.id] = { ...cells[work.id], [contender.id]: after }
      tell(`round ${round}, (${work.id}) ${contender.id}: ${said(work, after)}`)
    }
    await keep(cells, round)
  }
  return cells
}

type Measured = Extract<Cell, { rounds: unknown }>

async function nextRound(
  work: Work,
  contender: Contender,
  settings: Settings,
  before: Measured | undefined,
): Promise<Cell> {
  const reason = contender.cannot?.[work.id]
  if (reason !== undefined) return { reason }
  try {
    const rounds = [...(before?.rounds ?? []), await work.measure(contender, settings)]
    return { ...before, rounds, values: medians(rounds.map(({ values }) => values)) }
  } catch (error) {
    const { message } = error as Error
    return before ? { ...before, failed: message } : { reason: message }
  }
}

function said({ metrics }: Work, cell: Cell): string {
  if ('reason' in cell) return cell.reason
  const { values = {}, cpu } = cell.rounds.at(-1) ?? {}
  const figures = metrics.map(({ id, show }) => show(values[id] ?? Number.NaN)).join(' / ')
  return `${figures}${cpu === undefined ? '' : `, at ${Math.round(cpu * 100)}% of its core`}`
}
