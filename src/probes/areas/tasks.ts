import { isDeepStrictEqual } from 'node:util'
import { type Lens, type LensPointers, pointersOf, readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll, TaskState } from '../../dialect/schema.ts'
import { documentedWords, isFailureWord, type StateWord, usualEndWord, wordsOf } from '../../dialect/state-words.ts'
import { readAnyTime } from '../../dialect/times.ts'
import { usageKeys } from '../../dialect/words.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import {
  constantsOf,
  type DocumentContext,
  findMember,
  observeFixedHeaders,
  observeFixedMembers,
  observeFixedOrConstantMembers,
  observeIds,
  observeJsonTexts,
  observeLens,
  observeTimeForm,
  pointersIn,
  type TimedDocument,
  timesOf,
  withoutOwnValues,
} from '../documents/members.ts'
import {
  type Generation,
  generationsOf,
  type PolledTask,
  sharedGenerations,
  withImages,
} from '../generations/generate.ts'
import {
  findImages,
  observedItemsPointer,
  observeItem,
  observeItemMembers,
  observeList,
} from '../generations/images.ts'
import { completionTimeOf, measureLifetime } from '../generations/lifetime.ts'
import type { InvariantResult, Observation, Probe, ProbeContext, ProbeMode, ProbeResult } from '../probe.ts'
import { sentBy } from '../requests/draft.ts'
import { pollRequest } from '../requests/free-requests.ts'
import { checkTask, findLostMembers, taskInvariants } from './task-rules.ts'

type GenerationWithTask = Generation & { readonly task: PolledTask }

/** Returns the generations that became tasks, first the task that was polled most closely. */
export const withTasks = async (ctx: ProbeContext): Promise<GenerationWithTask[]> =>
  (await generationsOf(ctx))
    .filter((generation): generation is GenerationWithTask => generation.task !== undefined)
    .sort((a, b) => Number(b.task.isWatchedClosely) - Number(a.task.isWatchedClosely))

/** Observes responses to submissions, and the form of task ids. */
export const taskSubmissionProbe: Probe = {
  id: 'tasks.submit',
  observes: [
    '/async/submit/status',
    '/async/submit/lens/*',
    '/async/submit/time',
    '/async/submit/fixed/*',
    '/async/submit/headers/*',
    '/tasks/id',
    '/tasks/retentionSeconds',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { async } = ctx.known
    const generations = (await withTasks(ctx)).filter(({ waited }) => waited === undefined)
    if (!async) return { observations: [] }
    const ids = generations.map(({ task: { id } }) => id)
    const answers = generations.map(({ answer }) => answer)
    return {
      observations: observeSubmissions(ctx.known, async.submit, answers, ids, {
        now: ctx.now(),
        mode: ctx.mode,
        model: generations[0]?.draft.fields.model,
        sent: generations.flatMap(({ draft }) => sentBy(draft)),
      }),
    }
  },
}

/** Observes the traits of responses to submissions; `ids` are the ids of the tasks. */
export function observeSubmissions(
  { tasks }: Dialect,
  submit: NonNullable<Dialect['async']>['submit'],
  answers: readonly Answer[],
  ids: readonly string[],
  context: DocumentContext,
): Observation[] {
  const [answer] = answers
  if (!answer) return []
  const evidence = [answer.number]
  const fields = ['id', 'createdAt', 'expiresAt', 'items']
  const known = { ...context, id: ids[0], routes: tasks }
  const lens = observeLens('/async/submit/lens', submit.lens, fields, answer, {
    ...context,
    id: ids[0],
    units: context.mode === 'discover' ? undefined : timesOf(documentsOf(answers, submit.lens), submit.time),
  })
  return [
    { trait: '/async/submit/status', value: answer.status, evidence },
    ...lens,
    ...observeFixedOrConstantMembers('/async/submit/fixed', submit.fixed, answers, pointersIn(lens), known),
    ...observeFixedHeaders('/async/submit/headers', submit.headers, answer, known),
    ...observeTimeForm('/async/submit/time', submit.time, documentsOf(answers, lensOf(lens, '/async/submit/lens/'))),
    ...(context.mode === 'discover' ? inferRetention(lensOf(lens, '/async/submit/lens/'), 'createdAt', answer) : []),
    ...observeIds('/tasks/id', tasks.id, ids, evidence, context.now),
  ]
}

