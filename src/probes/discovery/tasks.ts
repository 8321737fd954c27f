import { isDeepStrictEqual } from 'node:util'
import { readFirst, readPointer } from '../../dialect/lens.ts'
import type { ImageOperation, Poll } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { findMember, looksLikeId, memberNameAt } from '../documents/members.ts'
import { type PolledTask, watchSubmission } from '../generations/generate.ts'
import { imagesIn } from '../generations/images.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { parseOperation, pollRequest } from '../requests/free-requests.ts'
import { type Trigger, withTrigger } from '../requests/trigger.ts'
import { ifAnswered } from '../run-errors.ts'
import { vocabulary } from '../vocabulary.ts'
import { minimalDraft } from './request.ts'

/**
 * Finds which operations create tasks, by which triggers, and how tasks are polled. Watches the first task until its end: the
 * gateway may soon forget a task, and few images show more.
 */
export const discoverTasksProbe: Probe = {
  id: 'discovery.tasks',
  observes: ['/operations/*/async', '/async', '/tasks/polls'],
  cost: 9,
  needsImagesFirst: true,
  async observe(ctx): Promise<ProbeResult> {
    let watched: Promise<SubmittedTask | undefined> = Promise.resolve(undefined)
    // Requests are sent side by side, and only the first task is watched.
    const recordTask = async (draft: Draft, submitted: Answer) => {
      watched = watched.then((found) => found ?? watchTask(ctx, draft, submitted))
      await watched
    }
    const results: OperationResult[] = []
    for (const [name, operation] of Object.entries(ctx.known.operations)) {
      if (operation.does === 'reject') continue
      const known = results.flatMap((result) => result.found)
      results.push(await observeOperation(ctx, name, operation, known, recordTask))
    }
    const firstTask = await watched
    const observations = results.flatMap((result) => result.observations)
    const assumed = results.flatMap((result) => result.assumed)
    if (!firstTask) return { observations, assumed }
    const triggers = removeDuplicates(results.flatMap(({ found }) => found.map(({ trigger }) => trigger)))
    const task = observeSubmittedTask(
      firstTask,
      triggers,
      results.every(({ isComplete }) => isComplete),
    )
    return { observations: [...observations, ...task.observations], assumed: [...assumed, ...task.assumed] }
  },
}

/** Task with the pointer to its id in the submission, and the polls that know the task. */
interface SubmittedTask {
  readonly submission: Answer
  readonly idPointer: string
  readonly polls: Readonly<Record<string, Poll>>
  /** Endpoint with the images, if no poll has them. */
  readonly result?: TaskRoute
  /** Responses of the links of the submission, by their places. */
  readonly linked: ReadonlyMap<string, Answer>
}

type TaskRoute = Pick<Poll, 'at' | 'id'>

interface TaskObservations {
  readonly observations: readonly Observation[]
  readonly assumed: readonly Observation[]
}

type YesWord = (typeof vocabulary.yes)[number]

/** Trigger that creates a task, with the word for its value in the query or the form. */
interface FoundTrigger {
  readonly trigger: Trigger
  readonly word: YesWord
}

/** Triggers of an operation. `isComplete` is false if images were missing to try all of them. */
interface FoundTriggers {
  readonly found: readonly FoundTrigger[]
  readonly isComplete: boolean
}

interface OperationResult extends TaskObservations, FoundTriggers {}

type RecordTask = (draft: Draft, submitted: Answer) => Promise<void>

/**
 * Observes whether an operation always creates a task, only if a request asks for a task, or never. `known` are the triggers of
 * the operations before.
 */
async function observeOperation(
  ctx: ProbeContext,
  name: string,
  operation: ImageOperation,
  known: readonly FoundTrigger[],
  recordTask: RecordTask,
): Promise<OperationResult> {
  const draft = minimalDraft(ctx.known, operation, operation.bodies[0] ?? 'json')
  const trait = `/operations/${name}/async`
  const result = await ifAnswered(async (): Promise<OperationResult> => {
    const plainAnswer = await ctx.ask({ ...toAsk(ctx.known, draft), images: 1 })
    if (isRefused(plainAnswer)) return noResult
    const evidence = [plainAnswer.number]
    if (!hasImages(plainAnswer)) {
      // The task of an earlier probe has made progress since.
      const repeated = { ...toAsk(ctx.known, draft), images: 1, repeatLabel: 'task discovery' }
      const submitted = ctx.imagesLeft() < 1 ? plainAnswer : await ctx.ask(repeated)
      await recordTask(draft, submitted)
      return { observations: [{ trait, value: 'always', evidence }], assumed: [], found: [], isComplete: true }
    }
    const { found, isComplete } = await findTriggers(ctx, draft, known, recordTask)
    const observation = { trait, value: found.length > 0 ? 'asked' : 'never', evidence }
    // The field by which a form would ask for a task may be unknown.
    const isSure = found.length > 0 || (isComplete && draft.encoding === 'json')
    return {
      observations: isSure ? [observation] : [],
      assumed: [...(isSure ? [] : [observation]), ...observeWords(draft, found, evidence)],
      found,
      isComplete,
    }
  })
  return result ?? noResult
}

