import { h } from 'preact'
import { useState } from 'preact/hooks'
import { tryToken } from '../api.ts'
import type { Words } from '../words.ts'

/** Asks for the token of a mock that needs one. */
export function AskToken({ words }: { words: Words }) {
  const [problem, setProblem] = useState('')
  const open = async (event: Event) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const answer = await tryToken(String(form.get('token')))
    if (answer === 'open') location.reload()
    else setProblem(answer === 'wrong' ? words.wrongToken : words.lost)
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
    h('p', { class: 'bad', role: 'alert' }, problem),
  )
}