const documentsOf = (answers: readonly Answer[], lens: Lens): TimedDocument[] =>
  answers.map((answer) => ({ json: answer.json, lens, answer }))

/** Returns the observed places by field. */
const lensOf = (observations: readonly Observation[], prefix: string): Lens =>
  Object.fromEntries(
    observations.flatMap(({ trait, value }) =>
      trait.startsWith(prefix) ? [[trait.slice(prefix.length), value as LensPointers]] : [],
    ),
  )

/** Observes the responses to polls until a task ends, and checks the invariants of tasks. */
export const taskLifecycleProbe: Probe = {
  id: 'tasks.lifecycle',
  observes: [
    '/tasks/polls/*/at',
    '/tasks/polls/*/lens/*',
    '/tasks/polls/*/jsonTexts',
    '/tasks/polls/*/list',
    '/tasks/polls/*/fixed/*',
    '/tasks/polls/*/fixedByState/*',
    '/tasks/polls/*/headers/*',
    '/tasks/polls/*/headersByState/*',
    '/tasks/polls/*/whenAbsent/*',
    '/tasks/polls/*/item/*',
    '/tasks/polls/*/states/*',
    '/tasks/polls/*/status/*',
    '/tasks/polls/*/progress/*',
    '/tasks/polls/*/time',
    '/tasks/retentionSeconds',
  ],
  invariants: ['a task ends', ...taskInvariants],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx): Promise<ProbeResult> {
    const { tasks } = ctx.known
    const generations = await withTasks(ctx)
    const [generation] = generations
    if (!generation) return { observations: [] }
    const { task, draft } = generation
    const pollResults = Object.entries(tasks.polls ?? {}).map(([name, poll]) => {
      const context = {
        id: task.id,
        model: draft.fields.model,
        routes: tasks,
        now: ctx.now(),
        mode: ctx.mode,
        sent: sentBy(draft),
      }
      const { invariantResults, ...result } = observePolling(
        ctx.known,
        `/tasks/polls/${name}`,
        poll,
        task.polls[name] ?? [],
        context,
      )
      return { ...result, invariantResults: task.isWatchedClosely ? invariantResults : [] }
    })
    return {
      observations: pollResults.flatMap(({ observations }) => observations),
      invariantResults: [...pollResults.flatMap((result) => result.invariantResults), checkTasksEnd(generations)],
      assumed: pollResults.flatMap(({ assumed }) => assumed),
    }
  },
}

const checkTasksEnd = (generations: readonly GenerationWithTask[]): InvariantResult => ({
  invariant: 'a task ends',
  breaches: generations.flatMap(({ task: { id, hasEnded, timeoutSeconds } }) =>
    hasEnded ? [] : [`task ${id} had not ended after ${timeoutSeconds} s`],
  ),
  evidence: generations.flatMap(({ evidence }) => evidence.at(-1) ?? []),
})

interface PollingResult {
  readonly observations: readonly Observation[]
  readonly invariantResults: readonly InvariantResult[]
  readonly assumed: readonly Observation[]
}

