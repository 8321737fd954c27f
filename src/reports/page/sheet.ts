import { h } from 'preact'
import { type Finding, fails, isObserved, type Report } from '../../conformance/report.ts'
import { Badge } from '../../ui/badge.ts'
import { Titled } from '../../ui/titled.ts'
import { showCell } from '../parts/facts.ts'
import {
  buildClientRows,
  buildSheet,
  type ClientRow,
  differs,
  isDocumentedOnly,
  type SheetRow,
  verdictSymbols,
  worksSymbols,
} from '../parts/sheet.ts'
import { shorten } from '../parts/show-value.ts'
import { toneOf, worksTones } from '../parts/tones.ts'
import { traitTitle } from '../parts/trait-title.ts'
import type { Words } from '../parts/words.ts'
import { Facts } from './finding-card.ts'
import { Cell, Table } from './table.ts'

interface SheetProps {
  readonly reports: readonly Report[]
  readonly labels: Words
}

/** Shows gateways side by side: a row per trait, by title, and a row per client. */
export function Sheet({ reports, labels }: SheetProps) {
  const clients = buildClientRows(reports)
  const widths = [240, ...reports.map(() => Math.max(160, Math.round(740 / reports.length)))]
  return h(
    Table,
    {
      name: 'sheet',
      caption: labels.sheet,
      heads: [labels.trait, ...reports.map(({ provider }) => provider.name)],
      widths,
    },
    buildSheet(reports).map(({ name, rows }) =>
      h(
        'tbody',
        { role: 'rowgroup' },
        h(AreaHead, { name, count: reports.length }),
        rows.map((row) => h(TraitRow, { row, area: name, reports, labels })),
      ),
    ),
    clients.length === 0
      ? null
      : h(
          'tbody',
          { role: 'rowgroup' },
          h(AreaHead, { name: labels.worksWith, count: reports.length }),
          clients.map((row) => h(ClientCells, { row, reports, labels })),
        ),
  )
}

const AreaHead = ({ name, count }: { name: string; count: number }) =>
  h(
    'tr',
    { role: 'row', class: 'area' },
    h('th', { scope: 'rowgroup', role: 'rowheader', colSpan: count + 1 }, h('h3', null, name)),
  )

function TraitRow({ row, area, reports, labels }: SheetProps & { row: SheetRow; area: string }) {
  const title = traitTitle(row.trait)
  return h(
    'tr',
    { role: 'row', 'data-area': area, ...(differs(row) && { 'data-differs': '' }) },
    h(
      'th',
      { scope: 'row', role: 'rowheader' },
      title ?? '',
      title === undefined ? null : h('br', null),
      h('code', { class: 'soft' }, row.trait),
    ),
    row.cells.map((findings, index) =>
      h(
        Cell,
        { label: reports.length > 1 ? (reports[index] as Report).provider.name : '' },
        findings.map((finding) => h(CellFinding, { finding, report: reports[index] as Report, index, labels })),
      ),
    ),
  )
}

interface CellProps {
  readonly finding: Finding
  readonly report: Report
  readonly index: number
  readonly labels: Words
}

/** Shows a value in a cell, which opens to the facts of the finding. */
function CellFinding({ finding, report, index, labels }: CellProps) {
  const { verdict, level = '' } = finding
  const isFailing = fails(finding, report.failsFrom)
  const word = isDocumentedOnly(finding) ? labels.documented : isFailing ? labels.failsRun : labels.verdicts[verdict]
  return h(
    'details',
    { class: 'finding', 'data-verdict': verdict, 'data-level': level },
    h(
      'summary',
      null,
      isObserved(report)
        ? [h(Badge, { tone: toneOf(finding, report.failsFrom), symbol: verdictSymbols[verdict], text: word }), ' ']
        : null,
      h('code', null, shorten(showCell(finding, 60, labels), 130)),
    ),
    h(Facts, { finding, context: { report, index, labels }, hasExchange: verdict === 'deviates' }),
  )
}

/** Shows how a client works with each gateway: a row that is no trait. */
function ClientCells({ row: { client, cells }, reports, labels }: SheetProps & { row: ClientRow }) {
  const [first, ...others] = cells.map((cell) => cell?.works)
  return h(
    'tr',
    {
      role: 'row',
      'data-area': labels.worksWith,
      'data-client': '',
      ...(others.some((other) => other !== first) && { 'data-differs': '' }),
    },
    h('th', { scope: 'row', role: 'rowheader' }, client),
    cells.map((cell, index) =>
      h(
        Cell,
        { label: reports.length > 1 ? (reports[index] as Report).provider.name : '' },
        cell
          ? h(
              'div',
              { class: 'finding' },
              h(Badge, {
                tone: worksTones[cell.works],
                symbol: worksSymbols[cell.works],
                text: labels.works[cell.works],
              }),
              h('div', null, cell.why),
              cell.traits.length > 0
                ? h(
                    'div',
                    { class: 'soft small' },
                    cell.traits.map((trait) => [h(Titled, { id: trait, title: traitTitle(trait) }), ' ']),
                  )
                : null,
            )
          : null,
      ),
    ),
  )
}
