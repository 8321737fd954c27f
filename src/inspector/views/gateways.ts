import { type ComponentChildren, h } from 'preact'
import { useState } from 'preact/hooks'
import type { GatewayView as Gateway, GatewayDifference, GatewayTrait } from '../../engine/admin/wire.ts'
import { toCurl, toFetch } from '../../http/to-code.ts'
import { Badge } from '../../ui/badge.ts'
import { JsonView } from '../../ui/json-view.ts'
import { Titled } from '../../ui/titled.ts'
import { Button, Choice, TextField } from '../parts/controls.ts'
import { CopyButton } from '../parts/copy-button.ts'
import { LoadError } from '../parts/load-error.ts'
import { useAct, usePage } from '../parts/page.ts'
import { symbolOfStatus, toneOfStatus } from '../parts/show.ts'
import { TableHead } from '../parts/table-head.ts'
import { setParams } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill } from '../words.ts'

export function GatewaysView() {
  const { words, route, gateways } = usePage()
  const [first] = gateways
  const gateway = gateways.find(({ id }) => id === route.params.gateway) ?? first
  if (!gateway) return null
  return h(
    'div',
    { class: 'gateways' },
    h(Choice, {
      label: words.gateway,
      value: gateway.id,
      options: gateways.map(({ id, name }) => ({ value: id, text: name })),
      onChoose: (id) => setParams(route, { gateway: id, to: '' }, true),
    }),
    h(GatewayPage, { gateway, key: gateway.id }),
  )
}

function GatewayPage({ gateway }: { gateway: Gateway }) {
  const { words, route, gateways } = usePage()
  const { name, baseUrl, operations, quirks, callbacks, id } = gateway
  const { to = '', find = '' } = route.params
  return h(
    'article',
    null,
    h('h2', null, name),
    h(
      'p',
      null,
      `${words.baseUrl} `,
      h('code', null, baseUrl),
      ' ',
      h(CopyButton, { text: baseUrl, label: words.copy }),
    ),
    h(Sample, { gateway }),
    h('h3', null, words.operations),
    h(
      'ul',
      { class: 'operations small' },
      operations.map((route) => h('li', null, h('code', null, route))),
    ),
    quirks.length > 0
      ? [
          h('h3', null, words.quirks),
          h(
            'ul',
            { class: 'small' },
            quirks.map(({ note }) => h('li', null, note)),
          ),
        ]
      : null,
    callbacks === undefined ? null : [h('h3', null, words.callbacks), h('p', { class: 'small' }, callbacks)],
    h('h3', null, words.traits),
    h(
      'div',
      { class: 'filters' },
      h(Choice, {
        label: words.compareWith,
        value: to,
        options: [
          { value: '', text: words.nobody },
          ...gateways.filter((other) => other.id !== id).map((other) => ({ value: other.id, text: other.name })),
        ],
        onChoose: (chosen) => setParams(route, { to: chosen }),
      }),
      h(TextField, { label: words.find, value: find, onInput: (text) => setParams(route, { find: text }) }),
    ),
    to === '' ? h(Traits, { id, find }) : h(Differences, { id, to, find }),
  )
}

/** Answer of the mock to the request that the reader tried. */
interface Tried {
  readonly status: number
  readonly json: unknown
}

function Sample({ gateway }: { gateway: Gateway }) {
  const { words } = usePage()
  const act = useAct()
  const [tried, setTried] = useState<Tried>()
  const { sample } = gateway
  if (sample === null) return null
  const tryIt = async () => {
    const { method, url, headers, body } = sample
    const response = await fetch(toOwnScheme(url), { method, headers, body })
    const text = await response.text()
    setTried({ status: response.status, json: shortenTexts(parseAnswer(text)) })
  }
  const curl = toCurl(sample)
  return h(
    'section',
    null,
    h('h3', null, words.sample),
    h('pre', { class: 'json', tabIndex: 0, role: 'group', 'aria-label': words.sample }, curl),
    h(
      'p',
      { class: 'actions' },
      h(Button, { onPress: () => act(tryIt) }, words.tryIt),
      h(CopyButton, { text: curl, label: words.copyCurl }),
      h(CopyButton, { text: toFetch(sample), label: words.copyFetch }),
    ),
    h('p', { class: 'soft small' }, words.sampleKey),
    tried
      ? h(
          'div',
          { role: 'status' },
          h(Badge, {
            tone: toneOfStatus(tried.status),
            symbol: symbolOfStatus(tried.status),
            text: fill(words.answered, { status: tried.status }),
          }),
          h(JsonView, { value: tried.json, label: words.response }),
        )
      : null,
  )
}