/** Observes the traits of one poll endpoint. `answers` are its responses, from the submission until after the end. */
export function observePolling(
  dialect: Dialect,
  pointer: string,
  poll: Poll,
  answers: readonly Answer[],
  context: DocumentContext,
): PollingResult {
  const [first] = answers
  const end = endIndexOf(dialect, poll, answers, context)
  const hasEnded = end !== undefined
  const answersToEnd = answers.slice(0, hasEnded ? end + 1 : undefined)
  const last = answersToEnd.at(-1)
  if (!first || !last) return { observations: [], invariantResults: [], assumed: [] }
  const isTaskPoll =
    last.json !== undefined &&
    answers.some(({ json }) => findMember(json, 'state', poll.lens.state, context) !== undefined)
  // In discovery, an endpoint whose responses have no state is not a poll endpoint.
  if (!isTaskPoll && context.mode === 'discover') return { observations: [], invariantResults: [], assumed: [] }
  if (!isTaskPoll)
    return {
      observations: [{ trait: `${pointer}/at`, value: undefined, evidence: [first.number] }],
      invariantResults: [],
      assumed: [],
    }
  const lens = observeTaskLens(pointer, dialect, poll, answersToEnd, hasEnded, context)
  const observedLens = lensOf(lens, `${pointer}/lens/`)
  const readMember = (field: 'state' | 'progress' | 'createdAt', { json }: Answer) => {
    const value = readFirst(json, observedLens[field])
    return field === 'state' ? documentedWords(poll, value) : value
  }
  const answersBeforeEnd = hasEnded ? answersToEnd.slice(0, -1) : answersToEnd
  const finalWord = hasEnded ? readMember('state', last) : undefined
  // A task that starts again loses members with its state, which has its own rule.
  const answersAfterEnd = answers
    .slice(answersToEnd.length)
    .filter((answer) => readMember('state', answer) === finalWord)
  const comparedAnswers = hasEnded ? [...answersToEnd, ...answersAfterEnd] : answersToEnd
  const lostMembers =
    context.mode === 'verify' ? findLostMembers(poll, observedLens, comparedAnswers) : new Map<string, Answer>()
  const lossOf = ({ trait }: Observation): Partial<Observation> => {
    const answer = lostMembers.get(trait.slice(`${pointer}/lens/`.length))
    if (!answer) return {}
    const note = `a response in the state ${readFirst(answer.json, observedLens.state)} lacks the member that an earlier response has`
    return { value: undefined, note, evidence: [answer.number] }
  }
  const words = [...new Set(answersBeforeEnd.map((answer) => readMember('state', answer)))].filter(
    (word) => word !== finalWord && word !== poll.states.failed && !isFailureWord(poll, word),
  )
  // Without a known end, the last word of an undocumented gateway may be that of the end.
  const stages = context.mode === 'discover' && !hasEnded ? [] : stagesOf(poll, words)
  const stateOf = (answer: Answer): TaskState | undefined =>
    hasEnded && readMember('state', answer) === finalWord
      ? 'succeeded'
      : stages.find(([, word]) => word === readMember('state', answer))?.[0]
  const statesOf = (answer: Answer): TaskState[] => {
    const word = readMember('state', answer)
    if (hasEnded && word === finalWord) return ['succeeded']
    return stages.flatMap(([state, other]) => (other === word ? [state] : []))
  }
  const evidence = [...new Set([first, ...answersBeforeEnd.slice(-1), last].map(({ number }) => number))]
  const isSplit = !isDeepStrictEqual(poll.states.queued, poll.states.running)
  const observations: Observation[] = [
    { trait: `${pointer}/at`, value: poll.at, evidence: [first.number] },
    ...lens.map((observation) => ({ ...observation, ...lossOf(observation) })),
    ...(hasEnded
      ? observeJsonTexts(`${pointer}/jsonTexts`, poll.jsonTexts, last, Object.values(observedLens).flatMap(pointersOf))
      : []),
    ...observeConstantMembers(pointer, poll, last, answersBeforeEnd, lens, context),
    ...(hasEnded ? [{ trait: `${pointer}/states/succeeded`, value: finalWord, evidence }] : []),
    ...stages.map(([state, word]) => ({ trait: `${pointer}/states/${state}`, value: word, evidence })),
    ...(hasEnded
      ? observeList(`${pointer}/list`, poll.list, [
          { imageList: findImages(last.json, poll.lens.items, poll.item ?? dialect.results.item), answer: last },
        ])
      : []),
    ...observeStatuses(pointer, poll, answersToEnd, stateOf),
    ...observeFixedHeaders(`${pointer}/headers`, poll.headers, last, context),
    ...observeByState(poll.headersByState, answersToEnd, statesOf, (state, headers, answer) =>
      observeFixedHeaders(`${pointer}/headersByState/${state}`, headers, answer, context),
    ),
    ...observeByState(poll.fixedByState, answersToEnd, statesOf, (state, fixed, answer) =>
      observeFixedMembers(`${pointer}/fixedByState/${state}`, fixed, answer, context),
    ),
    ...observeProgress(
      pointer,
      poll,
      context.mode,
      answersToEnd,
      (answer) => readMember('progress', answer),
      isSplit ? stateOf : (answer) => stateOf(answer) ?? 'queued',
    ),
    ...observeTimeForm(`${pointer}/time`, poll.time, [
      ...documentsOf(answers, observedLens),
      ...findImages(last.json, poll.lens.items, poll.item ?? dialect.results.item).entries.map(({ item }) => ({
        json: item,
        lens: context.mode === 'discover' ? lensOf(lens, `${pointer}/item/`) : (poll.item ?? dialect.results.item),
        answer: last,
      })),
    ]),
    ...(context.mode === 'discover' && hasEnded ? inferRetention(observedLens, 'completedAt', last) : []),
  ]
  // Discovery assumes a word for each state that was not observed: the first observed word, otherwise the name of the state.
  const guessedStates =
    context.mode === 'discover'
      ? (['queued', 'running'] as const).filter((state) => !stages.some(([stage]) => stage === state))
      : []
  const assumed = guessedStates.map((state) => ({
    trait: `${pointer}/states/${state}`,
    value: words.length > 0 ? words[0] : state,
    evidence,
  }))
  return {
    observations,
    invariantResults: checkTask(dialect, poll, {
      id: context.id ?? '',
      lens: observedLens,
      answers,
      countToEnd: answersToEnd.length,
      hasEnded,
    }),
    assumed,
  }
}

