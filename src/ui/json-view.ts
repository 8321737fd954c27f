import { h } from 'preact'
import { findField, type JsonLine, jsonLines } from './json-lines.ts'

/** Shows a value as indented JSON. Marks the lines of the field, if the value has the field. */
export function JsonView({
  value,
  field,
  label,
}: {
  value: unknown
  field?: string | null | undefined
  label: string
}) {
  const lines = jsonLines(value)
  const pointer = field ? findField(lines, field) : undefined
  const isMarked = (line: JsonLine) =>
    pointer !== undefined && (line.pointer === pointer || line.pointer.startsWith(`${pointer}/`))
  return h(
    'pre',
    { class: 'json', tabIndex: 0, role: 'group', 'aria-label': label },
    lines.map((line) => (isMarked(line) ? h('mark', null, line.text) : h('span', { class: 'line' }, line.text))),
  )
}
