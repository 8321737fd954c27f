import { type ClientVerdict, isObserved, type Report, verdicts } from '../../conformance/report.ts'
import { describeDifferences, pickRows } from './differences.ts'
import { showCell } from './facts.ts'
import { titledCode } from './markdown-run.ts'
import type { Section } from './markdown-sections.ts'
import { code, escapeText, sentenceText, tableHead, tableRow } from './markdown-text.ts'
import {
  buildClientRows,
  isDocumentedOnly,
  migrationTitle,
  type SheetRow,
  verdictSymbols,
  worksSymbols,
} from './sheet.ts'
import { shorten, showShort } from './show-value.ts'
import { fillLabel, type Words } from './words.ts'

/** Maximum number of sentences about a gateway; the table has all differences. */
const maxSentences = 30

/** Lists the sections of a comparison: the differences in sentences, the clients, then the table by title. */
export function listComparisonSections(reports: readonly Report[], all: boolean, labels: Words): Section[] {
  const isMigration = reports.some(({ moving }) => moving)
  return [
    ...(isMigration
      ? reports.flatMap((report) => renderMigration(report, labels))
      : renderDifferences(reports, labels)),
    renderClients(reports, labels),
    renderSheet(reports, all, labels),
  ]
}

const renderDifferences = (reports: readonly Report[], labels: Words): Section[] =>
  describeDifferences(reports, labels).map(({ report, groups }) => {
    const names = { name: report.provider.name, first: reports[0]?.provider.name }
    const more = groups.length - maxSentences
    return {
      head: `\n## ${escapeText(fillLabel(labels.answers.beside, names))} (${groups.length})\n\n`,
      blocks: groups.slice(0, maxSentences).map(({ sentence }) => `- ${sentenceText(sentence)}\n`),
      tail: more > 0 ? `- ${fillLabel(labels.answers.more, { count: more })}\n` : '',
    }
  })

/** Renders the changes that code written for another gateway has to handle. */
function renderMigration({ provider, moving }: Report, labels: Words): Section[] {
  if (!moving) return []
  const show = (value: unknown) => (value === undefined ? labels.nothing : code(showShort(value, 60) as string))
  const title = escapeText(`${provider.name}: ${migrationTitle(moving, labels)}`)
  return [
    {
      head: `\n## ${title}\n\n${tableHead([labels.severity, labels.what, labels.trait, labels.before, labels.after])}`,
      blocks: moving.rows.map(({ what, trait, from, to, severity }) =>
        tableRow([labels.severities[severity], escapeText(what), titledCode(trait), show(from), show(to)]),
      ),
    },
  ]
}

function renderClients(reports: readonly Report[], labels: Words): Section {
  const names = reports.map(({ provider }) => escapeText(provider.name))
  const renderCell = (cell: ClientVerdict | undefined) =>
    cell ? `${worksSymbols[cell.works]} ${labels.works[cell.works]}<br>${escapeText(cell.why)}` : ''
  return {
    head: `\n## ${labels.worksWith}\n\n${tableHead([labels.client, ...names])}`,
    blocks: buildClientRows(reports).map(({ client, cells }) =>
      tableRow([escapeText(client), ...cells.map(renderCell)]),
    ),
  }
}

function renderSheet(reports: readonly Report[], all: boolean, labels: Words): Section {
  const { areas, hidden, count } = pickRows(reports, all)
  const { answers } = labels
  const legend = reports.some(isObserved)
    ? `${verdicts.map((verdict) => `${verdictSymbols[verdict]} ${labels.verdicts[verdict]}`).join(', ')}\n\n`
    : ''
  const title =
    reports.length > 1 ? fillLabel(answers.titlesDiffer, { count: count - hidden, all: count }) : labels.sheet
  const heads = [labels.trait, ...reports.map(({ provider }) => escapeText(provider.name))]
  return {
    head: `\n## ${title}\n\n${legend}${tableHead(heads)}`,
    // A comparison without differences says so.
    blocks:
      areas.length === 0 && hidden > 0
        ? ['']
        : areas.flatMap(({ name, rows }) => [
            tableRow([`**${escapeText(name)}**`, ...reports.map(() => '')]),
            ...rows.map(({ trait, cells }) =>
              tableRow([
                titledCode(trait),
                ...cells.map((findings, index) => renderCell(findings, reports[index] as Report, labels)),
              ]),
            ),
          ]),
    tail: hidden > 0 ? `\n${fillLabel(answers.showAll, { count: hidden })}\n` : '',
  }
}

const renderCell = (findings: SheetRow['cells'][number], report: Report, labels: Words) =>
  findings
    .map((finding) => {
      const text = shorten(showCell(finding, 60, labels), 130)
      const isValue = isDocumentedOnly(finding) || (finding.verdict !== 'not observed' && finding.verdict !== 'error')
      const symbol = isObserved(report) ? `${verdictSymbols[finding.verdict]} ` : ''
      return `${symbol}${isValue && text ? code(text) : escapeText(text)}`.trim()
    })
    .join('<br>')
