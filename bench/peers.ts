import type { Contender } from './contenders/contender.ts'
import { medians } from './parts/median.ts'
import { measureOthers } from './parts/others.ts'
import { recordResponses } from './parts/responses.ts'
import type { Cell, Cells } from './results.ts'
import type { Sample, Settings, Workload } from './workloads/workload.ts'

interface Plan extends Settings {
  readonly workloads: readonly Workload[]
  readonly contenders: readonly Contender[]
}

/** Share of the cores that others may use before and after a workload. */
const mostOthers = 0.1
/** Share by which two measurements of one contender may differ, before and after the others. */
const mostSpread = 0.1

/**
 * Measures every contender in every workload, each once per round. The contender to which the ratios refer is measured before and after
 * the others, and has the mean. A failure becomes the reason in its cell.
 */
export async function measurePeers(
  plan: Plan,
  log: (line: string) => void,
  save: (cells: Cells, rounds: number) => Promise<unknown>,
): Promise<Cells> {
  await recordResponses()
  const cells: Record<string, Record<string, Cell>> = Object.fromEntries(plan.workloads.map(({ id }) => [id, {}]))
  for (let round = 1; round <= plan.rounds; round++) {
    for (const workload of plan.workloads) {
      if (round > (workload.rounds ?? plan.rounds)) continue
      cells[workload.id] = await measureWorkload(workload, plan, cells[workload.id] ?? {}, (line) =>
        log(`round ${round}, ${line}`),
      )
    }
    await save(cells, round)
  }
  return cells
}

type Measured = Extract<Cell, { rounds: unknown }>
type Outcome = { readonly sample: Sample } | { readonly failed: string }

async function measureWorkload(
  workload: Workload,
  plan: Plan,
  cells: Readonly<Record<string, Cell>>,
  log: (line: string) => void,
): Promise<Record<string, Cell>> {
  const { id, base, measure } = workload
  const able = plan.contenders.filter((contender) => contender.workloads.includes(id))
  const trying = able.filter((contender) => {
    const known = cells[contender.id]
    return contender.cannot?.[id] === undefined && !(known && 'reason' in known)
  })
  const outcomes = new Map<string, Outcome>()
  const othersBefore = await measureOthers()
  for (const contender of trying) {
    const outcome = await tryTo(() => workload.measure(contender, plan))
    outcomes.set(contender.id, outcome)
    log(`(${id}) ${contender.id}: ${formatOutcome(workload, outcome)}`)
  }
  const first = base === undefined ? undefined : outcomes.get(base)
  const again = trying.find((contender) => contender.id === base)
  let spread: number | undefined
  if (first && 'sample' in first && again && trying.length > 1 && first.sample.values.perSecond !== undefined) {
    const second = await tryTo(() => measure(again, plan))
    if ('sample' in second) {
      spread = spreadOf(first.sample, second.sample)
      outcomes.set(again.id, { sample: { ...first.sample, values: meanOf(first.sample, second.sample) } })
      log(`(${id}) ${again.id} again: ${formatOutcome(workload, second)}`)
    }
  }
  const others = Math.max(othersBefore, await measureOthers())
  const noise = describeNoise(others, spread)
  if (noise !== undefined) log(`(${id}) is noisy: ${noise}`)
  return Object.fromEntries(
    able.map((contender) => {
      const reason = contender.cannot?.[id]
      const outcome = outcomes.get(contender.id)
      const known = cells[contender.id]
      if (reason !== undefined) return [contender.id, { reason }]
      return [contender.id, outcome ? addRound(known, outcome, noise) : (known as Cell)]
    }),
  )
}

const tryTo = (measure: () => Promise<Sample>): Promise<Outcome> =>
  measure().then(
    (sample) => ({ sample }),
    (error: Error) => ({ failed: error.message }),
  )

const spreadOf = ({ values: one }: Sample, { values: other }: Sample): number =>
  Math.abs((one.perSecond ?? 0) - (other.perSecond ?? 0)) / Math.max(one.perSecond ?? 0, other.perSecond ?? 0)

const meanOf = ({ values: one }: Sample, { values: other }: Sample): Sample['values'] =>
  Object.fromEntries(Object.entries(one).map(([metric, value]) => [metric, (value + (other[metric] ?? value)) / 2]))

/** Describes why a round is noisy; undefined for a quiet round. */
function describeNoise(others: number, spread: number | undefined): string | undefined {
  const percent = (share: number) => `${Math.round(share * 100)}%`
  if (others > mostOthers) return `other programs used ${percent(others)} of the cores`
  return spread !== undefined && spread > mostSpread ? `the base differed by ${percent(spread)} from itself` : undefined
}

/** Adds a round. The values are medians of the quiet rounds; of all rounds if each was noisy. */
function addRound(known: Cell | undefined, outcome: Outcome, noise: string | undefined): Cell {
  const before: Measured | undefined = known && 'rounds' in known ? known : undefined
  if ('failed' in outcome) return before ? { ...before, failed: outcome.failed } : { reason: outcome.failed }
  const rounds = [...(before?.rounds ?? []), { ...outcome.sample, ...(noise === undefined ? {} : { noise }) }]
  const quiet = rounds.filter((round) => round.noise === undefined)
  return { ...before, rounds, values: medians((quiet.length > 0 ? quiet : rounds).map(({ values }) => values)) }
}

function formatOutcome({ metrics }: Workload, outcome: Outcome): string {
  if ('failed' in outcome) return outcome.failed
  const { values, cpu } = outcome.sample
  const figures = metrics.map(({ id, show }) => show(values[id] ?? Number.NaN)).join(' / ')
  return `${figures}${cpu === undefined ? '' : `, using ${Math.round(cpu * 100)}% of its core`}`
}
