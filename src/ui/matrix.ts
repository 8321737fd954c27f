import { h } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { filterMatrix, type MatrixContent } from './filter-matrix.ts'
import { MatrixTable } from './matrix-table.ts'

/** Texts around a matrix. */
export interface MatrixWords {
  readonly placeholder: string
  readonly filter: string
  readonly equalToo: string
  readonly gateways: string
  /** Contains `{n}`, the number of rows. */
  readonly rows: string
  readonly trait: string
  readonly table: string
}

const english: MatrixWords = {
  placeholder: 'Filter: links, 429, image_size …',
  filter: 'Filter the rows by text',
  equalToo: 'also rows that do not differ',
  gateways: 'Gateways',
  rows: '{n} rows',
  trait: 'Trait',
  table: 'Traits of the gateways',
}

/** Shows traits of gateways side by side, with filters by text, by gateway, and for rows that differ. */
export function Matrix({
  content,
  words = english,
  hrefOf,
}: {
  content: MatrixContent
  words?: MatrixWords
  hrefOf?: (id: string) => string
}) {
  const [text, setText] = useState('')
  const [showsEqual, setShowsEqual] = useState(false)
  const [selected, setSelected] = useState<readonly string[]>([])
  const shown = useMemo(
    () => filterMatrix(content, { text, showsEqual, selected }),
    [content, text, showsEqual, selected],
  )
  const count = shown.sections.reduce((sum, { rows }) => sum + rows.length, 0)
  const toggle = (id: string) =>
    setSelected(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id])
  return h(
    'div',
    { class: 'matrix' },
    h(
      'form',
      { class: 'matrix-filters', onSubmit: (event: Event) => event.preventDefault() },
      h('input', {
        type: 'search',
        value: text,
        placeholder: words.placeholder,
        'aria-label': words.filter,
        onInput: ({ currentTarget }: { currentTarget: { value: string } }) => setText(currentTarget.value),
      }),
      h(Check, { label: words.equalToo, isChecked: showsEqual, onToggle: () => setShowsEqual(!showsEqual) }),
      h(
        'fieldset',
        null,
        h('legend', null, words.gateways),
        content.gateways.map(({ id, name }) =>
          h(Check, { key: id, label: name, isChecked: selected.includes(id), onToggle: () => toggle(id) }),
        ),
      ),
      h('p', { 'aria-live': 'polite' }, words.rows.replace('{n}', String(count))),
    ),
    h(MatrixTable, { content: shown, words, ...(hrefOf ? { hrefOf } : {}) }),
  )
}

const Check = ({ label, isChecked, onToggle }: { label: string; isChecked: boolean; onToggle: () => void }) =>
  h('label', null, h('input', { type: 'checkbox', checked: isChecked, onChange: onToggle }), ` ${label}`)
