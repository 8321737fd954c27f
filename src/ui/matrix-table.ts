import { h } from 'preact'
import { isFaint, type MatrixContent } from './filter-matrix.ts'

/** Shows a matrix as a table whose head and first column stay in view. `hrefOf` returns the address of a gateway's page. */
export const MatrixTable = ({
  content: { gateways, sections },
  words,
  hrefOf,
}: {
  content: MatrixContent
  words: { readonly trait: string; readonly table: string }
  hrefOf?: (id: string) => string
}) =>
  h(
    'div',
    { class: 'matrix-scroll', tabIndex: 0, role: 'region', 'aria-label': words.table },
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, words.trait),
          gateways.map(({ id, name }) => h('th', { scope: 'col' }, hrefOf ? h('a', { href: hrefOf(id) }, name) : name)),
        ),
      ),
      sections.map(({ title, rows }) =>
        h(
          'tbody',
          { key: title },
          h(
            'tr',
            { class: 'matrix-section' },
            h('th', { colSpan: gateways.length + 1, scope: 'colgroup' }, h('span', null, title)),
          ),
          rows.map((row) =>
            h(
              'tr',
              { key: row.trait },
              h('th', { scope: 'row', title: row.trait }, row.title),
              row.cells.map((cell) => h('td', isFaint(cell) ? { class: 'soft' } : null, cell ?? '—')),
            ),
          ),
        ),
      ),
    ),
  )
