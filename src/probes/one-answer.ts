import { readFirst, readThrough } from '../dialect/lens.ts'
import type { Dialect, Poll } from '../dialect/schema.ts'
import { eventsSeen, readEvents } from './areas/streams.ts'
import { courseOf, itemSeen, itemsAt, submitSeen } from './areas/tasks.ts'
import type { Answer } from './ask.ts'
import { fixedSeen, headersSeen, lensSeen } from './documents/members.ts'
import { type Gallery, galleryOf } from './generations/images.ts'
import type { Observed } from './probe.ts'
import { causeSeen } from './refusals/causes.ts'

/**
 * What one answer shows by itself, if it is what it is taken for. Nobody has sent a second request: what only several
 * answers show together is not looked at.
 */

/** An answer to the one poll of a task. */
export function pollSeen(facts: Dialect, name: string, poll: Poll, answer: Answer): Observed[] {
  const { lens } = poll
  const [id, state] = [readFirst(answer.json, lens.id), readFirst(answer.json, lens.state)]
  const about = { now: momentOf(answer, lens.createdAt), ...(typeof id === 'string' ? { id } : {}) }
  const { seen } = courseOf(facts, `/tasks/polls/${name}`, poll, [answer], about)
  // A word that comes with pictures, say, is that of a state; another is nobody's.
  const isKnown = [...Object.values(poll.states), ...seen.map(({ value }) => value)].includes(state as string)
  return [
    ...seen.filter(({ trait, value }) => isThere(value) || !/lens\/(completedAt|result|model|.*Tokens)/.test(trait)),
    ...(isKnown ? [] : [{ trait: `/tasks/polls/${name}/states`, value: state, evidence: [answer.number] }]),
    ...formSeen(facts, galleryOf(answer.json, lens.items, poll.item ?? facts.results.item), answer),
  ]
}

/** A reply with pictures. */
export function replySeen(facts: Dialect, answer: Answer): Observed[] {
  const { results } = facts
  const { lens, fixed } = results.reply
  const gallery = galleryOf(answer.json, lens.items, results.item)
  const evidence = [answer.number]
  const about = { now: momentOf(answer, lens.createdAt) }
  const said = readThrough(lens, answer.json)
  const always = Object.keys(lens).filter((field) => field === 'createdAt' || (field !== 'items' && field in said))
  return [
    ...lensSeen('/results/reply/lens', lens, always, answer, about, gallery.places),
    { trait: '/results/reply/lens/items', value: itemsAt(lens.items, gallery, false), evidence },
    ...fixedSeen('/results/reply/fixed', fixed, answer),
    ...itemSeen('/results/item', results.item, gallery.given, answer.number),
    ...formSeen(facts, gallery, answer),
  ]
}

/** An answer to a submission. */
export function submittedSeen(facts: Dialect, answer: Answer): Observed[] {
  const submit = facts.async?.submit
  if (!submit) return []
  const id = readFirst(answer.json, submit.lens.id)
  const about = { now: momentOf(answer, submit.lens.createdAt) }
  return submitSeen(facts, submit, [answer], typeof id === 'string' ? [id] : [], about)
}

/** A stream of pictures, whole. */
export function streamSeen(facts: Dialect, does: 'generate' | 'edit', answer: Answer): Observed[] {
  const { stream } = facts
  const told = readEvents(answer)
  const { data } = told.events.at(-1) ?? {}
  if (!stream) return []
  return eventsSeen(
    stream,
    does,
    { ...answer, at: momentOf({ ...answer, json: data }, stream.lens.createdAt) },
    told,
    false,
  )
}

/** A refusal, for the documented cause that it is nearest to; `distance` counts what is otherwise. */
export function refusedSeen(
  facts: Dialect,
  answer: Answer,
  distance: (seen: readonly Observed[]) => number,
): Observed[] {
  const causes = Object.keys(facts.errors.causes) as (keyof Dialect['errors']['causes'])[]
  const all = causes.map((cause) => causeSeen(facts, cause, answer))
  return all.sort((a, b) => distance(a) - distance(b))[0] ?? []
}

/** Headers that every answer has. */
export function headersOf({ headers }: Dialect, answer: Answer): Observed[] {
  const { requestId, fixed } = headers ?? {}
  const isTold = requestId !== undefined && answer.headers[requestId.name.toLowerCase()] !== undefined
  return [
    ...headersSeen('/headers/fixed', fixed, answer),
    ...(requestId
      ? [
          {
            trait: '/headers/requestId/name',
            value: isTold ? requestId.name : undefined,
            evidence: [answer.number],
          },
        ]
      : []),
  ]
}

const isThere = (value: unknown) => value !== undefined

/** The form of links and pictures: one of those that are documented. */
function formSeen({ results }: Dialect, { given }: Gallery, { number }: Answer): Observed[] {
  const strange = [...new Set(given.map(({ form }) => form))].filter((form) => !results.forms.includes(form))
  return given.length === 0
    ? []
    : [{ trait: '/results/forms', value: strange.length > 0 ? strange : results.forms, evidence: [number] }]
}

/** An answer by itself does not say when it came: the moment in it is taken as right, be it in seconds or ms. */
function momentOf(answer: Answer, places: Parameters<typeof readFirst>[1]): number {
  const moment = readFirst(answer.json, places)
  if (typeof moment !== 'number') return answer.at
  return moment > 1e11 ? moment : moment * 1000
}
