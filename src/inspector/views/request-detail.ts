import { h } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { EntryDetail, FindingView, FormPartView, TaskRow } from '../../engine/admin/wire.ts'
import { type CodeRequest, toCurl, toFetch } from '../../http/to-code.ts'
import { Badge } from '../../ui/badge.ts'
import { Message } from '../../ui/message.ts'
import { Titled } from '../../ui/titled.ts'
import { send } from '../api.ts'
import { Button } from '../parts/controls.ts'
import { CopyButton } from '../parts/copy-button.ts'
import { useAct, usePage } from '../parts/page.ts'
import { showDateTime, showDuration, symbolOfStatus, toneOfStatus } from '../parts/show.ts'
import { TaskImages } from '../parts/task-images.ts'
import { linkTo, parseRoute, setParams } from '../route.ts'
import { useLoad } from '../use-load.ts'
import { fill } from '../words.ts'

/** Shows one exchange beside the list: both messages, what was refused and why, and what to do with the request. */
export function RequestDetail({ number }: { number: number }) {
  const { words, route } = usePage()
  const heading = useRef<HTMLHeadingElement>(null)
  const { value: entry, error } = useLoad<EntryDetail>(`/journal/${number}`, {}, ['journal'])
  const isLoaded = entry !== undefined
  useEffect(() => heading.current?.focus(), [isLoaded])
  return h(
    'aside',
    { class: 'detail', 'aria-label': `${words.request} ${number}` },
    h(Button, { onPress: () => setParams(route, { open: '' }), label: words.close }, '×'),
    error && !entry ? h('p', { class: 'bad' }, error.message) : null,
    entry ? h('h2', { tabIndex: -1, ref: heading }, `${words.request} ${number}`) : null,
    entry ? h(Exchange, { entry }) : null,
  )
}

function Exchange({ entry }: { entry: EntryDetail }) {
  const { words, gateways, scenarios } = usePage()
  const {
    request,
    response,
    scenario,
    message,
    field,
    refusal,
    refusalTitle,
    findings,
    violations,
    task,
    repeats,
    provider,
  } = entry
  const gateway = gateways.find(({ id }) => id === provider)
  const about = scenarios.find(({ name }) => name === scenario?.split(';')[0])?.about
  const status = response?.status ?? null
  const messageWords = { headers: words.headers, noBody: words.noBody }
  return [
    h(
      'p',
      null,
      h(Badge, {
        tone: toneOfStatus(status),
        symbol: symbolOfStatus(status),
        text: status === null ? words.broken : String(status),
      }),
      ` ${gateway?.name ?? provider}, ${showDateTime(entry.at)}`,
      entry.durationMs === null ? '' : `, ${showDuration(entry.durationMs)}`,
    ),
    message ? h('p', { class: 'bad' }, fill(words.refused, { message })) : null,
    field ? h('p', null, fill(words.refusedField, { field })) : null,
    refusal
      ? h(
          'p',
          { class: 'soft small' },
          `${words.refusal}: `,
          h(Titled, { id: refusal, title: refusalTitle ?? undefined }),
        )
      : null,
    repeats ? h(Repeats, { provider, repeats }) : null,
    scenario ? h('p', null, fill(words.metScenario, { name: scenario, about: about ?? '' })) : null,
    h(Faults, { title: words.findings, findings, tone: 'bad' }),
    h(Faults, { title: words.violations, findings: violations, tone: 'error' }),
    h(Actions, { entry }),
    task ? h(ImagesOfTask, { provider, task }) : null,
    h(Message, {
      title: words.request,
      first: `${request.method} ${request.url}`,
      message: shownRequest(entry),
      field,
      words: messageWords,
    }),
    response
      ? h(Message, { title: words.response, first: `HTTP ${response.status}`, message: response, words: messageWords })
      : h('p', { class: 'error' }, words.noResponse),
  ]
}

/** Returns the request with the parts of a form as an object by name, so that a refused field can be marked. */
function shownRequest({ request, bodyKind }: EntryDetail): EntryDetail['request'] {
  if (bodyKind !== 'multipart') return request
  const parts = request.body as readonly FormPartView[]
  const show = ({ filename, type, bytes, text }: FormPartView) =>
    filename === undefined ? (text ?? '') : { filename, type, bytes }
  const body: Record<string, unknown> = {}
  for (const [name, same = []] of Map.groupBy(parts, (part) => part.name))
    body[name] = same.length === 1 ? show(same[0] as FormPartView) : same.map(show)
  return { ...request, body }
}

const Faults = ({
  title,
  findings,
  tone,
}: {
  title: string
  findings: readonly FindingView[]
  tone: 'bad' | 'error'
}) =>
  findings.length === 0
    ? null
    : h(
        'section',
        null,
        h('h3', { class: tone }, title),
        h(
          'ul',
          null,
          findings.map(({ path, message }) => h('li', null, h('code', null, path.join('/')), ` ${message}`)),
        ),
      )

function Actions({ entry }: { entry: EntryDetail }) {
  const { words } = usePage()
  const act = useAct()
  const { request, bodyKind, isRepeatable, number } = entry
  const code: CodeRequest = {
    method: request.method,
    url: request.url.startsWith('/') ? `${location.origin}${request.url}` : request.url,
    headers: request.headers,
    body:
      bodyKind === 'multipart'
        ? (request.body as readonly FormPartView[])
        : request.body === undefined
          ? undefined
          : JSON.stringify(request.body),
  }
  const repeat = async () => {
    const { number: next } = await send<{ number: number }>('POST', `/journal/${number}/repeat`)
    // The reader may have gone elsewhere meanwhile.
    const present = parseRoute(location.hash)
    if (present.view === 'requests') setParams(present, { open: String(next) }, true)
  }
  return h(
    'p',
    { class: 'actions' },
    h(CopyButton, { text: toCurl(code), label: words.copyCurl }),
    h(CopyButton, { text: toFetch(code), label: words.copyFetch }),
    h(Button, { onPress: () => act(repeat), isDisabled: !isRepeatable }, words.sendAgain),
    h('span', { class: 'soft small' }, isRepeatable ? words.copyNote : words.notKept),
  )
}

/** Says that a request was paid twice, with a link to the first. */
function Repeats({ provider, repeats }: { provider: string; repeats: string }) {
  const { words, route } = usePage()
  const first = useTask(provider, repeats)
  return h(
    'p',
    { class: 'warn' },
    words.paysTwice,
    first?.entry === undefined || first.entry === null
      ? h('code', null, repeats)
      : h(
          'a',
          { href: linkTo(route, 'requests', { open: String(first.entry) }) },
          fill(words.openRequest, { number: first.entry }),
        ),
  )
}

function useTask(provider: string, task: string): TaskRow | undefined {
  const { value } = useLoad<{ tasks: readonly TaskRow[] }>('/tasks', { id: task }, ['tasks', 'clock'])
  return value?.tasks.find((candidate) => candidate.id === task && candidate.provider === provider)
}

function ImagesOfTask({ provider, task }: { provider: string; task: string }) {
  const row = useTask(provider, task)
  return row ? h(TaskImages, { task: row }) : null
}
