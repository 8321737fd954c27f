import { h } from 'preact'
import { send } from '../api.ts'
import { Button, TextField } from '../parts/controls.ts'
import { LoadError } from '../parts/load-error.ts'
import { useAct, usePage } from '../parts/page.ts'
import { nameScope } from '../parts/show.ts'
import { setParams } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill } from '../words.ts'

/** Lists the scenarios with what each does, and selects one for the next request or for every request of a key. */
export function ScenariosView() {
  const { words, route, scenarios, worlds, say } = usePage()
  const act = useAct()
  const { key = '', find = '' } = route.params
  const { value, error } = useLoad<{ scenario: string | null }>('/scenario', { world: key }, [
    'scenario',
    'entries',
    'journal',
  ])
  const select = (scenario: string) =>
    act(async () => {
      await send('PUT', '/scenario', { world: key }, { scenario })
      say(fill(words.selected, { name: scenario }))
    })
  const world = worlds.find(({ id }) => id === key)
  const current = value?.scenario ?? null
  const sought = find.toLowerCase()
  const found = scenarios.filter(({ name, about }) => `${name} ${about}`.toLowerCase().includes(sought))
  return h(
    'div',
    null,
    h(LoadError, { error }),
    h(
      'p',
      null,
      h('strong', null, fill(words.scope, { key: nameScope(key, world, words) })),
      ': ',
      current === null ? words.noScenario : fill(words.current, { name: current }),
      ' ',
      current === null
        ? null
        : h(Button, { onPress: () => act(() => send('DELETE', '/scenario', { world: key })) }, words.clear),
    ),
    h(TextField, { label: words.find, value: find, onInput: (text) => setParams(route, { find: text }) }),
    h(
      'ul',
      { class: 'scenarios' },
      found.map(({ name, about }) =>
        h(
          'li',
          { key: name, 'aria-current': current?.split(';')[0] === name ? 'true' : undefined },
          h('div', null, h('code', null, name), h('p', null, about)),
          h(
            'p',
            { class: 'actions' },
            h(Button, { onPress: () => select(`${name};times=1`), label: `${words.forNext}: ${name}` }, words.forNext),
            h(Button, { onPress: () => select(name), label: `${words.forAll}: ${name}` }, words.forAll),
          ),
        ),
      ),
    ),
  )
}
