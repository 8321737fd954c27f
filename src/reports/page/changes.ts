import { h } from 'preact'
import type { Change, Report } from '../../conformance/report.ts'
import { Badge } from '../../ui/badge.ts'
import { driftRemarks, driftTitle, orderChanges, showSighting } from '../parts/drift.ts'
import { migrationTitle } from '../parts/sheet.ts'
import { shorten, showShort } from '../parts/show-value.ts'
import { severityTones } from '../parts/tones.ts'
import type { Words } from '../parts/words.ts'
import { Cell, Table } from './table.ts'
import { TraitName } from './trait-name.ts'

interface ChangesProps {
  readonly report: Report
  readonly labels: Words
}

/** Shows what changed since the baseline of a run. */
export function DriftTable({ report, labels }: ChangesProps) {
  const { provider, drift, baseUrl, tool } = report
  if (!drift) return null
  const title = `${provider.name}: ${driftTitle(drift, labels)}`
  const sighting = (change: Change, seen: Change['now']) => {
    const value = showSighting(change, seen, labels)
    return [
      labels.verdicts[seen.verdict],
      ' ',
      value === undefined ? null : h('code', null, value),
      seen.note === undefined ? null : h('div', null, shorten(seen.note, 300)),
    ]
  }
  const changes = orderChanges(drift)
  return h(
    'section',
    null,
    h('h2', null, title),
    driftRemarks(drift, baseUrl, tool.version, labels).map((remark) => h('p', null, remark)),
    changes.length === 0
      ? null
      : h(
          Table,
          {
            name: 'drift',
            caption: title,
            heads: [labels.change, labels.trait, labels.documented, labels.before, labels.after],
          },
          h(
            'tbody',
            { role: 'rowgroup' },
            changes.map((change) => {
              const { trait, documented } = change
              return h(
                'tr',
                { role: 'row' },
                h(
                  'th',
                  { scope: 'row', role: 'rowheader' },
                  h(Badge, { tone: 'soft', text: labels.changeWords[change.change] }),
                ),
                h(Cell, { label: labels.trait }, h(TraitName, { trait })),
                h(
                  Cell,
                  { label: labels.documented },
                  documented === undefined ? null : h('code', null, showShort(documented, 120) ?? labels.nothing),
                ),
                h(Cell, { label: labels.before }, sighting(change, change.before)),
                h(Cell, { label: labels.after }, sighting(change, change.now)),
              )
            }),
          ),
        ),
  )
}

/** Shows the changes that code written for another gateway has to handle. */
export function MigrationTable({ report, labels }: ChangesProps) {
  const { provider, moving } = report
  if (!moving) return null
  const title = `${provider.name}: ${migrationTitle(moving, labels)}`
  const value = (content: unknown) => h('code', null, showShort(content, 120) ?? labels.nothing)
  return h(
    'section',
    null,
    h('h2', null, title),
    h(
      Table,
      { name: 'migration', caption: title, heads: [labels.severity, labels.what, labels.before, labels.after] },
      h(
        'tbody',
        { role: 'rowgroup' },
        moving.rows.map(({ what, trait, from, to, severity }) =>
          h(
            'tr',
            { role: 'row' },
            h(
              'th',
              { scope: 'row', role: 'rowheader' },
              h(Badge, { tone: severityTones[severity], text: labels.severities[severity] }),
            ),
            h(Cell, { label: labels.what }, what, h('div', { class: 'soft small' }, h(TraitName, { trait }))),
            h(Cell, { label: labels.before }, value(from)),
            h(Cell, { label: labels.after }, value(to)),
          ),
        ),
      ),
    ),
  )
}
