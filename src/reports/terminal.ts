import { type Finding, fails, isObserved, type Report, verdicts } from '../conformance/report.ts'
import { fitColumns } from './parts/columns.ts'
import { describeChange, driftRemarks, driftTitle, orderChanges } from './parts/drift.ts'
import { factLines, showCell } from './parts/facts.ts'
import { createPaint, type Paint, styleOf } from './parts/paint.ts'
import {
  buildClientRows,
  buildSheet,
  countFailures,
  findingTitle,
  isDocumentedOnly,
  migrationTitle,
  showCounts,
  showLeftOut,
  showSeen,
  verdictSymbols,
  worksSymbols,
} from './parts/sheet.ts'
import { showDate, showDuration } from './parts/show-time.ts'
import { showShort } from './parts/show-value.ts'
import { traitTitle, withTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { toOneLine } from './parts/visible.ts'
import { words } from './parts/words.ts'

/**
 * Renders the findings by area, with the facts of each finding that does not conform, and the clients that work. Starts
 * with a table of providers when there are several reports, or when a report only documents a provider.
 */
export const renderTerminal: Render = (reports, { color = false, width = 120 } = {}) => {
  const paint = createPaint(color)
  const isSheet = reports.length > 1 || reports.some((report) => !isObserved(report))
  const lines = [
    ...(isSheet ? [...renderSheet(reports, width, paint), ''] : []),
    ...reports.flatMap((report) => [
      ...(isObserved(report) ? [...renderReport(report, paint), ''] : []),
      ...renderMigration(report, paint),
    ]),
  ]
  // GitHub executes workflow commands in a log. No line of the report begins with `::`; `##[` is the older form.
  return lines.map((line) => `${line.replaceAll('##[', '## [').trimEnd()}\n`).join('')
}

function renderReport(report: Report, paint: Paint): string[] {
  const { provider, baseUrl, startedAt, took, images } = report
  return [
    `${paint('bold', toOneLine(provider.name))} (${toOneLine(provider.id)}) ${toOneLine(baseUrl)}`,
    `${showDate(startedAt)}, ${showDuration(took)}, ${images.spent} of ${images.budget} images`,
    '',
    ...buildSheet([report]).flatMap(({ name, rows }) =>
      renderArea(
        name,
        rows.flatMap(({ cells }) => cells.flat()),
        report,
        paint,
      ),
    ),
    ...renderClients(report, paint),
    ...renderDrift(report, paint),
    ...[showLeftOut(report) ?? []].flat(),
    renderTotals(report, paint),
  ]
}

/** Renders what changed since the baseline of the run. */
function renderDrift({ drift, baseUrl, tool }: Report, paint: Paint): string[] {
  if (!drift) return []
  return [
    paint('bold', driftTitle(drift)),
    ...orderChanges(drift).flatMap((change) => [
      `  ${paint(styleByChange[change.change], `${change.change}  ${withTitle(change.trait)}`)}`,
      `      ${describeChange(change)}`,
    ]),
    ...driftRemarks(drift, baseUrl, tool.version).map((remark) => `  ${remark}`),
    '',
  ]
}

const styleByChange = {
  'deviates now': 'red',
  'another value': 'yellow',
  'not seen now': 'yellow',
  'conforms now': 'green',
  'seen now': 'cyan',
} as const

function renderClients({ clients }: Report, paint: Paint): string[] {
  if (clients.length === 0) return []
  const lines = clients.map(({ client, works, why }) => {
    const line = [`${worksSymbols[works]} ${toOneLine(client)}`, words.en.works[works], toOneLine(why)].join('  ')
    return `  ${paint(styleByWorks[works], line)}`
  })
  return [paint('bold', words.en.worksWith), ...lines, '']
}

const styleByWorks = { yes: 'green', partly: 'yellow', no: 'red', unknown: 'dim' } as const
const styleBySeverity = { breaks: 'red', loses: 'yellow', differs: 'cyan' } as const

/** Renders the changes that code written for another gateway has to handle. */
function renderMigration({ provider, moving }: Report, paint: Paint): string[] {
  if (!moving) return []
  const show = (value: unknown) => showShort(value, 60) ?? words.en.nothing
  return [
    `${paint('bold', toOneLine(provider.name))}  ${toOneLine(migrationTitle(moving))}`,
    ...moving.rows.flatMap(({ what, trait, from, to, severity }) => [
      `  ${paint(styleBySeverity[severity], severity.padEnd(7))}  ${toOneLine(what)}`,
      `           ${toOneLine(`${withTitle(trait)}: ${show(from)} → ${show(to)}`)}`,
    ]),
    '',
  ]
}

function renderArea(name: string, findings: readonly Finding[], { failsFrom }: Report, paint: Paint): string[] {
  const nonConforming = findings.filter((finding) => finding.verdict !== 'conforms' && !isDocumentedOnly(finding))
  return [
    `${paint('bold', toOneLine(name))}  ${showCounts(findings)}`,
    ...nonConforming.flatMap((finding) => {
      const result = fails(finding, failsFrom) ? 'fails' : finding.known && 'known'
      const parts = [
        findingTitle(finding),
        traitTitle(finding.trait),
        finding.verdict,
        finding.level,
        result,
        ...finding.differences,
      ]
      const head = parts.flatMap((part) => (part ? [toOneLine(part)] : [])).join('  ')
      return [
        `  ${paint(styleOf(finding, failsFrom), `${verdictSymbols[finding.verdict]} ${head}`)}`,
        ...factLines(finding).map((line) => `      ${line}`),
      ]
    }),
    '',
  ]
}

/** Returns the result of a run that saw no failure. A run without documents cannot pass: there is nothing to keep. */
const showPass = ({ inferred }: Report, paint: Paint): string =>
  inferred === undefined
    ? paint('green', 'passes')
    : inferred === 0
      ? paint('yellow', 'could not tell: no image endpoint was found')
      : `${inferred} traits inferred`

function renderTotals(report: Report, paint: Paint): string {
  const failures = countFailures(report)
  const ended = report.ended && paint('red', `ended early: ${toOneLine(report.ended.message)}`)
  const changes = report.drift?.changes.length ?? 0
  const known = report.findings.filter((finding) => finding.known).length
  const results = [
    ...(failures > 0 ? [paint('red', `fails: ${failures} at level ${report.failsFrom} or above`)] : []),
    ...(changes > 0 ? [paint('red', `${changes} ${changes === 1 ? 'change' : 'changes'} since the baseline`)] : []),
  ]
  const result = results.join(', ') || ended || showPass(report, paint)
  return [
    showCounts(report.findings),
    `saw ${showSeen(report)}`,
    ...(known > 0 ? [`known deviations ${known}`] : []),
    result,
  ].join('; ')
}

function renderSheet(reports: readonly Report[], width: number, paint: Paint): string[] {
  const areas = buildSheet(reports)
  const clients = buildClientRows(reports)
  const heads = [...areas.flatMap(({ rows }) => rows.map(({ trait }) => trait)), ...clients.map(({ client }) => client)]
  const longest = Math.max(0, ...heads.map(({ length }) => length))
  const headWidth = Math.min(longest, 40)
  const columnWidth = Math.max(12, Math.floor((width - headWidth - 2) / reports.length) - 2)
  const joinCells = (head: string, cells: readonly string[]) => [fitColumns(head, headWidth), ...cells].join('  ')
  return [
    joinCells(
      '',
      reports.map(({ provider }) => paint('bold', fitColumns(toOneLine(provider.name), columnWidth))),
    ),
    ...areas.flatMap(({ name, rows }) => [
      paint('bold', toOneLine(name)),
      ...rows.flatMap(({ trait, cells }) => [
        joinCells(
          toOneLine(trait),
          cells.map((findings, index) => renderCell(findings, reports[index] as Report, columnWidth, paint)),
        ),
        ...[traitTitle(trait) ?? []].flat().map((title) => `  ${fitColumns(title, width - 2)}`),
      ]),
    ]),
    ...(clients.length > 0 ? [paint('bold', words.en.worksWith)] : []),
    ...clients.map(({ client, cells }) =>
      joinCells(
        toOneLine(client),
        cells.map((cell) => {
          const text = fitColumns(cell ? toOneLine(`${worksSymbols[cell.works]} ${cell.why}`) : '', columnWidth)
          return cell ? paint(styleByWorks[cell.works], text) : text
        }),
      ),
    ),
    '',
    verdicts.map((verdict) => `${verdictSymbols[verdict]} ${verdict}`).join('  '),
  ]
}

function renderCell(findings: readonly Finding[], { failsFrom }: Report, width: number, paint: Paint): string {
  const text = findings.map((finding) => `${verdictSymbols[finding.verdict]} ${showCell(finding, width)}`).join('; ')
  const worst = findings.find((finding) => fails(finding, failsFrom)) ?? findings[0]
  const fitted = fitColumns(text, width)
  return worst ? paint(styleOf(worst, failsFrom), fitted) : fitted
}
