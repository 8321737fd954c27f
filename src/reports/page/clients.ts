import { h } from 'preact'
import type { Report } from '../../conformance/report.ts'
import { Badge } from '../../ui/badge.ts'
import { Titled } from '../../ui/titled.ts'
import { worksSymbols } from '../parts/sheet.ts'
import { worksTones } from '../parts/tones.ts'
import { traitTitle } from '../parts/trait-title.ts'
import type { Words } from '../parts/words.ts'

/** Shows how the clients work with the gateway of a single report. Clients with equal verdicts are one row. */
export function Clients({ clients, labels }: Pick<Report, 'clients'> & { labels: Words }) {
  if (clients.length === 0) return null
  const groups = [...Map.groupBy(clients, ({ works, why }) => `${works} ${why}`).values()]
  return h(
    'section',
    null,
    h('h2', null, labels.worksWith),
    h(
      'ul',
      { role: 'list', class: 'clients' },
      groups.map((same) => {
        const { works = 'unknown', why = '', traits = [] } = same[0] ?? {}
        return h(
          'li',
          null,
          h(Badge, { tone: worksTones[works], symbol: worksSymbols[works], text: labels.works[works] }),
          ' ',
          same.map(({ client }) => client).join(', '),
          h('div', { class: 'soft' }, why),
          traits.length > 0
            ? h(
                'div',
                { class: 'small' },
                traits.map((trait) => [h(Titled, { id: trait, title: traitTitle(trait) }), ' ']),
              )
            : null,
        )
      }),
    ),
  )
}
