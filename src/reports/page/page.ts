import { h } from 'preact'
import { isObserved, type Report } from '../../conformance/report.ts'
import { buildSheet } from '../parts/sheet.ts'
import type { Words } from '../parts/words.ts'
import { Answers } from './answers.ts'
import { DriftTable, MigrationTable } from './changes.ts'
import { Clients } from './clients.ts'
import { Differences } from './differences.ts'
import { Filters, listAreas } from './filters.ts'
import { FindingList } from './finding-list.ts'
import { Glossary } from './glossary.ts'
import { Sheet } from './sheet.ts'

/** Maximum number of images of a report that the page shows without being asked. */
const maxOpenImages = 200

/** Shows the report of a run, or several side by side: the answers, then the findings with a filter, the images and the exchanges. */
export function Page({ reports, title, labels }: { reports: readonly Report[]; title: string; labels: Words }) {
  const [single] = reports.length === 1 && reports.every(isObserved) ? reports : []
  const hasMigration = reports.some(({ moving }) => moving)
  return h(
    'main',
    null,
    h('h1', null, title),
    h('noscript', null, h('p', null, labels.needsScript)),
    reports.filter(isObserved).map((report) => h(Answers, { report, labels })),
    h(Glossary, labels),
    reports.map((report) => h(DriftTable, { report, labels })),
    reports.map((report) => h(MigrationTable, { report, labels })),
    reports.length > 1 && !hasMigration ? h(Differences, { reports, labels }) : null,
    h('h2', { id: 'sheet' }, single ? labels.findings : labels.sheet),
    h(Filters, { reports, areas: single ? listAreas(single) : listSheetAreas(reports, labels), labels }),
    h('output', null),
    single ? h(FindingList, { context: { report: single, index: 0, labels } }) : h(Sheet, { reports, labels }),
    single ? h(Clients, { clients: single.clients, labels }) : null,
    h(Folds, { name: 'thumbnails', reports, labels }),
    h(Folds, { name: 'exchanges', reports, labels }),
  )
}

const listSheetAreas = (reports: readonly Report[], labels: Words): string[] => [
  ...buildSheet(reports).map(({ name }) => name),
  ...(reports.some(({ clients }) => clients.length > 0) ? [labels.worksWith] : []),
]

interface FoldsProps {
  readonly name: 'thumbnails' | 'exchanges'
  readonly reports: readonly Report[]
  readonly labels: Words
}

/** Shows a place for the images or the exchanges of each report, which the script of the page fills when a reader opens it. */
const Folds = ({ name, reports, labels }: FoldsProps) =>
  h(
    'div',
    null,
    reports.map((report, index) => {
      const count = report[name].length
      if (count === 0) return null
      const heading = `${labels[name]}${reports.length > 1 ? `: ${report.provider.name}` : ''}`
      return h(
        'details',
        { class: 'fold', open: name === 'thumbnails' && count <= maxOpenImages },
        h('summary', null, h('h2', null, `${heading} (${count})`)),
        h('div', { 'data-fill': name, 'data-report': index }),
      )
    }),
  )
