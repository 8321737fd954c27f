import { h } from 'preact'
import { JsonView } from './json-view.ts'

/** Request or response as shown: headers, and a body that is JSON or a text. */
export interface ShownMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface MessageWords {
  readonly headers: string
  readonly noBody: string
}

/** Shows a request or a response: its first line, its folded headers, its body with the marked field. */
export function Message({
  title,
  first,
  message,
  field,
  words,
}: {
  title: string
  first: string
  message: ShownMessage
  field?: string | null | undefined
  words: MessageWords
}) {
  const { headers, body } = message
  const entries = Object.entries(headers)
  return h(
    'section',
    { class: 'message' },
    h('h3', null, title),
    h('code', null, first),
    entries.length === 0
      ? null
      : h(
          'details',
          { class: 'headers' },
          h('summary', { class: 'soft small' }, `${words.headers} (${entries.length})`),
          h(
            'dl',
            { class: 'small' },
            entries.map(([name, value]) => [h('dt', null, name), h('dd', null, h('code', null, value))]),
          ),
        ),
    body === undefined
      ? h('p', { class: 'soft small' }, words.noBody)
      : typeof body === 'string'
        ? h('pre', { class: 'json', tabIndex: 0, role: 'group', 'aria-label': title }, body)
        : h(JsonView, { value: body, field, label: title }),
  )
}