/** A proxy in front of the mock may take HTTPS, which the mock does not know. */
function toOwnScheme(url: string): string {
  const target = new URL(url)
  if (target.host === location.host) target.protocol = location.protocol
  return target.href
}

/** Parses JSON; any other answer stays a text. */
function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Characters of a text that the page shows, because an image in base64 has millions. */
const maxText = 200

const shortenTexts = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json), (_, value) =>
    typeof value === 'string' && value.length > maxText ? `${value.slice(0, maxText)}…` : value,
  )

const fits = (find: string, ...texts: readonly string[]) => texts.join(' ').toLowerCase().includes(find.toLowerCase())

/** A trait with the cells of its row, the first of which names the row. */
interface TraitCells {
  readonly trait: string
  readonly section: string
  readonly cells: readonly ComponentChildren[]
}

/** Shows traits by the section of the dialect. Opens the sections if `isOpen` or if there are few rows. */
function TraitTable({
  heads,
  rows,
  isOpen,
}: {
  heads: readonly string[]
  rows: readonly TraitCells[]
  isOpen: boolean
}) {
  const sections = Map.groupBy(rows, ({ section }) => section)
  return [...sections].map(([section, ofSection]) =>
    h(
      'details',
      { key: section, class: 'section', open: isOpen || rows.length <= maxOpenRows },
      h('summary', null, `${section} `, h('span', { class: 'soft' }, ofSection.length)),
      h(
        'table',
        { class: 'traits' },
        h(TableHead, { heads: heads.map((text) => ['', text] as const) }),
        h(
          'tbody',
          null,
          ofSection.map(({ trait, cells: [name, ...cells] }) =>
            h(
              'tr',
              { key: trait },
              h('th', { scope: 'row' }, name),
              cells.map((cell) => h('td', null, cell)),
            ),
          ),
        ),
      ),
    ),
  )
}

/** Rows of traits that the page shows at once. A phone shows about ten. */
const maxOpenRows = 20

function Traits({ id, find }: { id: string; find: string }) {
  const { words } = usePage()
  const { value, error } = useLoad<readonly Gateway[]>('/gateways', { traits: id }, [])
  if (error) return h(LoadError, { error })
  const traits = value?.find((gateway) => gateway.id === id)?.traits ?? []
  const rows = traits
    .filter(({ title, trait, value: shown }) => fits(find, title, trait, shown))
    .map(({ trait, title, section, value: shown, source }) => ({
      trait,
      section,
      cells: [
        [title, ' ', h('code', { class: 'soft small' }, trait)],
        h('code', null, shown),
        h('span', { class: 'small' }, h(Source, { source })),
      ],
    }))
  return h(TraitTable, { heads: [words.trait, words.value, words.source], rows, isOpen: find !== '' })
}

function Source({ source }: { source: GatewayTrait['source'] }) {
  const { words } = usePage()
  if (source === null) return null
  const { title, url, quote, basis } = source
  return [
    url === null ? title : h('a', { href: url, rel: 'noreferrer' }, title),
    ` (${words.bases[basis] ?? basis})`,
    quote === null ? null : [' ', h('q', { class: 'soft' }, quote)],
  ]
}

function Differences({ id, to, find }: { id: string; to: string; find: string }) {
  const { words, gateways } = usePage()
  const { value, error } = useLoad<readonly GatewayDifference[]>(`/gateways/${id}/differences`, { to }, [])
  if (error) return h(LoadError, { error })
  if (value?.length === 0) return h('p', null, words.noDifferences)
  const nameOf = (wanted: string) => gateways.find((gateway) => gateway.id === wanted)?.name ?? wanted
  const rows = (value ?? [])
    .filter(({ title, trait, here, there }) => fits(find, title, trait, here, there))
    .map(({ title, trait, section, here, there }) => ({
      trait,
      section,
      cells: [h(Titled, { id: trait, title }), h('code', null, here), h('code', null, there)],
    }))
  return h(TraitTable, { heads: [words.trait, nameOf(id), nameOf(to)], rows, isOpen: find !== '' })
}
