import { inferTemplate } from '../../dialect/id-template.ts'
import { inferLink } from '../../dialect/reply-template.ts'
import type { DialectFile } from '../../dialect/schema.ts'
import type { SampleRequest } from '../../probes/sample-request.ts'
import { vocabulary } from '../../probes/vocabulary.ts'
import { defined } from '../../values/defined.ts'
import { isKeyParameter } from '../infer/parse-request.ts'
import { createdNames, findTime, formsOf, modelsIn, type Sections, usualImages } from './describe-reply.ts'
import { findIds } from './find-id.ts'
import {
  constantsIn,
  findByNames,
  findImages,
  findJsonTexts,
  isAtOrBelow,
  isPlaceholder,
  type Leaf,
  listLeaves,
} from './find-members.ts'
import type { ReplySample } from './reply-sample.ts'
import { guessStates, stateNames } from './state-words.ts'

export interface TaskSamples {
  readonly request: SampleRequest
  readonly submit: ReplySample | undefined
  readonly poll: ReplySample | undefined
  readonly path: string
  readonly guesses: string[]
}

const completedNames = /^(completed?(_?at|_?time)?|finished(_?at)?|finish_?time|ended(_?at)?|end_?time)$/i

/** Describes how a task is created and polled. */
export function describeTask({ submit, poll, path, request, guesses }: TaskSamples): Sections {
  const submitLeaves = listLeaves(submit?.json ?? {})
  const pollLeaves = listLeaves(poll?.json ?? {})
  const isState = (leaf: Leaf) => isWord(leaf) || typeof leaf.value === 'number'
  const { id, pollId } = findIds({
    submit: submitLeaves,
    poll: pollLeaves,
    path,
    pollPath: poll?.path,
    sent: [...listLeaves(request.json ?? {}).map(({ value }) => value), ...(request.form ?? []).flat()],
  })
  if (!id) guesses.push('/async/submit/lens/id: the id of the task was not found, /id is a guess')
  const state = findByNames(pollLeaves.filter(isState), stateNames)
  const submitState = findByNames(submitLeaves.filter(isState), stateNames)
  const images = findImages(poll?.json) ?? usualImages
  const submitted = findTime(submitLeaves, createdNames)
  // All times of a task have one form: that of the time nearest to the root.
  const [first] = [createdNames, completedNames]
    .flatMap((names) => findTime(pollLeaves, names) ?? [])
    .toSorted((one, other) => one.pointer.split('/').length - other.pointer.split('/').length)
  const [created, completed] = [createdNames, completedNames].map((names) => {
    const time = findTime(pollLeaves, names)
    return time?.form === first?.form ? time : undefined
  })
  const progress = findByNames(pollLeaves, [/^(progress|percent(age)?)$/i])
  const message = findByNames(
    pollLeaves.filter(({ value }) => value === null || value === ''),
    [/^(error|error_?message|fail_?reason|failure_reason)$/i],
  )
  const lens = {
    id: pollId?.pointer ?? id?.pointer ?? '/id',
    state: state?.pointer ?? '/status',
    ...defined({ progress: progress && progressOf(progress) ? progress.pointer : undefined }),
    ...defined({ createdAt: created?.pointer, completedAt: completed?.pointer }),
    items: images.items,
    ...defined({ errorText: message?.pointer }),
  }
  const states = guessStates(submitState?.value, state?.value)
  const shown = [submitState?.value, state?.value]
  for (const [name, word] of Object.entries(states))
    if (!shown.includes(word)) guesses.push(`/tasks/polls/task/states/${name}: ${word} is a guess`)
  const ids = [id?.value, pollId?.value].filter((value) => value !== undefined)
  const route = pollRoute(path, [...submitLeaves, ...pollLeaves], poll?.path, ids, guesses)
  const used = Object.values(lens)
  const pollFixed = {
    ...constantsIn(pollLeaves, used),
    ...modelsIn(pollLeaves, request),
    ...pollLinksIn(pollLeaves, pollId?.value, route, used),
  }
  const submitUsed = [id?.pointer ?? '-', submitted?.pointer ?? '-']
  const submitFixed = {
    ...constantsIn(submitLeaves, submitUsed),
    ...modelsIn(submitLeaves, request),
    ...pollLinksIn(submitLeaves, id?.value, route, submitUsed),
    ...(submitState ? { [submitState.pointer]: submitState.value } : {}),
  }
  const template = templateOf([id?.value, pollId?.value].find((value) => value !== undefined && !isPlaceholder(value)))
  if (!poll) guesses.push('/tasks/polls/task: no reply to a poll was given')
  const switches = triggerOf(request)
  if (switches.triggers)
    guesses.push('/results/reply/lens/items: /data is a guess, because no sample shows a reply without a task')
  const hasItem = images.item.url !== undefined || images.item.base64 !== undefined
  return {
    ...(images.isList ? {} : { images: { n: { max: 1 } } }),
    async: {
      ...switches,
      submit: {
        status: submit?.status ?? 200,
        lens: { id: id?.pointer ?? '/id', ...defined({ createdAt: submitted?.pointer }) },
        ...defined({ time: submitted?.form }),
        ...(Object.keys(submitFixed).length > 0 ? { fixed: submitFixed as Record<string, string> } : {}),
      },
    },
    tasks: {
      ...defined({ id: template }),
      polls: {
        task: {
          ...route,
          lens,
          ...findJsonTexts(poll?.json, [...used, ...Object.keys(pollFixed)]),
          ...(Object.keys(pollFixed).length > 0 ? { fixed: pollFixed as Record<string, string> } : {}),
          ...(message ? { whenAbsent: { [message.pointer]: message.value as null } } : {}),
          ...(images.isList ? {} : { list: 'never' as const }),
          states,
          ...defined({ progress: progress && progressOf(progress) }),
          ...defined({ time: first?.form }),
        },
      },
    },
    results: {
      ...(switches.triggers ? { reply: { lens: { items: usualImages.items } } } : {}),
      item: hasItem ? images.item : { url: '' },
      ...formsOf(images),
    },
  }
}

