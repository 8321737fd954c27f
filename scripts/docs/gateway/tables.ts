import { findSource } from '../../../src/conformance/judge.ts'
import type { ImageOperation } from '../../../src/dialect/schema.ts'
import { listStateWords } from '../../../src/dialect/state-words.ts'
import { findMember } from '../../../src/dialect/titles.ts'
import { canonicalFields, causes } from '../../../src/dialect/words.ts'
import { cite } from '../cite.ts'
import { code, escapeText, fold, table } from '../markdown.ts'
import type { Gateway } from './gateway.ts'
import { json } from './start.ts'

const kinds: Readonly<Record<string, string>> = {
  generate: 'generates images',
  edit: 'edits images',
  reject: 'is retired',
}
const modes: Readonly<Record<string, string>> = { never: 'no', asked: 'when asked', always: 'always' }

/** Lists the endpoints of a gateway, each with what it does, its bodies, and whether it makes tasks. */
export function renderEndpoints({ provider }: Gateway): string[] {
  const { operations, tasks, models, files, results } = provider.dialect
  const others: [string | undefined, string][] = [
    ...Object.values(tasks.polls ?? {}).map(({ at }): [string, string] => [at, 'polls a task']),
    ...Object.values(tasks.lists ?? {}).map(({ at }): [string, string] => [at, 'lists tasks']),
    [tasks.result?.at, 'returns the images of a task'],
    [tasks.cancel?.at, 'cancels a task'],
    [models.list, 'lists the models'],
    [models.retrieve?.at, 'describes a model'],
    [files?.upload, 'uploads a file'],
    [files?.retrieve, 'describes a file'],
    [files?.remove, 'deletes a file'],
    [results.image?.at, 'serves an image'],
  ]
  return [
    '## Endpoints',
    '',
    ...table(
      ['endpoint', 'what it does', 'body', 'makes a task'],
      [
        ...Object.values(operations).map((operation) => [
          code(operation.at),
          kinds[operation.does] ?? operation.does,
          'bodies' in operation
            ? operation.bodies.map((body) => (body === 'json' ? 'JSON' : 'multipart form')).join(' or ')
            : '',
          'async' in operation ? (modes[(operation as ImageOperation).async] ?? '') : '',
        ]),
        ...others.flatMap(([at, does]) => (at === undefined ? [] : [[code(at), does, '', '']])),
      ],
    ),
  ]
}

/** Lists the fields of a request by their meaning. */
export function renderFields({ provider, about }: Gateway): string[] {
  const { dialect } = provider
  const list = (names: readonly string[] | undefined) => names?.map(code).join(', ') || '—'
  return [
    '## Request fields',
    '',
    'Of several names the first one counts first.',
    '',
    ...table(
      ['meaning', 'name in JSON', 'name in a form', 'source'],
      canonicalFields.flatMap((field) => {
        const rules = dialect.fields[field]
        if (!rules) return []
        const title = findMember(`/fields/${field}`)?.title.replace(/^Field for the /, '') ?? field
        return [
          [
            title,
            list(rules.json ?? rules.names),
            list(rules.multipart ?? rules.names),
            cite(about, findSource(dialect, `/fields/${field}`)),
          ],
        ]
      }),
    ),
  ]
}

/** Lists the models, each with what is special about it. */
export function renderModels({ provider }: Gateway): string[] {
  const { models, images, prompt, references } = provider.dialect
  const rows = models.known.map(({ match, retired, rejects = [], accepts = {}, maxImages, form }) => [
    match === '*' ? 'any other model' : code(match),
    [
      ...(match === models.default ? ['the default model'] : []),
      ...(retired === undefined ? [] : [`retired on ${retired}`]),
      ...(maxImages === undefined ? [] : [`at most ${maxImages} ${maxImages === 1 ? 'image' : 'images'} per request`]),
      ...(prompt.byModel?.[match] === undefined ? [] : [`at most ${prompt.byModel[match]} characters in a prompt`]),
      ...(references.byModel?.[match]?.max === undefined
        ? []
        : [`at most ${references.byModel[match].max} reference images`]),
      ...(images.size.byModel?.[match]?.allowed === undefined
        ? []
        : [`sizes ${images.size.byModel[match].allowed?.map(code).join(', ')}`]),
      ...Object.entries(accepts).map(([field, values]) => `${fieldWord(field)} ${(values ?? []).map(code).join(', ')}`),
      ...(rejects.length === 0 ? [] : [`refuses ${rejects.map(fieldWord).join(', ')}`]),
      ...(form === undefined ? [] : [`results as ${code(form)}`]),
    ].join('; '),
  ])
  const list = table(['model', 'what is special'], rows)
  return rows.length > 12 ? fold(`${rows.length} models`, list) : list
}

