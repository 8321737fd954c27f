import { h } from 'preact'
import { useState } from 'preact/hooks'
import type { GatewayView as Gateway, GatewayDifference, GatewayTrait } from '../../engine/admin/wire.ts'
import { Badge } from '../../ui/badge.ts'
import { JsonView } from '../../ui/json-view.ts'
import { Titled } from '../../ui/titled.ts'
import { toCurl, toFetch } from '../../ui/to-code.ts'
import { Button, Choice, TextField } from '../parts/controls.ts'
import { CopyButton } from '../parts/copy-button.ts'
import { LoadError } from '../parts/load-error.ts'
import { useAct, usePage } from '../parts/page.ts'
import { symbolOfStatus, toneOfStatus } from '../parts/show.ts'
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
    const response = await fetch(url, { method, headers, body })
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

function Traits({ id, find }: { id: string; find: string }) {
  const { words } = usePage()
  const { value, error } = useLoad<readonly Gateway[]>('/gateways', { traits: id }, [])
  if (error) return h(LoadError, { error })
  const traits = value?.find((gateway) => gateway.id === id)?.traits ?? []
  return h(
    'table',
    { class: 'traits' },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        [words.trait, words.value, words.source].map((head) => h('th', { scope: 'col' }, head)),
      ),
    ),
    h(
      'tbody',
      null,
      traits
        .filter(({ title, trait, value: shown }) => fits(find, title, trait, shown))
        .map((trait) =>
          h(
            'tr',
            { key: trait.trait },
            h('th', { scope: 'row' }, trait.title, ' ', h('code', { class: 'soft small' }, trait.trait)),
            h('td', null, h('code', null, trait.value)),
            h('td', { class: 'small' }, h(Source, { source: trait.source })),
          ),
        ),
    ),
  )
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
  return h(
    'table',
    { class: 'traits' },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        [words.trait, nameOf(id), nameOf(to)].map((head) => h('th', { scope: 'col' }, head)),
      ),
    ),
    h(
      'tbody',
      null,
      (value ?? [])
        .filter(({ title, trait, here, there }) => fits(find, title, trait, here, there))
        .map(({ title, trait, here, there }) =>
          h(
            'tr',
            { key: trait },
            h('th', { scope: 'row' }, h(Titled, { id: trait, title })),
            h('td', null, h('code', null, here)),
            h('td', null, h('code', null, there)),
          ),
        ),
    ),
  )
}
