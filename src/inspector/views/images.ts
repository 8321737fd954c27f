import { h } from 'preact'
import type { TaskRow } from '../../engine/admin/wire.ts'
import { Button } from '../parts/controls.ts'
import { LoadError } from '../parts/load-error.ts'
import { usePage } from '../parts/page.ts'
import { nameKey } from '../parts/show.ts'
import { TaskImages } from '../parts/task-images.ts'
import { linkTo, setParams } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill } from '../words.ts'

/** Tasks on the sheet at first, and with each press of the button below. */
const pageSize = 60

/** Shows every image that the mock made, newest first, with what was asked. */
export function ImagesView() {
  const { words, route } = usePage()
  const { key = '', shown = '' } = route.params
  const limit = Number(shown) || pageSize
  const { value, error } = useLoad<{ tasks: readonly TaskRow[] }>('/tasks', { order: 'newest', limit, world: key }, [
    'tasks',
    'clock',
    'journal',
  ])
  if (value === undefined) return h(LoadError, { error })
  if (value.tasks.length === 0) return h('p', { class: 'empty' }, words.noImages)
  return h(
    'div',
    null,
    h(
      'ul',
      { class: 'contact-sheet' },
      value.tasks.map((task) => h('li', { key: `${task.provider}:${task.id}` }, h(Frame, { task }))),
    ),
    value.tasks.length === limit
      ? h(
          Button,
          { onPress: () => setParams(route, { shown: String(limit + pageSize) }) },
          fill(words.more, { count: pageSize }),
        )
      : null,
  )
}

function Frame({ task }: { task: TaskRow }) {
  const { words, route, worlds, gateways } = usePage()
  const { prompt, size, format, provider, world, entry, model } = task
  const keyTail = worlds.find(({ id }) => id === world)?.keyTail ?? null
  const facts = [
    gateways.find(({ id }) => id === provider)?.name ?? provider,
    model,
    size,
    format,
    nameKey({ id: world, keyTail }, words),
  ]
  return h(
    'article',
    null,
    h(TaskImages, { task }),
    h('p', { class: 'prompt' }, prompt),
    h('p', { class: 'soft small' }, facts.filter((fact) => fact !== null).join(' · ')),
    entry === null
      ? null
      : h(
          'p',
          { class: 'small' },
          h(
            'a',
            { href: linkTo(route, 'requests', { open: String(entry) }) },
            fill(words.openRequest, { number: entry }),
          ),
        ),
  )
}
