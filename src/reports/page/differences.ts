import { h } from 'preact'
import type { Report } from '../../conformance/report.ts'
import { describeDifferences } from '../parts/differences.ts'
import { fillLabel, type Words } from '../parts/words.ts'
import { Sentence } from './sentence.ts'

/** Maximum number of sentences that are not folded. */
const maxOpen = 15

/** Tells how each gateway differs from the first, in sentences. */
export const Differences = ({ reports, labels }: { reports: readonly Report[]; labels: Words }) =>
  h(
    'div',
    null,
    describeDifferences(reports, labels).map(({ report, groups }) => {
      const names = { name: report.provider.name, first: reports[0]?.provider.name }
      const items = groups.map(({ sentence }) => h('li', null, h(Sentence, { text: sentence })))
      return h(
        'section',
        { class: 'differences' },
        h('h2', null, `${fillLabel(labels.answers.beside, names)} (${groups.length})`),
        h('ul', null, items.slice(0, maxOpen)),
        items.length > maxOpen
          ? h(
              'details',
              null,
              h('summary', null, fillLabel(labels.answers.more, { count: items.length - maxOpen })),
              h('ul', null, items.slice(maxOpen)),
            )
          : null,
      )
    }),
  )
