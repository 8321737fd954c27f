import { fails, isObserved, type Report, verdicts } from '../../conformance/report.ts'
import { fitColumns, widthOf } from './columns.ts'
import { describeDifferences, pickRows } from './differences.ts'
import { showCell } from './facts.ts'
import { styleOf } from './finding-style.ts'
import type { Paint } from './paint.ts'
import { buildClientRows, migrationTitle, type SheetRow, verdictSymbols, worksSymbols } from './sheet.ts'
import { traitTitle, withTitle } from './trait-title.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, words } from './words.ts'
import { wrap } from './wrap.ts'

interface ComparisonOptions {
  readonly width: number
  /** Columns of sentences. */
  readonly textWidth: number
  readonly all: boolean
  readonly paint: Paint
}

/** Minimum columns of a title and of a cell: a table of many gateways is wider than the terminal. */
const [minHead, minCell] = [16, 12]

/** Maximum number of sentences about a gateway; the table below has all differences. */
const maxSentences = 15
const { answers } = words.en

/** Renders how gateways differ: in sentences, then side by side. */
export function comparisonLines(reports: readonly Report[], options: ComparisonOptions): string[] {
  return [
    ...(reports.some(({ moving }) => moving)
      ? reports.flatMap((report) => migrationLines(report, options))
      : differenceLines(reports, options)),
    ...sheetLines(reports, options),
    '',
  ]
}

function differenceLines(reports: readonly Report[], { textWidth: width, paint }: ComparisonOptions): string[] {
  const [first] = reports
  return describeDifferences(reports).flatMap(({ report, groups }) => {
    const title = `${toOneLine(report.provider.name)} beside ${toOneLine(first?.provider.name ?? '')} (${groups.length})`
    const more = groups.length - maxSentences
    return [
      ...wrap(title, { width }).map((line) => paint('bold', line)),
      ...groups.slice(0, maxSentences).flatMap(({ sentence }) => wrap(sentence, { width, first: '≠ ', rest: '  ' })),
      ...(more > 0 ? [`  ${fillLabel(answers.more, { count: more })}`] : []),
      '',
    ]
  })
}

const styleBySeverity = { breaks: 'red', loses: 'yellow', differs: 'cyan' } as const

/** Renders the changes that code written for another gateway has to handle. */
function migrationLines({ provider, moving }: Report, { textWidth: width, paint }: ComparisonOptions): string[] {
  if (!moving) return []
  const title = `${toOneLine(provider.name)}  ${toOneLine(migrationTitle(moving))}`
  return [
    ...wrap(title, { width, rest: '  ' }).map((line) => paint('bold', line)),
    ...moving.rows.flatMap(({ what, trait, severity }) => [
      ...wrap(toOneLine(what), { width, first: `  ${severity.padEnd(7)}  `, rest: ' '.repeat(11) }).map((line) =>
        paint(styleBySeverity[severity], line),
      ),
      paint('dim', fitColumns(`${' '.repeat(11)}${withTitle(trait)}`, width).trimEnd()),
    ]),
    '',
  ]
}

const styleByWorks = { yes: 'green', partly: 'yellow', no: 'red', unknown: 'dim' } as const

function sheetLines(reports: readonly Report[], { width, textWidth, all, paint }: ComparisonOptions): string[] {
  const { areas, hidden, count } = pickRows(reports, all)
  const clients = buildClientRows(reports)
  const nameRow = ({ trait }: SheetRow) => traitTitle(trait) ?? toOneLine(trait)
  const heads = [...areas.flatMap(({ rows }) => rows.map(nameRow)), ...clients.map(({ client }) => client)]
  const room = Math.max(minHead, Math.min(Math.floor(width * 0.45), width - reports.length * (minCell + 2)))
  const headWidth = Math.min(Math.max(0, ...heads.map(widthOf)), room)
  const columnWidth = Math.max(minCell, Math.floor((width - headWidth) / reports.length) - 2)
  /** A head that is too long takes several lines; the cells stand on the first. */
  const joinCells = (head: string, cells: readonly string[]) => {
    const [line = '', ...others] = wrap(head, { width: headWidth, rest: '  ' })
    return [[fitColumns(line, headWidth), ...cells].join('  '), ...others]
  }
  return [
    ...(reports.length > 1
      ? wrap(fillLabel(answers.titlesDiffer, { count: count - hidden, all: count }), { width: textWidth })
      : []),
    ...joinCells(
      '',
      reports.map(({ provider }) => paint('bold', fitColumns(toOneLine(provider.name), columnWidth))),
    ),
    ...areas.flatMap(({ name, rows }) => [
      paint('bold', toOneLine(name)),
      ...rows.flatMap((row) =>
        joinCells(
          nameRow(row),
          row.cells.map((findings, index) => renderCell(findings, reports[index] as Report, columnWidth, paint)),
        ),
      ),
    ]),
    ...(clients.length > 0 ? [paint('bold', words.en.worksWith)] : []),
    ...clients.flatMap(({ client, cells }) =>
      joinCells(
        toOneLine(client),
        cells.map((cell) => {
          const text = fitColumns(cell ? toOneLine(`${worksSymbols[cell.works]} ${cell.why}`) : '', columnWidth)
          return cell ? paint(styleByWorks[cell.works], text) : text
        }),
      ),
    ),
    '',
    ...(hidden > 0 ? [fillLabel(answers.showAll, { count: hidden })] : []),
    ...(reports.some(isObserved)
      ? wrap(verdicts.map((verdict) => `${verdictSymbols[verdict]} ${verdict}`).join(', '), { width: textWidth })
      : []),
  ]
}

function renderCell(findings: SheetRow['cells'][number], report: Report, width: number, paint: Paint): string {
  // Documents alone give no verdicts.
  const symbolOf = (verdict: (typeof verdicts)[number]) => (isObserved(report) ? `${verdictSymbols[verdict]} ` : '')
  const text = findings.map((finding) => `${symbolOf(finding.verdict)}${showCell(finding, width)}`).join('; ')
  const worst = findings.find((finding) => fails(finding, report.failsFrom)) ?? findings[0]
  const fitted = fitColumns(text, width)
  return worst && isObserved(report) ? paint(styleOf(worst, report.failsFrom), fitted) : fitted
}