/** Returns the index of the first response with images or with the state of success. Undefined if no response has either. */
function endIndexOf(
  { results }: Dialect,
  { lens, states, item }: Poll,
  answers: readonly Answer[],
  context: DocumentContext,
): number | undefined {
  const index = answers.findIndex(({ json }) => {
    if (findImages(json, lens.items, item ?? results.item).entries.length > 0) return true
    const pointers = findMember(json, 'state', lens.state, context)
    const word = pointers === undefined ? undefined : readFirst(json, pointers)
    // The images of an undocumented gateway may have an endpoint of their own.
    const isUsual = context.mode === 'discover' && usualEndWord.test(String(word))
    return isUsual || wordsOf(states.succeeded).includes(word as StateWord)
  })
  return index === -1 ? undefined : index
}

/** Observes fixed members, and placeholders of members whose value comes later. */
function observeConstantMembers(
  pointer: string,
  poll: Poll,
  last: Answer,
  answersBeforeEnd: readonly Answer[],
  lens: readonly Observation[],
  context: DocumentContext,
): Observation[] {
  const [first] = answersBeforeEnd
  const absent = first ? observeFixedMembers(`${pointer}/whenAbsent`, poll.whenAbsent, first, context) : []
  if (context.mode === 'verify' || !first)
    return [...observeFixedMembers(`${pointer}/fixed`, poll.fixed, last, context), ...absent]
  const documents = [...answersBeforeEnd, last].map(({ json }) => json)
  const constants = withoutOwnValues(constantsOf(documents, pointersIn(lens)), context)
  // A member that is empty until the end waits for a value that this task did not get, such as an error.
  const fixed = Object.fromEntries(Object.entries(constants).filter(([, value]) => !isEmpty(value)))
  const earlyTraits = new Set(['id', 'state', 'progress', 'createdAt'].map((field) => `${pointer}/lens/${field}`))
  const earlyPointers = pointersIn(lens.filter(({ trait }) => earlyTraits.has(trait)))
  const early = constantsOf(
    answersBeforeEnd.map(({ json }) => json),
    [...earlyPointers, ...Object.keys(fixed)],
    pointersIn(lens),
  )
  const placeholders = withoutOwnValues(early, context)
  return [
    ...observeFixedMembers(`${pointer}/fixed`, fixed, last),
    ...observeFixedMembers(`${pointer}/whenAbsent`, placeholders, first),
  ]
}

const isEmpty = (value: unknown) =>
  value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0)

/**
 * Assigns the words before the end, in their order, to `queued` and `running`. A single word counts for both states if the
 * dialect has one word for both, otherwise for the state with that documented word, or for no state.
 */
function stagesOf({ states }: Poll, words: readonly unknown[]): [TaskState, unknown][] {
  const [queued, running] = words
  if (words.length >= 2)
    return [
      ['queued', queued],
      ['running', words.at(-1)],
    ]
  if (words.length === 0) return []
  if (isDeepStrictEqual(states.queued, states.running))
    return [
      ['queued', queued],
      ['running', queued],
    ]
  const documentedState = (['queued', 'running'] as const).find((state) => states[state] === queued)
  return documentedState ? [[documentedState, running ?? queued]] : []
}

