import { h } from 'preact'

/** Heading of a column, with the class of its cells. */
export type ColumnHead = readonly [className: string, text: string]

/** Shows the headings of a table. */
export const TableHead = ({ heads }: { heads: readonly ColumnHead[] }) =>
  h(
    'thead',
    null,
    h(
      'tr',
      null,
      heads.map(([name, text]) => h('th', { scope: 'col', class: name }, text)),
    ),
  )
