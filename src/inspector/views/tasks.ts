import { h } from 'preact'
import type { CallbackRow, ClockView, TaskLink, TaskMoment, TaskRow } from '../../engine/admin/wire.ts'
import { Badge, type Tone } from '../../ui/badge.ts'
import { Titled } from '../../ui/titled.ts'
import { Callbacks } from '../parts/callbacks.ts'
import { LoadError } from '../parts/load-error.ts'
import { useNewestTasks } from '../parts/newest-tasks.ts'
import { usePage } from '../parts/page.ts'
import { nameKey, showNear, showSpan, showTime } from '../parts/show.ts'
import { ShowMore } from '../parts/show-more.ts'
import { linkTo } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill, type Words } from '../words.ts'

const pageSize = 50

/** Shows the tasks on the clock of the mock, newest first. */
export function TasksView() {
  const { words, route, worlds } = usePage()
  const { key = '' } = route.params
  const { value, error } = useNewestTasks(pageSize)
  const { value: sent } = useLoad<{ callbacks: readonly CallbackRow[] }>('/callbacks', { world: key }, [
    'tasks',
    'clock',
  ])
  const callbacks = Map.groupBy(sent?.callbacks ?? [], nameOfTask)
  const { value: clock } = useLoad<ClockView>('/clock', { world: key }, ['tasks', 'clock', 'journal'])
  if (value === undefined || clock === undefined) return h(LoadError, { error })
  if (value.tasks.length === 0) return h('p', { class: 'empty' }, words.noTasks)
  const nowOf = (world: string) => worlds.find(({ id }) => id === world)?.clock.now ?? clock.now
  return h(
    'div',
    null,
    h(
      'ul',
      { class: 'tasks' },
      value.tasks.map((task) =>
        h(
          'li',
          { key: `${task.provider}:${task.id}` },
          h(TaskCard, {
            task,
            now: nowOf(task.world),
            callbacks: callbacks.get(nameOfTask({ provider: task.provider, task: task.id })) ?? [],
          }),
        ),
      ),
    ),
    h(ShowMore, { shown: value.tasks.length, left: value.left, pageSize }),
  )
}

const nameOfTask = ({ provider, task }: Pick<CallbackRow, 'provider' | 'task'>): string => `${provider}:${task}`

const tones: Readonly<Record<TaskRow['state'], Tone>> = {
  queued: 'soft',
  running: 'note',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'warn',
}
const symbols = { queued: '…', running: '▶', succeeded: '✓', failed: '✗', cancelled: '–' } as const

interface CardProps {
  readonly task: TaskRow
  readonly now: number
  readonly callbacks: readonly CallbackRow[]
}

function TaskCard({ task, now, callbacks }: CardProps) {
  const { words, route, worlds, gateways } = usePage()
  const { id, provider, world, state, prompt, links, charged, scenario, entry } = task
  const keyTail = worlds.find((candidate) => candidate.id === world)?.keyTail ?? null
  return h(
    'article',
    null,
    h(
      'h2',
      null,
      h(Badge, { tone: tones[state], symbol: symbols[state], text: words.states[state] }),
      ' ',
      h('code', null, id),
    ),
    h(
      'p',
      { class: 'soft small' },
      `${gateways.find((candidate) => candidate.id === provider)?.name ?? provider} · ${nameKey({ id: world, keyTail }, words)} · ${fill(words.charged, { count: charged })}`,
      scenario ? ` · [${scenario}]` : '',
      entry === null
        ? null
        : [
            ' · ',
            h(
              'a',
              { href: linkTo(route, 'requests', { open: String(entry) }) },
              fill(words.openRequest, { number: entry }),
            ),
          ],
    ),
    h('p', { class: 'prompt' }, prompt),
    h(Timeline, { task, now }),
    links.length > 0 ? h(Links, { links, now }) : null,
    callbacks.length > 0 ? h(Callbacks, { callbacks }) : null,
  )
}

/** Draws the states of a task from its creation to its end, and the present. */
function Timeline({ task, now }: { task: TaskRow; now: number }) {
  const { words } = usePage()
  const moments = task.states.filter((moment): moment is TaskMoment & { at: number } => moment.at !== null)
  const start = task.createdAt
  const end = Math.max(start + 1, ...moments.filter(({ state }) => state !== 'expired').map(({ at }) => at))
  const place = (ms: number) => `${(100 * Math.min(1, Math.max(0, (ms - start) / (end - start)))).toFixed(2)}%`
  return h(
    'div',
    { class: 'timeline' },
    h(
      'div',
      { class: 'bar', 'aria-hidden': 'true' },
      h('span', { class: 'done', style: { width: place(now) } }),
      moments
        .filter(({ state }) => state !== 'expired')
        .map(({ at }) => h('span', { class: 'tick', style: { insetInlineStart: place(at) } })),
    ),
    h(
      'ol',
      null,
      moments.map((moment) => h('li', { class: moment.at > now ? 'soft' : '' }, sayMoment(moment, start, words))),
    ),
  )
}

function sayMoment({ state, word, at }: TaskMoment & { at: number }, start: number, words: Words) {
  return [
    h(Titled, {
      id: word ?? words.states[state],
      title: word === null ? undefined : `${words.states[state]}. ${fill(words.callsIt, { word })}`,
    }),
    ` ${showTime(at)} (+${showSpan(at - start, words)})`,
  ]
}

function Links({ links, now }: { links: readonly TaskLink[]; now: number }) {
  const { words } = usePage()
  const sayEnd = (expiresAt: number | null) =>
    expiresAt === null
      ? words.neverExpires
      : fill(expiresAt <= now ? words.expired : words.expires, { time: showNear(expiresAt, now) })
  return h(
    'ul',
    { class: 'links small', 'aria-label': words.links },
    links.map(({ url, expiresAt }) =>
      h(
        'li',
        null,
        h('a', { href: url }, h('code', null, url)),
        h('span', { class: expiresAt !== null && expiresAt <= now ? 'bad' : 'soft' }, ` ${sayEnd(expiresAt)}`),
      ),
    ),
  )
}
