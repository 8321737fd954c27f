import { h } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { EntrySummary, SummaryList } from '../../engine/admin/wire.ts'
import { Badge } from '../../ui/badge.ts'
import { Choice } from '../parts/controls.ts'
import { LoadError } from '../parts/load-error.ts'
import { usePage } from '../parts/page.ts'
import { nameKey, remarkOn, showDuration, showTime, symbolOfStatus, toneOfStatus } from '../parts/show.ts'
import { ShowMore, useLimit } from '../parts/show-more.ts'
import { type ColumnHead, TableHead } from '../parts/table-head.ts'
import { formatRoute, setParams } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill } from '../words.ts'
import { RequestDetail } from './request-detail.ts'

/** Rows that the list shows at first, and with each press of the button below. */
const pageSize = 100

export function RequestsView() {
  const page = usePage()
  const { words, route, gateways, scenarios } = page
  const { gateway = '', status = '', scenario = '', key = '', open = '' } = route.params
  const limit = useLimit(pageSize)
  const { value, error } = useLoad<SummaryList>(
    '/journal/summaries',
    { limit, gateway, status, scenario, world: key },
    ['entries', 'journal'],
  )
  // Closing the details brings the reader back to the row.
  const before = useRef(open)
  useEffect(() => {
    if (open === '' && before.current !== '')
      document.querySelector<HTMLElement>(`[data-entry="${before.current}"]`)?.focus()
    before.current = open
  }, [open])
  const choose = (name: string) => (chosen: string) => setParams(route, { [name]: chosen, shown: '' })
  const statuses = ['2xx', '3xx', '4xx', '5xx'].map((text) => ({ value: text, text }))
  return h(
    'div',
    { class: open === '' ? 'requests' : 'requests with-detail' },
    h(
      'div',
      { class: 'list' },
      h(
        'form',
        { class: 'filters', onSubmit: (event: Event) => event.preventDefault() },
        h(Choice, {
          label: words.gateway,
          value: gateway,
          options: [{ value: '', text: words.all }, ...gateways.map(({ id, name }) => ({ value: id, text: name }))],
          onChoose: choose('gateway'),
        }),
        h(Choice, {
          label: words.status,
          value: status,
          options: [{ value: '', text: words.all }, ...statuses, { value: 'broken', text: words.broken }],
          onChoose: choose('status'),
        }),
        h(Choice, {
          label: words.scenario,
          value: scenario,
          options: [{ value: '', text: words.all }, ...scenarios.map(({ name }) => ({ value: name, text: name }))],
          onChoose: choose('scenario'),
        }),
      ),
      h(LoadError, { error }),
      value === undefined
        ? null
        : value.entries.length === 0
          ? h('p', { class: 'empty' }, words.noRequests)
          : [
              h(RequestTable, { entries: value.entries, openNumber: Number(open) }),
              h(
                'p',
                { class: 'soft small' },
                fill(words.shown, { shown: value.entries.length, total: value.total }),
                ' ',
                h(ShowMore, { shown: limit, left: value.total - value.entries.length, pageSize }),
              ),
            ],
    ),
    open === '' ? null : h(RequestDetail, { number: Number(open), key: open }),
  )
}

function RequestTable({ entries, openNumber }: { entries: readonly EntrySummary[]; openNumber: number }) {
  const { words } = usePage()
  const heads: readonly ColumnHead[] = [
    ['', words.number],
    ['extra', words.time],
    ['', words.method],
    ['', words.path],
    ['', words.status],
    ['extra', words.took],
    ['extra', words.key],
    ['extra', words.remark],
  ]
  return h(
    'table',
    { class: 'entries' },
    h('caption', { class: 'hidden-text' }, words.requests),
    h(TableHead, { heads }),
    h(
      'tbody',
      null,
      entries.map((entry) => h(RequestRow, { entry, isOpen: entry.number === openNumber, key: entry.number })),
    ),
  )
}

function RequestRow({ entry, isOpen }: { entry: EntrySummary; isOpen: boolean }) {
  const { words, route, worlds } = usePage()
  const { number, at, method, path, status, durationMs, world, keyTail, violations, repeats } = entry
  const target = formatRoute({ view: 'requests', params: { ...route.params, open: String(number) } })
  const remark = remarkOn(entry)
  return h(
    'tr',
    {
      'aria-current': isOpen ? 'true' : undefined,
      onClick: (event: MouseEvent) => {
        const isOnLink = event.target instanceof Element && event.target.closest('a') !== null
        if (!isOnLink) location.hash = target
      },
    },
    h('td', { class: 'number soft' }, number),
    h('td', { class: 'extra soft' }, showTime(at)),
    h('td', null, h('code', null, method)),
    h('td', { class: 'path' }, h('a', { href: target, 'data-entry': number }, h('code', null, path))),
    h(
      'td',
      null,
      h(Badge, {
        tone: toneOfStatus(status),
        symbol: symbolOfStatus(status),
        text: status === null ? words.broken : String(status),
      }),
    ),
    h('td', { class: 'extra number soft' }, durationMs === null ? '' : showDuration(durationMs)),
    h(
      'td',
      { class: 'extra key soft' },
      h('code', null, nameKey(worlds.find(({ id }) => id === world) ?? { id: world, keyTail }, words)),
    ),
    h(
      'td',
      { class: 'extra remark' },
      violations > 0 ? [h(Badge, { tone: 'error', symbol: '!', text: words.violations }), ' '] : null,
      repeats === null ? null : [h(Badge, { tone: 'warn', symbol: '2×', text: words.repeats }), ' '],
      remark,
    ),
  )
}