const noResult: OperationResult = { observations: [], assumed: [], found: [], isComplete: false }

/** Observes the words for booleans that turned a request into a task. */
function observeWords(draft: Draft, found: readonly FoundTrigger[], evidence: readonly number[]): Observation[] {
  const words = new Map<string, string[]>()
  for (const { trigger, word } of found) {
    const place = findWordPlace(trigger, draft)
    if (trigger.in === 'header' || !place) continue
    const key = `${place}/${trigger.equals}`
    words.set(key, [...new Set([...(words.get(key) ?? []), trigger.equals ? word : oppositeOf(word)])])
  }
  return [...words].map(([kind, value]) => ({ trait: `/request/booleans/${kind}`, value, evidence }))
}

const removeDuplicates = (triggers: readonly Trigger[]): Trigger[] =>
  triggers.filter((trigger, index) => triggers.findIndex((other) => isDeepStrictEqual(other, trigger)) === index)

function observeSubmittedTask(
  { submission, idPointer, polls, result }: SubmittedTask,
  triggers: readonly Trigger[],
  isComplete: boolean,
): TaskObservations {
  const evidence = [submission.number]
  const submit = { status: submission.status, lens: { id: idPointer } }
  const value = { ...(triggers.length > 0 ? { triggers } : {}), submit }
  return {
    observations: [
      ...(triggers.length > 0 && isComplete ? [{ trait: '/async/triggers', value: triggers, evidence }] : []),
      ...Object.entries(polls).map(([name, { id }]) => ({ trait: `/tasks/polls/${name}/id`, value: id, evidence })),
      ...(result ? [{ trait: '/tasks/result/id', value: result.id, evidence }] : []),
    ],
    assumed: [
      { trait: '/async', value, evidence },
      { trait: '/tasks/polls', value: polls, evidence },
      ...(result ? [{ trait: '/tasks/result', value: result, evidence }] : []),
    ],
  }
}

const hasImages = ({ json }: Answer) => imagesIn(json).length > 0

/** Number of images from which on words for true are tried that few gateways have. */
const plentifulImages = 40

/**
 * Finds the triggers that create a task. Tries all at once first, because most gateways have none. `known` are the triggers of
 * another operation: operations of a gateway have the same triggers.
 */
async function findTriggers(
  ctx: ProbeContext,
  draft: Draft,
  known: readonly FoundTrigger[],
  recordTask: RecordTask,
): Promise<FoundTriggers> {
  const candidates: readonly Trigger[] = vocabulary.triggers
  const hasWords = (trigger: Trigger) => findWordPlace(trigger, draft) !== undefined
  let isComplete = true
  const send = async (
    triggers: readonly Trigger[],
    word: YesWord,
  ): Promise<'task' | 'images' | 'refused' | undefined> => {
    // A gateway has few words for true, and reads most likely the first of the vocabulary.
    if (word !== firstWord && ctx.imagesLeft() < plentifulImages) {
      isComplete = false
      return undefined
    }
    const words = { true: [word], false: [oppositeOf(word)] }
    const dialect = { ...ctx.known, request: { ...ctx.known.request, booleans: { query: words, multipart: words } } }
    const changed = triggers.reduce((changedDraft, trigger) => withTrigger(dialect, trigger)(changedDraft), draft)
    const answer = await ctx.ask({ ...toAsk(ctx.known, changed), images: 1 })
    if (isRefused(answer)) return 'refused'
    if (hasImages(answer)) return 'images'
    await recordTask(changed, answer)
    return 'task'
  }
  /** Tries triggers with one word after the other, until they create a task. */
  const findWord = async (triggers: readonly Trigger[], words: readonly YesWord[]) => {
    let isPossible = false
    for (const word of triggers.some(hasWords) ? words : words.slice(0, 1)) {
      const result = await send(triggers, word)
      if (result === 'task') return { word, isPossible: true }
      // The gateway may refuse a word because it is no word for true.
      isPossible ||= result === 'refused'
    }
    return { word: undefined, isPossible }
  }
  const [first] = known
  if (first) {
    const triggers = known.map(({ trigger }) => trigger)
    return { found: (await send(triggers, first.word)) === 'task' ? known : [], isComplete }
  }
  const together = await findWord(candidates, vocabulary.yes)
  if (!together.isPossible) return { found: [], isComplete }
  const { word: likelyWord = firstWord } = together
  const words: YesWord[] = [likelyWord, ...vocabulary.yes.filter((word) => word !== likelyWord)]
  // With few images, no request shows which of the triggers is read.
  if (together.word !== undefined && ctx.imagesLeft() < candidates.length)
    return { found: candidates.slice(0, 1).map((trigger) => ({ trigger, word: likelyWord })), isComplete: false }
  // A gateway that refuses unknown members of the body may still read a trigger elsewhere.
  const elsewhere = candidates.filter(({ in: place }) => place !== 'body')
  const isElsewherePossible = together.word !== undefined || (await findWord(elsewhere, vocabulary.yes)).isPossible
  const rare = candidates.filter((trigger) => isRare(trigger) && !hasWords(trigger))
  const isRareRead = (await send(rare, firstWord)) !== 'images'
  const byWords = Map.groupBy(
    candidates.filter(
      (trigger) => (isRareRead || !rare.includes(trigger)) && (isElsewherePossible || !elsewhere.includes(trigger)),
    ),
    (trigger) => (hasWords(trigger) && trigger.in !== 'header' ? `${trigger.in} ${trigger.equals}` : undefined),
  )
  const results = await Promise.all(
    [...byWords].map(([key, triggers]) =>
      ifAnswered(async () => {
        const found: FoundTrigger[] = []
        for (const trigger of triggers) {
          // A trigger that was found shows a word that all triggers of the place have.
          const tried = key === undefined ? [likelyWord] : found[0] ? [found[0].word] : words
          const { word } = await findWord([trigger], tried)
          if (word !== undefined) found.push({ trigger, word })
        }
        return found
      }),
    ),
  )
  const found = inOrder(
    results.flatMap((result) => result ?? []),
    candidates,
  )
  return { found, isComplete: isComplete && !results.includes(undefined) }
}

