import { findSource } from '../../../src/conformance/judge.ts'
import { fieldNamesIn } from '../../../src/dialect/names.ts'
import { listStateWords } from '../../../src/dialect/state-words.ts'
import { findMember } from '../../../src/dialect/titles.ts'
import { canonicalFields, causes } from '../../../src/dialect/words.ts'
import { cite } from '../cite.ts'
import { code, escapeText, fold, table } from '../markdown.ts'
import type { Gateway } from './gateway.ts'
import { json } from './start.ts'
import { bodyNames, taskModes } from './words.ts'

const kinds: Readonly<Record<string, string>> = {
  generate: 'generates images',
  edit: 'edits images',
  reject: 'is retired',
}
/** Lists the endpoints of a gateway, each with what it does, its bodies, and whether it makes tasks. */
export function renderEndpoints({ provider }: Gateway): string[] {
  const { operations, tasks, models, files, results, charges } = provider.dialect
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
    ...Object.values(charges?.balances ?? {}).map(({ at }): [string, string] => [at, 'reports the balance']),
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
          'bodies' in operation ? operation.bodies.map((body) => bodyNames[body]).join(' or ') : '',
          'async' in operation ? taskModes[operation.async] : '',
        ]),
        ...others.flatMap(([at, does]) => (at === undefined ? [] : [[code(at), does, '', '']])),
      ],
    ),
  ]
}

/** Lists the fields of a request by their meaning, with the names in each kind of body that the gateway accepts. */
export function renderFields({ provider, about }: Gateway): string[] {
  const { dialect } = provider
  const bodies = Object.values(dialect.operations).flatMap((operation) =>
    'bodies' in operation ? operation.bodies : [],
  )
  const encodings = (['json', 'multipart'] as const).filter((encoding) => bodies.includes(encoding))
  return [
    '## Request fields',
    '',
    ...table(
      ['meaning', ...encodings.map((encoding) => (encoding === 'json' ? 'name in JSON' : 'name in a form')), 'source'],
      canonicalFields.flatMap((field) => {
        if (!dialect.fields[field]) return []
        return [
          [
            fieldWord(field).replace(/^the /, ''),
            ...encodings.map((encoding) => fieldNamesIn(dialect, field, encoding).map(code).join(', ') || '—'),
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
  const [special, plain] = [true, false].map((isSpecial) => rows.filter(([, text]) => (text !== '') === isSpecial))
  const names = plain?.map(([name]) => name).join(', ')
  const list = special?.length ? table(['model', 'what is special'], special) : []
  return [
    ...(names ? [`${special?.length ? 'Further models' : 'Models'}: ${names}.`, ''] : []),
    ...((special?.length ?? 0) > 12 ? fold(`${special?.length} models`, list) : list),
  ]
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
    ...(samples.result
      ? ['', `Its images, from ${code(tasks.result?.at ?? '')}:`, '', ...json(samples.result.json)]
      : []),
  ]
}

/** Lists the words of a poll, each with what it says about the task. A word may stand for several states. */
function statesOf(poll: Parameters<typeof listStateWords>[0]): string[][] {
  const byWord = Map.groupBy(listStateWords(poll), ([word]) => String(word))
  const meanings = [...byWord].map(([word, pairs]) => {
    const states = [...new Set(pairs.map(([, state]) => stateTitles[state] ?? state))]
    return [code(word), states.join(', or ')] as const
  })
  return [...Map.groupBy(meanings, ([, meaning]) => meaning)].map(([meaning, same]) => [
    same.map(([word]) => word).join(', '),
    meaning,
  ])
}

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
