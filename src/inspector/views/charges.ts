import { h } from 'preact'
import type { LedgerPage } from '../../engine/admin/wire.ts'
import { Badge, type Tone } from '../../ui/badge.ts'
import { LoadError } from '../parts/load-error.ts'
import { usePage } from '../parts/page.ts'
import { nameKey, showAmount, showTime } from '../parts/show.ts'
import { ShowMore, useLimit } from '../parts/show-more.ts'
import { type ColumnHead, TableHead } from '../parts/table-head.ts'
import { linkTo } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill } from '../words.ts'

type Charge = LedgerPage['charges'][number]

const pageSize = 100

/** Shows what the gateways charge, the newest first, with the sums of all charges above. */
export function ChargesView() {
  const { words, route } = usePage()
  const limit = useLimit(pageSize)
  const { value, error } = useLoad<LedgerPage>('/ledger', { limit, world: route.params.key ?? '' }, [
    'tasks',
    'clock',
    'journal',
  ])
  if (value === undefined) return h(LoadError, { error })
  const { charges, total, sums } = value
  if (total === 0) return h('p', { class: 'empty' }, words.noCharges)
  return h(
    'div',
    null,
    h(Sums, { sums }),
    h(ChargeTable, { charges }),
    h(ShowMore, { shown: charges.length, left: total - charges.length, pageSize }),
  )
}

function Sums({ sums: { images, amounts, doubles } }: { sums: LedgerPage['sums'] }) {
  const { words } = usePage()
  const states = ['charged', 'reserved', 'refunded'] as const
  return h(
    'p',
    { class: 'sums' },
    fill(words.countImages, { count: images }),
    amounts.map((amount) => [
      ' · ',
      states
        .filter((state) => amount[state] > 0)
        .map((state) => `${words.chargeStates[state]} ${showAmount(amount[state], amount.unit, words)}`)
        .join(', '),
    ]),
    doubles > 0
      ? [' · ', h(Badge, { tone: 'warn', symbol: '2×', text: fill(words.paidTwice, { count: doubles }) })]
      : null,
  )
}

function ChargeTable({ charges }: { charges: readonly Charge[] }) {
  const { words } = usePage()
  const heads: readonly ColumnHead[] = [
    ['', words.time],
    ['', words.request],
    ['', words.operation],
    ['', words.model],
    ['', words.size],
    ['number', words.images],
    ['number', words.amount],
    ['', words.state],
    ['', words.remark],
  ]
  return h(
    'table',
    { class: 'entries charges' },
    h('caption', { class: 'hidden-text' }, words.charges),
    h(TableHead, { heads }),
    h(
      'tbody',
      null,
      charges.map((charge) => {
        const { provider, task, repeats } = charge
        const first = charges.find((other) => other.task === repeats && other.provider === provider)
        return h(ChargeRow, { charge, first, key: `${provider}:${task}` })
      }),
    ),
  )
}

const tones: Readonly<Record<Charge['state'], Tone>> = { reserved: 'note', charged: 'good', refunded: 'soft' }
const symbols = { reserved: '…', charged: '✓', refunded: '↩' } as const

function ChargeRow({ charge, first }: { charge: Charge; first: Charge | undefined }) {
  const { words, worlds, gateways } = usePage()
  const { at, provider, world, operation, model, size, images, amount, unit, state, repeats, isDouble, delivered } =
    charge
  const keyTail = worlds.find(({ id }) => id === world)?.keyTail ?? null
  return h(
    'tr',
    null,
    h('td', { class: 'soft' }, showTime(at)),
    h(
      'td',
      null,
      h(RequestLink, { charge }),
      h(
        'span',
        { class: 'soft small' },
        ` ${gateways.find(({ id }) => id === provider)?.name ?? provider} · ${nameKey({ id: world, keyTail }, words)}`,
      ),
    ),
    h('td', null, operation),
    h('td', null, model === null ? '' : h('code', null, model)),
    h('td', null, size),
    h('td', { class: 'number count' }, images),
    h('td', { class: 'number' }, showAmount(amount, unit, words)),
    h('td', null, h(Badge, { tone: tones[state], symbol: symbols[state], text: words.chargeStates[state] })),
    h(
      'td',
      { class: 'remark' },
      delivered ? null : `${words.answerLost} `,
      isDouble ? h(Badge, { tone: 'warn', symbol: '2×', text: words.isDouble }) : null,
      repeats === null ? null : [' ', first ? h(RequestLink, { charge: first }) : h('code', null, repeats)],
    ),
  )
}

/** Links to the request in the journal, or names the task of a request that the journal no longer has. */
function RequestLink({ charge: { entry, task } }: { charge: Charge }) {
  const { words, route } = usePage()
  return entry === null
    ? h('code', null, task)
    : h('a', { href: linkTo(route, 'requests', { open: String(entry) }) }, `${words.request} ${entry}`)
}
