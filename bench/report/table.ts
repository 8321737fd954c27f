import { contenders } from '../contenders/all.ts'
import type { Contender } from '../contenders/contender.ts'
import { median } from '../parts/median.ts'
import type { Cell, Cells } from '../results.ts'
import { workloads } from '../workloads/all.ts'
import type { Workload } from '../workloads/workload.ts'

/** Renders a Markdown table. */
export const toMarkdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** A server that used less than this share of its core was limited by the generator or something else. */
const busy = 0.9

/** Creates a list of the remarks below the table, each of which appears once. */
function createRemarks() {
  const texts: string[] = []
  return {
    texts,
    /** Adds the remark and returns its mark, such as `[1]`. */
    mark(text: string): string {
      const plain = text.replaceAll('|', '/').replaceAll('\n', ' ')
      if (!texts.includes(plain)) texts.push(plain)
      return `[${texts.indexOf(plain) + 1}]`
    },
  }
}

/** Renders the contenders in the workloads that were measured, with the meaning of the marks below. */
export function peersTable(cells: Cells): string {
  const shown = workloads.filter(({ id }) => Object.keys(cells[id] ?? {}).length > 0)
  const cellOf = (workload: Workload, { id }: Contender) => cells[workload.id]?.[id]
  const rows = contenders.filter((contender) => shown.some((workload) => cellOf(workload, contender)))
  const remarks = createRemarks()
  const table = toMarkdown(
    ['', ...shown.map(renderHead)],
    rows.map((contender) => [
      contender.title,
      ...shown.map((workload) => {
        const cell = cellOf(workload, contender)
        return cell ? show(workload, contender, cell, cells, remarks.mark) : ''
      }),
    ]),
  )
  const numbered = remarks.texts.map((text, index) => `[${index + 1}] ${text}`)
  const details = shown.flatMap(({ id, detail }) => {
    const cell = cells[id]?.ours
    return detail && cell && 'values' in cell ? [detail(cell.values)] : []
  })
  return `${table}\n\n${[renderLegend(shown), ...details, ...numbered].map((line) => `- ${line}`).join('\n')}`
}

function renderHead({ id, title, metrics }: Workload): string {
  const [only, ...more] = metrics
  return `(${id}) ${title}${more.length === 0 ? `, ${only?.title}` : `: ${metrics.map((metric) => metric.title).join(' / ')}`}`
}

function renderLegend(shown: readonly Workload[]): string {
  const bases = shown.flatMap(({ id, base }) => {
    const title = contenders.find((contender) => contender.id === base)?.title
    return title === undefined ? [] : [`(${id}) ${title}`]
  })
  return [
    ...(bases.length > 0 ? [`In parentheses: the ratio to ${bases.join(', ')}.`] : []),
    '~: the server used less than 90% of its core, so something else was the limit.',
    '!: some requests failed.',
  ].join(' ')
}

function show(
  { id, metrics, base }: Workload,
  contender: Contender,
  cell: Cell,
  cells: Cells,
  mark: (text: string) => string,
): string {
  if ('reason' in cell) return `no ${mark(cell.reason)}`
  const baseCell = base === undefined ? undefined : cells[id]?.[base]
  const figures = metrics.map((metric) => {
    const value = cell.values[metric.id] ?? Number.NaN
    const reference = baseCell && 'values' in baseCell ? baseCell.values[metric.id] : undefined
    return (
      metric.show(value) + (reference === undefined || contender.id === base ? '' : ` (${ratio(value / reference)})`)
    )
  })
  const note = contender.notes?.[id]
  const marks = [note, cell.failed && `failed in a round: ${cell.failed}`].flatMap((text) => (text ? [mark(text)] : []))
  return [figures.join(' / ') + renderMarks(cell), ...marks].join(' ')
}

function renderMarks({ rounds }: Extract<Cell, { rounds: unknown }>): string {
  const shares = rounds.flatMap(({ cpu }) => (cpu === undefined ? [] : [cpu]))
  const limited = shares.length > 0 && median(shares) < busy
  return (limited ? '~' : '') + (rounds.some(({ bad }) => bad) ? '!' : '')
}

export const ratio = (value: number): string =>
  value.toLocaleString('en', value < 0.1 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 2 })
