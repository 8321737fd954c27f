import { h } from 'preact'
import type { CallbackRow } from '../../engine/admin/wire.ts'
import { Badge, type Tone } from '../../ui/badge.ts'
import { fill } from '../words.ts'
import { usePage } from './page.ts'
import { showTime } from './show.ts'

const tones: Readonly<Record<CallbackRow['outcome'], Tone>> = {
  pending: 'note',
  delivered: 'good',
  ended: 'bad',
  refused: 'warn',
  unsent: 'soft',
}
const symbols = { pending: '…', delivered: '✓', ended: '✗', refused: '–', unsent: '–' } as const

/** Lists the callbacks of a task: the state that each reports, the receiver, and a badge for each attempt. */
export function Callbacks({ callbacks }: { callbacks: readonly CallbackRow[] }) {
  const { words } = usePage()
  return h(
    'ul',
    { class: 'links small', 'aria-label': words.callbacks },
    callbacks.map(({ id, state, url, outcome, nextAt, attempts }) =>
      h(
        'li',
        { key: id },
        h(Badge, { tone: tones[outcome], symbol: symbols[outcome], text: words.outcomes[outcome] }),
        ` ${fill(words.callbackOf, { state: words.states[state] })} `,
        h('code', null, url),
        attempts.map((attempt, index) => [' ', h(AttemptBadge, { key: index, attempt })]),
        nextAt === null || attempts.length === 0
          ? null
          : h('span', { class: 'soft' }, ` ${fill(words.nextAttempt, { time: showTime(nextAt) })}`),
      ),
    ),
  )
}

function AttemptBadge({ attempt: { at, status, error } }: { attempt: CallbackRow['attempts'][number] }) {
  const isTaken = status !== null && status >= 200 && status < 300
  return h(
    'span',
    { title: error ?? showTime(at) },
    h(Badge, { tone: isTaken ? 'good' : 'bad', text: status === null ? '×' : String(status) }),
  )
}
