import { h } from 'preact'
import type { WorldRow } from '../../engine/admin/wire.ts'
import { send } from '../api.ts'
import { Button } from '../parts/controls.ts'
import { useAct, usePage } from '../parts/page.ts'
import { nameKey, showDateTime, showTime } from '../parts/show.ts'
import { setParams } from '../route.ts'
import { fill } from '../words.ts'

/** Shows the worlds of the keys side by side. */
export function KeysView() {
  const { words, worlds, say } = usePage()
  const act = useAct()
  if (worlds.length === 0) return h('p', { class: 'empty' }, words.noKeys)
  const resetAll = async () => {
    await send('POST', '/reset')
    say(words.allReset)
  }
  return h(
    'div',
    null,
    h(
      'ul',
      { class: 'worlds' },
      worlds.map((world) => h('li', { key: world.id }, h(WorldCard, { world }))),
    ),
    h('p', null, h(Button, { onPress: () => act(resetAll) }, words.resetAll)),
  )
}

function WorldCard({ world }: { world: WorldRow }) {
  const { words, route, say } = usePage()
  const act = useAct()
  const { id, requests, images, tasks, lastAt, scenario, clock } = world
  const reset = async () => {
    await send('POST', '/reset', { world: id })
    say(words.isReset)
  }
  const counts = [
    fill(words.countRequests, { count: requests }),
    fill(words.countTasks, { count: tasks }),
    fill(words.countImages, { count: images }),
  ]
  const name = nameKey(world, words)
  return h(
    'article',
    { 'aria-current': route.params.key === id ? 'true' : undefined },
    h('h2', null, h('code', null, name)),
    h('p', null, counts.join(' · ')),
    h(
      'p',
      { class: 'soft small' },
      fill(words.ownClock, { time: showDateTime(clock.now) }),
      clock.frozen ? ` (${words.frozen})` : '',
      lastAt === null ? '' : ` · ${fill(words.lastAt, { time: showTime(lastAt) })}`,
    ),
    scenario === null ? null : h('p', { class: 'small' }, fill(words.current, { name: scenario })),
    h(
      'p',
      { class: 'actions' },
      h(Button, { onPress: () => setParams(route, { key: id }), label: `${words.show}: ${name}` }, words.show),
      h(Button, { onPress: () => act(reset), label: `${words.reset}: ${name}` }, words.reset),
    ),
  )
}