const lateFields = [
  'completedAt',
  'resultCreatedAt',
  'linkExpiresAt',
  'linkTtlSeconds',
  'httpStatus',
  'firstUrl',
  'model',
  'succeededCount',
  'failedCount',
  ...usageKeys,
]

/** Observes the members of a task, each in the first response that should have the member. */
function observeTaskLens(
  pointer: string,
  dialect: Dialect,
  poll: Poll,
  answers: readonly Answer[],
  hasEnded: boolean,
  context: DocumentContext,
): Observation[] {
  const [first, last] = [answers[0] as Answer, answers.at(-1) as Answer]
  const { lens } = poll
  const imageList = findImages(last.json, lens.items, poll.item ?? dialect.results.item)
  const { pointer: itemsPointer, entries } = imageList
  // Members of an image belong to the image, also where a task has one image in place of a list.
  const insideImages =
    context.mode === 'discover' && itemsPointer
      ? locate(last.json, () => true).filter((place) => place.startsWith(`${itemsPointer}/`))
      : []
  const usedPointers = [...imageList.pointers, ...insideImages]
  // If a task ended before the first poll, its times of creation and completion are equal: discovery cannot tell them apart.
  const hadEnded =
    context.mode === 'discover' && findImages(first.json, itemsPointer, dialect.results.item).entries.length > 0
  const earlyObservations = observeLens(
    `${pointer}/lens`,
    lens,
    ['id', 'state', 'progress', ...(hadEnded ? [] : ['createdAt']), 'expiresAt'],
    first,
    context,
    usedPointers,
  )
  if (!hasEnded) return earlyObservations
  // Times have one unit. If that is not the documented unit, the trait of the unit says so.
  const earlyLens = lensOf(earlyObservations, `${pointer}/lens/`)
  const documents = [...documentsOf([first], earlyLens), ...documentsOf([last], lens)]
  const units = context.mode === 'discover' ? undefined : timesOf(documents, poll.time)
  const rest = hadEnded
    ? lateFields.filter((field) => field !== 'completedAt' && field !== 'resultCreatedAt')
    : lateFields
  const certain = { succeededCount: (value: unknown) => value === entries.length }
  const hasItems = entries.length > 0 && (lens.items !== undefined || context.mode === 'discover')
  return [
    ...earlyObservations,
    ...observeLens(`${pointer}/lens`, lens, rest, last, { ...context, units, certain }, [
      ...usedPointers,
      ...pointersIn(earlyObservations),
    ]),
    ...(hasItems
      ? [
          {
            trait: `${pointer}/lens/items`,
            value: observedItemsPointer(lens.items, imageList, context.mode),
            evidence: [last.number],
          },
        ]
      : lens.items !== undefined && context.mode === 'verify'
        ? [
            {
              trait: `${pointer}/lens/items`,
              value: undefined,
              evidence: [last.number],
              note: 'the task succeeded without a list of images',
            },
          ]
        : []),
    ...(hasItems && (poll.item || context.mode === 'discover')
      ? [
          ...observeItem(`${pointer}/item`, poll.item ?? {}, entries, last.number),
          ...observeItemMembers(`${pointer}/item`, poll.item ?? {}, entries, last, context),
        ]
      : []),
  ]
}

function observeStatuses(
  pointer: string,
  { status }: Poll,
  answers: readonly Answer[],
  stateOf: (answer: Answer) => TaskState | undefined,
): Observation[] {
  const byState = new Map(answers.map((answer) => [stateOf(answer), answer]))
  return [...byState].flatMap(([state, answer]) => {
    if (state === undefined) return []
    const isDefault = answer.status === 200 && status?.[state] === undefined
    return [
      { trait: `${pointer}/status/${state}`, value: isDefault ? undefined : answer.status, evidence: [answer.number] },
    ]
  })
}

/** Observes what the dialect says by state, in the last response of each state. A word for two states that differ shows neither. */
function observeByState<T>(
  byState: { readonly [State in TaskState]?: T } = {},
  answers: readonly Answer[],
  statesOf: (answer: Answer) => readonly TaskState[],
  observe: (state: TaskState, value: T, answer: Answer) => Observation[],
): Observation[] {
  const lastAnswers = new Map(answers.flatMap((answer) => statesOf(answer).map((state) => [state, answer] as const)))
  return [...lastAnswers].flatMap(([state, answer]) => {
    const value = byState[state]
    const isClear = statesOf(answer).every((other) => isDeepStrictEqual(byState[other], value))
    return value !== undefined && isClear ? observe(state, value, answer) : []
  })
}

