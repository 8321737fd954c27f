import { h } from 'preact'
import type { Words } from '../parts/words.ts'

/** Explains the words of a report, folded. */
export const Glossary = ({ glossary }: Pick<Words, 'glossary'>) =>
  h(
    'details',
    { class: 'glossary' },
    h('summary', null, glossary.title),
    h(
      'dl',
      null,
      glossary.terms.map(([term, meaning]) => h('div', null, h('dt', null, term), h('dd', null, meaning))),
    ),
  )
