import { h, type VNode } from 'preact'

interface TableProps {
  readonly name: string
  readonly caption: string
  readonly heads: readonly string[]
  /** Minimum width of each column, in px, so that a wide table scrolls instead of squeezing its columns. */
  readonly widths?: readonly number[]
  readonly children?: unknown
}

/** Shows a table. The roles stay when a narrow screen shows the cells as blocks. */
export const Table = ({ name, caption, heads, widths = [], children }: TableProps) =>
  h(
    'table',
    { role: 'table', class: name },
    h('caption', { class: 'hidden-text' }, caption),
    widths.length > 0
      ? h(
          'colgroup',
          null,
          widths.map((width) => h('col', { width })),
        )
      : null,
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        heads.map((head) => h('th', { scope: 'col', role: 'columnheader' }, head)),
      ),
    ),
    children as VNode,
  )

/** Shows a cell. On a narrow screen the label stands above the content. */
export const Cell = ({ label, children }: { label: string; children?: unknown }) =>
  h('td', { role: 'cell', ...(label && { 'data-label': label }) }, children as VNode)