const [firstWord] = vocabulary.yes

const oppositeOf = (word: YesWord): string => vocabulary.no[vocabulary.yes.indexOf(word)] ?? 'false'

/** Tests for a trigger that few gateways have. One request rules out all of them. */
const isRare = ({ in: place, name }: Trigger) => name === 'X-Async' || (place === 'body' && name !== 'wait_for_result')

const inOrder = (found: readonly FoundTrigger[], order: readonly Trigger[]): FoundTrigger[] =>
  found.toSorted((a, b) => order.indexOf(a.trigger) - order.indexOf(b.trigger))

/** Returns the place whose words for booleans a trigger uses; undefined for a header and a JSON body, which need no words. */
function findWordPlace(trigger: Trigger, { encoding }: Draft): 'query' | 'multipart' | undefined {
  if (trigger.in === 'query') return 'query'
  return trigger.in === 'body' && encoding === 'multipart' ? 'multipart' : undefined
}

/**
 * Finds how a task is polled, and polls the task until its end: the later probes share its responses. Returns undefined if no
 * poll knows the task.
 */
async function watchTask(ctx: ProbeContext, draft: Draft, submission: Answer): Promise<SubmittedTask | undefined> {
  const found = await findPolls(ctx, draft, submission)
  if (!found) return undefined
  const async = { submit: { status: submission.status, lens: { id: found.idPointer } } }
  const known = { ...ctx.known, async, tasks: { ...ctx.known.tasks, polls: found.polls } }
  let result: TaskRoute | undefined
  const watched = await watchSubmission({ ...ctx, known }, draft, submission, async (task) => {
    const search = await findResult(ctx, found, task)
    result = search?.route
    return search
  })
  if (!result || !watched?.task) return found
  return { ...found, polls: withFinalWords(found.polls, watched.task), result }
}

/** Finds the endpoint with the images of a task that has ended: among the links, above the poll, and below it. */
async function findResult(
  { ask, baseUrl }: ProbeContext,
  { submission, polls, linked }: SubmittedTask,
  { id, polls: answers }: PolledTask,
): Promise<{ route: TaskRoute; result: Answer; earlyResult: Answer | undefined } | undefined> {
  const [poll] = Object.values(polls)
  if (!poll) return undefined
  const documents = [submission, ...Object.values(answers).flatMap((all) => all.at(-1) ?? [])]
  const path = poll.at.replace(`{${poll.id.name}}`, '{id}')
  const near = poll.id.in === 'path' ? [path.replace(/(\/\{id\})\/.*$/, '$1'), `${path}/result`] : []
  for (const place of new Set([...documents.flatMap(({ json }) => listLinks(baseUrl, json, id)), ...near])) {
    const { at, id: idPlace } = createPoll(place, poll.id.name)
    if (Object.values(polls).some((other) => other.at === at)) continue
    const route: TaskRoute = { at, id: idPlace }
    const result = await ask({ ...pollRequest(route, id), repeatLabel: 'result discovery' })
    if (!isRefused(result) && hasImages(result)) return { route, result, earlyResult: linked.get(place) }
  }
  return undefined
}