/** Lists the links to the poll of the task, each as the placeholder of the link. */
function pollLinksIn(leaves: readonly Leaf[], id: unknown, route: PollRoute, used: readonly string[]) {
  if (typeof id !== 'string') return {}
  const links = leaves.flatMap(({ pointer, value }) => {
    const isFree = typeof value === 'string' && !isAtOrBelow(pointer, used)
    const link = isFree ? inferLink(value, { id, routes: { polls: { task: route } } }) : undefined
    return link?.startsWith('{poll') ? [[pointer, link]] : []
  })
  return Object.fromEntries(links) as Record<string, string>
}

const isWord = ({ value }: Leaf): boolean => typeof value === 'string' && value !== '' && !isPlaceholder(value)

function progressOf({ value }: Leaf) {
  const kind =
    typeof value === 'number' ? ('integer' as const) : /^\d+%$/.test(String(value)) ? ('percent' as const) : undefined
  return kind && { kind, values: { queued: 0, running: 50, succeeded: 100, failed: 100 } }
}

/** Finds the endpoint of the poll: in the poll's own sample, in a link that holds the id, or below the submit. */
function pollRoute(
  submitPath: string,
  leaves: readonly Leaf[],
  pollPath: string | undefined,
  ids: readonly unknown[],
  guesses: string[],
): PollRoute {
  const isId = (part: string) => ids.map(String).includes(part) || /[{$<:]|^your[_-]|^[A-Z]+(_[A-Z]+)*_ID$/i.test(part)
  const linked = leaves
    .map(({ value }) =>
      typeof value === 'string' ? (URL.parse(value)?.pathname ?? (value.startsWith('/') ? value : '')) : '',
    )
    .find((path) => path.split('/').some((part) => ids.includes(part)))
  const route = pollPath ?? linked
  if (route === undefined) {
    guesses.push(`/tasks/polls/task/at: GET ${submitPath}/{id} is a guess`)
    return inPath(`${submitPath}/{id}`)
  }
  const [path = '', search] = route.split('?')
  const parts = path.split('/')
  const place = parts.findLastIndex(isId)
  const [parameter] =
    [...new URLSearchParams(search)].find(([name, value]) => isId(value) && !isKeyParameter(name, value)) ?? []
  if (place === -1 && parameter !== undefined) return { at: `GET ${path}`, id: { in: 'query', name: parameter } }
  if (place === -1)
    guesses.push('/tasks/polls/task/at: the request shows no id of a task, the last part of the path is a guess')
  return inPath(parts.with(place === -1 ? parts.length - 1 : place, '{id}').join('/'))
}

interface PollRoute {
  readonly at: string
  readonly id: { readonly in: 'path' | 'query'; readonly name: string }
}

const inPath = (path: string): PollRoute => ({ at: `GET ${path}`, id: { in: 'path', name: 'id' } })

/** Finds the switch that asks for a task, if the request has one that gateways use. */
function triggerOf({ json }: SampleRequest): Pick<NonNullable<DialectFile['async']>, 'triggers'> {
  const known = vocabulary.triggers.flatMap((trigger) =>
    trigger.in === 'body' && json?.[trigger.name] === trigger.equals ? [trigger] : [],
  )
  const named = Object.entries(json ?? {}).flatMap(([name, value]) =>
    value === true && /^(is_?)?async/i.test(name) ? [{ in: 'body' as const, name, equals: true }] : [],
  )
  const found = known.length > 0 ? known : named
  return found.length > 0 ? { triggers: found } : {}
}

/** Least length of generated text in an id: documents shorten their samples, such as pred_abc123. */
const minLength = 12

function templateOf(id: unknown): string | undefined {
  // Documents shorten the end of a UUID.
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i.test(String(id))) return '{uuid}'
  const template = typeof id === 'string' ? inferTemplate([id]) : undefined
  return template?.replaceAll(/\{(\w+):(\d+)\}/g, (part, kind, length) =>
    Number(length) < minLength ? `{${kind}:24}` : part,
  )
}
