import { h } from 'preact'
import type { TaskRow } from '../../engine/admin/wire.ts'
import { LoadError } from '../parts/load-error.ts'
import { useNewestTasks } from '../parts/newest-tasks.ts'
import { usePage } from '../parts/page.ts'
import { nameKey } from '../parts/show.ts'
import { ShowMore } from '../parts/show-more.ts'
import { TaskImages } from '../parts/task-images.ts'
import { linkTo } from '../route.ts'
import { fill } from '../words.ts'

/** Tasks on the sheet at first, and with each press of the button below. */
const pageSize = 60

/** Shows every image that the mock made, newest first, with what was asked. */
export function ImagesView() {
  const { words } = usePage()
  const { value, error } = useNewestTasks(pageSize)
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
    h(ShowMore, { shown: value.tasks.length, left: value.left, pageSize }),
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
