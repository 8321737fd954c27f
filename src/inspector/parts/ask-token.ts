import { h } from 'preact'
import { useState } from 'preact/hooks'
import { read, rememberToken } from '../api.ts'
import type { Words } from '../words.ts'

/** Asks for the token of a mock that needs one. */
export function AskToken({ words }: { words: Words }) {
  const [isWrong, setWrong] = useState(false)
  const open = async (event: Event) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    rememberToken(String(form.get('token')))
    await read('/clock').then(
      () => location.reload(),
      () => setWrong(true),
    )
  }
  return h(
    'main',
    { class: 'ask' },
    h('h1', null, words.mock),
    h('p', null, words.needsToken),
    h(
      'form',
      { onSubmit: open },
      h(
        'label',
        { class: 'stacked' },
        h('span', null, words.token),
        h('input', { type: 'password', name: 'token', autocomplete: 'off', required: true }),
      ),
      h('button', { type: 'submit' }, words.open),
    ),
    h('p', { class: 'bad', role: 'alert' }, isWrong ? words.wrongToken : ''),
  )
}
