import { Fragment, type FunctionComponent, h } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { GatewayView, WorldRow } from '../engine/admin/wire.ts'
import { listen } from './api.ts'
import { AskToken } from './parts/ask-token.ts'
import { ClockBar } from './parts/clock-bar.ts'
import { Choice } from './parts/controls.ts'
import { dismissTipsOnEscape } from './parts/dismiss-tips.ts'
import { type Page, PageContext, type Scenario } from './parts/page.ts'
import { nameKey, nameScope } from './parts/show.ts'
import { whileVisible } from './parts/while-visible.ts'
import { linkTo, setParams, useRoute, type View, views } from './route.ts'
import { announceChange, useLoad } from './use-load.ts'
import { ChargesView } from './views/charges.ts'
import { GatewaysView } from './views/gateways.ts'
import { ImagesView } from './views/images.ts'
import { KeysView } from './views/keys.ts'
import { RequestsView } from './views/requests.ts'
import { ScenariosView } from './views/scenarios.ts'
import { TasksView } from './views/tasks.ts'
import { wordsFor } from './words.ts'

const components: Readonly<Record<View, FunctionComponent>> = {
  requests: RequestsView,
  images: ImagesView,
  tasks: TasksView,
  charges: ChargesView,
  scenarios: ScenariosView,
  keys: KeysView,
  gateways: GatewaysView,
}

export function App() {
  const route = useRoute()
  const { lang } = route.params
  const words = useMemo(() => wordsFor(lang ? [lang] : navigator.languages), [lang])
  const [isLost, setLost] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const [said, say] = useState('')
  const { value: gateways, error } = useLoad<readonly GatewayView[]>('/gateways', {}, ['journal'])
  const { value: scenarios } = useLoad<{ scenarios: readonly Scenario[] }>('/scenarios', {}, ['journal'])
  const { value: worlds } = useLoad<{ worlds: readonly WorldRow[] }>('/worlds', {}, [
    'worlds',
    'entries',
    'clock',
    'scenario',
    'journal',
  ])
  useEffect(
    () => whileVisible((left) => listen(announceChange, setLost, left).then(() => setRefused(!left.aborted))),
    [],
  )
  useEffect(dismissTipsOnEscape, [])
  useEffect(() => {
    document.documentElement.lang = words.code
    document.title = `${words[route.view]} · ${words.mock}`
  }, [words, route.view])
  useEffect(() => say(''), [route.view])
  if (error?.status === 401 || isRefused) return h(AskToken, { words })
  const page: Page = {
    words,
    route,
    gateways: gateways ?? [],
    scenarios: scenarios?.scenarios ?? [],
    worlds: worlds?.worlds ?? [],
    say,
  }
  return h(
    PageContext.Provider,
    { value: page },
    h(
      Fragment,
      null,
      h('a', { class: 'skip', href: '#content', onClick: skip }, words.skip),
      h(Header, { page }),
      h(ClockBar, null),
      isLost ? h('p', { class: 'lost', role: 'alert' }, words.lost) : null,
      h('p', { class: 'said', role: 'status' }, said),
      h(
        'main',
        { id: 'content', tabIndex: -1 },
        h('h1', { class: 'hidden-text' }, words[route.view]),
        h(components[route.view], null),
      ),
    ),
  )
}

/** Moves the focus behind the menus. The fragment of the address is the route, so the link itself must not change it. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function Header({ page: { words, route, worlds } }: { page: Page }) {
  const { key = '' } = route.params
  const other = words.code === 'en' ? 'zh' : 'en'
  return h(
    'header',
    { class: 'top' },
    h('strong', null, words.mock),
    h(
      'nav',
      { 'aria-label': words.views },
      views.map((view) =>
        h(
          'a',
          { href: linkTo(route, view), 'aria-current': view === route.view ? 'page' : undefined, key: view },
          words[view],
        ),
      ),
    ),
    h(Choice, {
      label: words.key,
      value: key,
      options: [
        { value: '', text: words.allKeys },
        ...worlds.map((world) => ({ value: world.id, text: nameKey(world, words) })),
        ...(key === '' || worlds.some(({ id }) => id === key)
          ? []
          : [{ value: key, text: nameScope(key, undefined, words) }]),
      ],
      onChoose: (chosen) => setParams(route, { key: chosen, shown: '' }),
    }),
    h(
      'button',
      { type: 'button', class: 'language', lang: other, onClick: () => setParams(route, { lang: other }) },
      words.language,
    ),
  )
}
