import { contenders } from '../contenders/all.ts'
import type { Contender, WorkId } from '../contenders/contender.ts'
import { median } from '../parts/median.ts'
import type { Cell, Cells } from '../results.ts'
import { works } from '../works/all.ts'
import type { Work } from '../works/work.ts'

/** A table of markdown. */
export const toMarkdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** What is under the generator's limit, where a server had less than this of its core. */
const busy = 0.9

/** Remarks below the table, each said once. */
function createRemarks() {
  const texts: string[] = []
  return {
    texts,
    /** The mark of the remark. */
    mark(text: string): string {
      const plain = text.replaceAll('|', '/').replaceAll('\n', ' ')
      if (!texts.includes(plain)) texts.push(plain)
      return `[${texts.indexOf(plain) + 1}]`
    },
  }
}

/** All contenders in these works, or in all that there are cells of; with what the marks say below. */
export function peersTable(cells: Cells, ids?: readonly WorkId[]): string {
  const shown = works.filter(({ id }) => Object.keys(cells[id] ?? {}).length > 0 && (ids?.includes(id) ?? true))
  const cellOf = (work: Work, { id }: Contender) => cells[work.id]?.[id]
  const rows = contenders.filter((contender) => shown.some((work) => cellOf(work, contender)))
  const remarks = createRemarks()
  const table = toMarkdown(
    ['', ...shown.map(headOf)],
    rows.map((contender) => [
      contender.title,
      ...shown.map((work) => {
        const cell = cellOf(work, contender)
        return cell ? show(work, contender, cell, cells, remarks.mark) : ''
      }),
    ]),
  )
  const numbered = remarks.texts.map((text, index) => `[${index + 1}] ${text}`)
  const details = shown.flatMap(({ id, detail }) => {
    const cell = cells[id]?.ours
    return detail && cell && 'values' in cell ? [detail(cell.values)] : []
  })
  return `${table}\n\n${[legend(shown), ...details, ...numbered].map((line) => `- ${line}`).join('\n')}`
}

function headOf({ id, title, metrics }: Work): string {
  const [only, ...more] = metrics
  return `(${id}) ${title}${more.length === 0 ? `, ${only?.title}` : `: ${metrics.map((metric) => metric.title).join(' / ')}`}`
}

function legend(shown: readonly Work[]): string {
  const bases = shown.flatMap(({ id, base }) => {
    const title = contenders.find((contender) => contender.id === base)?.title
    return title === undefined ? [] : [`(${id}) ${title}`]
  })
  return [
    ...(bases.length > 0 ? [`In parentheses the ratio to: ${bases.join(', ')}.`] : []),
    '~: the server had less than 90% of its core, so something else was the limit.',
    '!: some requests were not answered well.',
  ].join(' ')
}

function show(
  { id, metrics, base }: Work,
  contender: Contender,
  cell: Cell,
  cells: Cells,
  mark: (text: string) => string,
): string {
  if ('reason' in cell) return `no ${mark(cell.reason)}`
  const beside = base === undefined ? undefined : cells[id]?.[base]
  const figures = metrics.map((metric) => {
    const value = cell.values[metric.id] ?? Number.NaN
    const one = beside && 'values' in beside ? beside.values[metric.id] : undefined
    return metric.show(value) + (one === undefined || contender.id === base ? '' : ` (${ratio(value / one)})`)
  })
  const note = contender.notes?.[id]
  const marks = [note, cell.failed && `failed in a round: ${cell.failed}`].flatMap((text) => (text ? [mark(text)] : []))
  return [figures.join(' / ') + signs(cell), ...marks].join(' ')
}

function signs({ rounds }: Extract<Cell, { rounds: unknown }>): string {
  const shares = rounds.flatMap(({ cpu }) => (cpu === undefined ? [] : [cpu]))
  const limited = shares.length > 0 && median(shares) < busy
  return (limited ? '~' : '') + (rounds.some(({ bad }) => bad) ? '!' : '')
}

export const ratio = (value: number): string =>
  value.toLocaleString('en', value < 0.1 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 2 })