function observeProgress(
  pointer: string,
  { progress }: Poll,
  mode: ProbeMode,
  answers: readonly Answer[],
  readProgress: (answer: Answer) => unknown,
  stateOf: (answer: Answer) => TaskState | undefined,
): Observation[] {
  const answersWithProgress = answers.filter((answer) => readProgress(answer) !== undefined)
  const [firstAnswer] = answersWithProgress
  if (!firstAnswer) return []
  const kind = {
    trait: `${pointer}/progress/kind`,
    value: typeof readProgress(firstAnswer) === 'number' ? 'integer' : 'percent',
    evidence: [firstAnswer.number],
  }
  const values = [...Map.groupBy(answersWithProgress, stateOf)].flatMap(([state, stateAnswers]): Observation[] => {
    const documented =
      state && (progress?.values[state as keyof typeof progress.values] ?? (mode === 'discover' ? 0 : undefined))
    const numbers = [...new Set(stateAnswers.map((answer) => Number.parseFloat(String(readProgress(answer)))))]
    if (documented === undefined || state === undefined) return []
    // If progress rises within a state, the value is the list of numbers, which differs from any documented number.
    return [
      {
        trait: `${pointer}/progress/values/${state}`,
        value: numbers.length === 1 ? numbers[0] : numbers,
        evidence: [stateAnswers[0]?.number ?? firstAnswer.number],
      },
    ]
  })
  return [kind, ...values]
}

/** Infers how long a task is kept from its end in a response, counted from another time in the response. */
function inferRetention(lens: Lens, since: 'createdAt' | 'completedAt', { json, number }: Answer): Observation[] {
  const [start, end] = [readAnyTime(readFirst(json, lens[since])), readAnyTime(readFirst(json, lens.expiresAt))]
  if (start === undefined || end === undefined || end <= start) return []
  return [{ trait: '/tasks/retentionSeconds', value: Math.round((end - start) / msPerSecond), evidence: [number] }]
}

/** Tests for a response that describes a task. A response without a state is a refusal, even with a status below 400. */
export const describesTask = ({ lens }: Poll, answer: Answer): boolean =>
  !isRefused(answer) &&
  findMember(answer.json, 'state', lens.state, { now: answer.receivedAt, mode: 'verify' }) !== undefined

/** Tests for a response about a task that the gateway still keeps. A word of its own may say that it does not. */
const isKept = (poll: Poll, answer: Answer): boolean =>
  describesTask(poll, answer) &&
  (['queued', 'running', 'succeeded', 'failed'] as const).some((state) =>
    wordsOf(poll.states[state]).includes(readFirst(answer.json, poll.lens.state) as StateWord),
  )

/** Observes the seconds for which the gateway stores a finished task, and the state of a task that it no longer stores. */
export const taskRetentionProbe: Probe = {
  id: 'tasks.keep',
  observes: ['/tasks/retentionSeconds', '/tasks/polls/*/states/expired'],
  cost: 0,
  needs: ['time'],
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { retentionSeconds, polls = {} } = ctx.known.tasks
    const [[name, poll] = []] = Object.entries(polls)
    const generation = (await withImages(ctx)).find(({ task }) => task !== undefined)
    if (!poll || !generation?.task || retentionSeconds === undefined) return { observations: [] }
    const { id } = generation.task
    const { value, answer } = await measureLifetime(
      ctx,
      completionTimeOf(generation) ?? generation.document.answer.receivedAt,
      retentionSeconds,
      (repeatLabel) => ctx.ask({ ...pollRequest(poll, id), repeatLabel }),
      (reply) => isKept(poll, reply),
    )
    const evidence = [answer.number]
    const trait = `/tasks/polls/${name}/states/expired`
    const word = describesTask(poll, answer) ? readFirst(answer.json, poll.lens.state) : undefined
    return {
      observations: [
        { trait: '/tasks/retentionSeconds', value, evidence },
        ...((poll.states.expired === undefined && ctx.mode === 'verify') || value !== retentionSeconds
          ? []
          : [{ trait, value: documentedWords(poll, word), evidence }]),
      ],
    }
  },
}