/** Gives each poll the word of the end of the task, which no image shows. */
const withFinalWords = (polls: SubmittedTask['polls'], task: PolledTask): SubmittedTask['polls'] =>
  Object.fromEntries(
    Object.entries(polls).map(([name, poll]) => {
      const last = task.polls[name]?.at(-1)
      const pointers = last && findMember(last.json, 'state', undefined, { now: last.receivedAt, mode: 'verify' })
      const word = readFirst(last?.json, pointers)
      return [name, typeof word === 'string' ? { ...poll, states: { ...poll.states, succeeded: word } } : poll]
    }),
  )

/** Finds the id of a task, and every poll that knows the id; undefined if none does. */
async function findPolls(ctx: ProbeContext, draft: Draft, submission: Answer): Promise<SubmittedTask | undefined> {
  const idPointers = locate(submission.json, looksLikeId).sort(
    (a, b) => Number(/id$/i.test(memberNameAt(b))) - Number(/id$/i.test(memberNameAt(a))),
  )
  for (const idPointer of idPointers) {
    const id = readPointer(submission.json, idPointer) as string
    const polls: Record<string, Poll> = {}
    const linked = new Map<string, Answer>()
    for (const pollPlace of listPollPlaces(ctx, draft, submission, id)) {
      const poll = createPoll(pollPlace, memberNameAt(idPointer))
      const pollAnswer = await ctx.ask({ ...pollRequest(poll, id), repeatLabel: 'task discovery' })
      linked.set(pollPlace, pollAnswer)
      if (
        pollAnswer.json === undefined ||
        findMember(pollAnswer.json, 'state', undefined, { now: pollAnswer.receivedAt, mode: 'verify' }) === undefined
      )
        continue
      // A refusal of an unknown task has no member that equals the id; at most its message contains the id.
      if (isRefused(pollAnswer) && !locate(pollAnswer.json, (value) => value === id).length) continue
      polls[Object.keys(polls).length === 0 ? 'task' : namePoll(pollPlace)] = poll
    }
    if (Object.keys(polls).length > 0) return { submission, idPointer, polls, linked }
  }
  return undefined
}

/** Lists the usual places of polls, those to which the submission links, and the one below the operation. */
function listPollPlaces({ baseUrl }: ProbeContext, { operation }: Draft, { json }: Answer, id: string): string[] {
  const below = `GET ${parseOperation(operation).path}/{id}`
  return [...new Set<string>([...vocabulary.polls, ...listLinks(baseUrl, json, id), below])]
}

/** Lists the links of a document to places of the gateway that hold the id of the task. */
function listLinks(baseUrl: string, json: unknown, id: string): string[] {
  const base = new URL(baseUrl)
  const prefix = base.pathname.replace(/\/$/, '')
  const isLink = (value: unknown) => typeof value === 'string' && /[/=]/.test(value) && value.includes(id)
  return locate(json, isLink).flatMap((pointer) => {
    const link = URL.parse(String(readPointer(json, pointer)), baseUrl)
    if (link?.origin !== base.origin || !link.pathname.startsWith(`${prefix}/`)) return []
    const path = link.pathname.slice(prefix.length)
    const [parameter, ...others] = link.searchParams
    if (parameter === undefined) return path.includes(`/${id}`) ? [`GET ${path.replace(id, '{id}')}`] : []
    return parameter[1] === id && others.length === 0 ? [`GET ${path}?${parameter[0]}={id}`] : []
  })
}

/** Names a poll after its path: `GET /v1/tasks/{id}` becomes `v1-tasks`. */
const namePoll = (place: string): string =>
  place
    .split(' ')[1]
    ?.split('?')[0]
    ?.split('/')
    .filter((part) => part !== '' && part !== '{id}')
    .join('-') ?? 'task'

/**
 * Creates a poll from the vocabulary, before the members of its responses are known. A parameter of the path gets the name of
 * the member that holds the id in the submission.
 */
function createPoll(place: string, idName: string): Poll {
  const [path = '', query] = place.split('?')
  const lens = {}
  const states = { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' }
  const rest = { lens, states, time: 'seconds' } as const
  const name = /^\w+$/.test(idName) ? idName : 'id'
  if (query === undefined) return { at: path.replace('{id}', `{${name}}`), id: { in: 'path', name }, ...rest }
  return { at: path, id: { in: 'query', name: query.split('=')[0] ?? 'id' }, ...rest }
}
