import { readFirst, readThrough } from '../dialect/lens.ts'
import type { Dialect, Poll } from '../dialect/schema.ts'
import { listStateWords } from '../dialect/state-words.ts'
import { readAnyTime } from '../dialect/times.ts'
import { observeEvents } from './areas/streams.ts'
import { observePolling, observeSubmissions } from './areas/tasks.ts'
import type { Answer } from './ask.ts'
import { readEvents } from './documents/events.ts'
import { type DocumentContext, observeFixedHeaders, observeFixedMembers, observeLens } from './documents/members.ts'
import {
  findImages,
  type ImageList,
  observedItemsPointer,
  observeItem,
  observeItemMembers,
  observeList,
} from './generations/images.ts'
import type { Observation } from './probe.ts'
import { observeCause } from './refusals/causes.ts'

/**
 * Observes a single response, without any further request. The caller says which kind of response it is. Traits that only
 * several responses show together are left out.
 */

/** Observes a response to a poll. */
export function observePoll(dialect: Dialect, name: string, poll: Poll, answer: Answer): Observation[] {
  const { lens } = poll
  const [id, state] = [readFirst(answer.json, lens.id), readFirst(answer.json, lens.state)]
  const now = timeOf(answer, lens.createdAt)
  const context: DocumentContext = { now, mode: 'verify', ...(typeof id === 'string' ? { id } : {}) }
  const { observations } = observePolling(
    dialect,
    `/tasks/polls/${name}`,
    poll,
    [{ ...answer, receivedAt: now }],
    context,
  )
  // observePolling reports the word of a state that other members show, such as images. Any other word is reported here.
  const shown = [...listStateWords(poll).map(([word]) => word), ...observations.map(({ value }) => value)]
  const isDocumented = shown.includes(state)
  return [
    ...observations.filter(
      ({ trait, value }) => isDefined(value) || !/lens\/(completedAt|result|model|.*Tokens)/.test(trait),
    ),
    ...(isDocumented ? [] : [{ trait: `/tasks/polls/${name}/states`, value: state, evidence: [answer.number] }]),
    ...observeForms(dialect, findImages(answer.json, lens.items, poll.item ?? dialect.results.item), answer),
  ]
}

/** Observes a response with images. */
export function observeReply(dialect: Dialect, answer: Answer): Observation[] {
  const { results } = dialect
  const { lens, fixed, time } = results.reply
  const imageList = findImages(answer.json, lens.items, results.item)
  const evidence = [answer.number]
  const context: DocumentContext = { now: timeOf(answer, lens.createdAt), units: [time ?? 'seconds'], mode: 'verify' }
  const replyValues = readThrough(lens, answer.json)
  const requiredFields = Object.keys(lens).filter(
    (field) => field === 'createdAt' || (field !== 'items' && field in replyValues),
  )
  return [
    ...observeLens('/results/reply/lens', lens, requiredFields, answer, context, imageList.pointers),
    { trait: '/results/reply/lens/items', value: observedItemsPointer(lens.items, imageList, 'verify'), evidence },
    ...observeFixedMembers('/results/reply/fixed', fixed, answer),
    ...observeItem('/results/item', results.item, imageList.entries, answer.number),
    ...observeItemMembers('/results/item', results.item, imageList.entries, answer, context),
    ...observeList('/results/reply/list', results.reply.list, [{ imageList, answer }]),
    ...observeForms(dialect, imageList, answer),
  ]
}

/** Observes the response to the submission of a task. */
export function observeSubmission(dialect: Dialect, answer: Answer): Observation[] {
  const submit = dialect.async?.submit
  if (!submit) return []
  const id = readFirst(answer.json, submit.lens.id)
  const now = timeOf(answer, submit.lens.createdAt)
  const context: DocumentContext = { now, mode: 'verify' }
  return observeSubmissions(
    dialect,
    submit,
    [{ ...answer, receivedAt: now }],
    typeof id === 'string' ? [id] : [],
    context,
  )
}

/** Observes a complete stream of images. */
export function observeStream(dialect: Dialect, does: 'generate' | 'edit', answer: Answer): Observation[] {
  const { stream } = dialect
  const parsed = readEvents(answer)
  const { data } = parsed.events.at(-1) ?? {}
  if (!stream) return []
  return observeEvents(
    stream,
    does,
    { ...answer, receivedAt: timeOf({ ...answer, json: data }, stream.lens.createdAt) },
    parsed,
    'verify',
  )
}

/** Observes a refusal as the documented cause with the smallest `distance`, a count of deviations. */
export function observeNearestCause(
  dialect: Dialect,
  answer: Answer,
  distance: (observations: readonly Observation[]) => number,
): Observation[] {
  const causes = Object.keys(dialect.errors.causes) as (keyof Dialect['errors']['causes'])[]
  const candidates = causes.map((cause) => observeCause(dialect, cause, answer))
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? []
}

/** Observes the headers that every response has. */
export function observeCommonHeaders({ headers }: Dialect, answer: Answer): Observation[] {
  const { requestId, fixed } = headers ?? {}
  const isPresent = requestId !== undefined && answer.headers[requestId.name.toLowerCase()] !== undefined
  return [
    ...observeFixedHeaders('/headers/fixed', fixed, answer),
    ...(requestId
      ? [
          {
            trait: '/headers/requestId/name',
            value: isPresent ? requestId.name : undefined,
            evidence: [answer.number],
          },
        ]
      : []),
  ]
}

const isDefined = (value: unknown) => value !== undefined

/** Observes the forms of images. Undocumented forms replace the documented list. */
function observeForms({ results }: Dialect, { entries }: ImageList, { number }: Answer): Observation[] {
  const undocumentedForms = [...new Set(entries.map(({ form }) => form))].filter(
    (form) => !results.forms.includes(form),
  )
  return entries.length === 0
    ? []
    : [
        {
          trait: '/results/forms',
          value: undocumentedForms.length > 0 ? undocumentedForms : results.forms,
          evidence: [number],
        },
      ]
}

/** Returns the time of a response in ms since 1970. Trusts the time in the document if there is one. */
const timeOf = (answer: Answer, pointers: Parameters<typeof readFirst>[1]): number =>
  readAnyTime(readFirst(answer.json, pointers)) ?? answer.receivedAt