const fieldWord = (field: string) =>
  escapeText(findMember(`/fields/${field}`)?.title.replace(/^Field for the /, 'the ') ?? field)

/** Lists the sizes of the resolution tiers by ratio. */
export function renderTiers({ provider }: Gateway): string[] {
  const { tier } = provider.dialect.images
  if (!tier) return []
  const names = Object.keys(tier.table)
  const ratios = [...new Set(names.flatMap((name) => Object.keys(tier.table[name] ?? {})))]
  return [
    'Pixels by resolution tier and ratio:',
    '',
    ...table(
      ['ratio', ...names],
      ratios.map((ratio) => [ratio, ...names.map((name) => tier.table[name]?.[ratio] ?? '—')]),
    ),
  ]
}

const stateTitles: Readonly<Record<string, string>> = {
  queued: 'waits',
  running: 'is being worked on',
  succeeded: 'ended with images',
  failed: 'ended without images',
  cancelled: 'was cancelled',
  expired: 'is no longer kept',
}

/** Shows how a task is made and polled: the words of its states, and the poll of a finished task. */
export function renderTasks({ provider, samples }: Gateway): string[] {
  const { async, tasks } = provider.dialect
  const polls = Object.entries(tasks.polls ?? {})
  if (polls.length === 0) return ['No request makes a task: a response comes when the images are ready.']
  const triggers = (async?.triggers ?? []).map((trigger) =>
    'token' in trigger && trigger.token !== undefined
      ? code(`${trigger.name}: ${trigger.token}`)
      : `${code(`${trigger.name}=${'equals' in trigger ? String(trigger.equals) : ''}`)} in the ${trigger.in}`,
  )
  return [
    triggers.length === 0
      ? 'A request makes a task, and the response has its id.'
      : `A request makes a task if it has ${triggers.join(' or ')}. The response has the id of the task.`,
    ...polls.flatMap(([, poll]) => [
      '',
      `${code(poll.at)} reports these states:`,
      '',
      ...table(['state', 'the task'], statesOf(poll)),
    ]),
    ...(samples.poll ? ['', 'A task that has ended:', '', ...json(samples.poll.json)] : []),
  ]
}

const statesOf = (poll: Parameters<typeof listStateWords>[0]) =>
  [...Map.groupBy(listStateWords(poll), ([, state]) => state)].map(([state, words]) => [
    [...new Set(words.map(([word]) => code(String(word))))].join(', '),
    stateTitles[state] ?? state,
  ])

const titleOfCause = (cause: string) => findMember(`/errors/causes/${cause}`)?.title.replace(/^Refusal: /, '') ?? cause

/** Lists the errors by cause, and shows one. */
export function renderErrors({ provider, about, samples }: Gateway): string[] {
  const { dialect } = provider
  const rows = causes.flatMap((cause) => {
    const entry = dialect.errors.causes[cause]
    if (!entry) return []
    const trait = `/errors/causes/${cause}`
    const codeOf = (value: unknown) =>
      value === undefined || value === null ? '—' : code(String(value)) || 'an empty text'
    return [
      [
        titleOfCause(cause),
        String(entry.status),
        codeOf(entry.code),
        codeOf(entry.type),
        cite(about, findSource(dialect, `${trait}/status`)),
      ],
    ]
  })
  return [
    '## Errors',
    '',
    ...(samples.refusal
      ? [
          `A request over the rate limit gets the status ${samples.refusal.status}:`,
          '',
          ...json(samples.refusal.json ?? null),
          '',
        ]
      : []),
    ...table(['cause', 'status', 'code', 'type', 'source'], rows),
  ]
}
