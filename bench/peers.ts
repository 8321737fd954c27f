import type { Contender } from './contenders/contender.ts'
import { medians } from './parts/median.ts'
import { recordResponses } from './parts/responses.ts'
import type { Cell, Cells } from './results.ts'
import type { Settings, Workload } from './workloads/workload.ts'

interface Plan extends Settings {
  readonly workloads: readonly Workload[]
  readonly contenders: readonly Contender[]
}

/** Measures every contender in every workload, each once per round. A failure becomes the reason in its cell. */
export async function measurePeers(
  plan: Plan,
  log: (line: string) => void,
  save: (cells: Cells, rounds: number) => Promise<unknown>,
): Promise<Cells> {
  await recordResponses()
  const pairs = plan.workloads.flatMap((workload) =>
    plan.contenders
      .filter(({ workloads }) => workloads.includes(workload.id))
      .map((contender) => ({ workload, contender })),
  )
  const cells: Record<string, Record<string, Cell>> = Object.fromEntries(plan.workloads.map(({ id }) => [id, {}]))
  for (let round = 1; round <= plan.rounds; round++) {
    for (const { workload, contender } of pairs) {
      const before = cells[workload.id]?.[contender.id]
      if (before && 'reason' in before) continue
      const after = await nextRound(workload, contender, plan, before)
      cells[workload.id] = { ...cells[workload.id], [contender.id]: after }
      log(`round ${round}, (${workload.id}) ${contender.id}: ${formatCell(workload, after)}`)
    }
    await save(cells, round)
  }
  return cells
}

type Measured = Extract<Cell, { rounds: unknown }>

async function nextRound(
  workload: Workload,
  contender: Contender,
  settings: Settings,
  before: Measured | undefined,
): Promise<Cell> {
  const reason = contender.cannot?.[workload.id]
  if (reason !== undefined) return { reason }
  try {
    const rounds = [...(before?.rounds ?? []), await workload.measure(contender, settings)]
    return { ...before, rounds, values: medians(rounds.map(({ values }) => values)) }
  } catch (error) {
    const { message } = error as Error
    return before ? { ...before, failed: message } : { reason: message }
  }
}

function formatCell({ metrics }: Workload, cell: Cell): string {
  if ('reason' in cell) return cell.reason
  const { values = {}, cpu } = cell.rounds.at(-1) ?? {}
  const figures = metrics.map(({ id, show }) => show(values[id] ?? Number.NaN)).join(' / ')
  return `${figures}${cpu === undefined ? '' : `, using ${Math.round(cpu * 100)}% of its core`}`
}
