import { toJsonBody } from '../../dialect/body-field.ts'
import { type LensPointers, pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect, Poll, TaskList } from '../../dialect/schema.ts'
import { listStateWords } from '../../dialect/state-words.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { observeFixedMembers } from '../documents/members.ts'
import { sharedGenerations } from '../generations/generate.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { parseOperation } from '../requests/free-requests.ts'
import { unknownIdsOf } from '../requests/unknown-values.ts'
import { withTasks } from './tasks.ts'

/** Lists the tasks that were paid for other probes: by their ids, with unknown ids, and page by page. */
export const taskListsProbe: Probe = {
  id: 'tasks.lists',
  observes: [
    '/tasks/lists/*/at',
    '/tasks/lists/*/ids/max',
    '/tasks/lists/*/ids/unknown',
    '/tasks/lists/*/page/limit/name',
    '/tasks/lists/*/page/next/name',
    '/tasks/lists/*/lens/*',
    '/tasks/lists/*/fixed/*',
    '/tasks/lists/*/poll',
    '/tasks/lists/*/part',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { lists = {} } = ctx.known.tasks
    const ids = (await withTasks(ctx)).map(({ task }) => task.id)
    if (ctx.mode === 'discover' || ids.length === 0) return { observations: [] }
    const observations: Observation[] = []
    for (const [name, list] of Object.entries(lists)) {
      const shown = list.ids ? ids.slice(0, Math.min(2, list.ids.max ?? 2)) : ids
      const page = await askForList(ctx, list, shown)
      observations.push(...observePage(ctx.known, `/tasks/lists/${name}`, list, page, shown))
      if (page.items.length === 0) continue
      observations.push(
        ...(list.ids
          ? await observeIds(ctx, `/tasks/lists/${name}/ids`, list, shown)
          : await observePages(ctx, `/tasks/lists/${name}/page`, list, page)),
      )
    }
    return { observations, otherwise: { reason: 'there are too few tasks to show it', limitedBy: 'method' } }
  },
}

/** Response with a list of tasks. */
interface ListPage {
  readonly answer: Answer
  /** Place of the list; undefined if the response has none. */
  readonly pointer: string | undefined
  readonly items: readonly unknown[]
}

/** Requests the list. `ids` are those of tasks that it should show. */
async function askForList(
  ctx: ProbeContext,
  list: TaskList,
  ids: readonly string[],
  query: Ask['query'] = {},
): Promise<ListPage> {
  const answer = await ctx.ask({ ...listRequest(list, ids), ...(list.ids ? {} : { query }), repeatLabel: 'list' })
  const poll = ctx.known.tasks.polls?.[list.poll]
  // A list of all tasks may show tasks of others first, and the page after it may show any of them.
  const isTask = (item: unknown) =>
    ids.some((id) => mentions(item, id)) || (poll && !list.ids && fitsPoll(poll, list.part ?? '', item))
  const isList = (value: unknown) => Array.isArray(value) && value.some(isTask)
  const documented = pointersOf(list.lens.items).find((place) => isList(readPointer(answer.json, place)))
  const pointer = isRefused(answer) ? undefined : (documented ?? locate(answer.json, isList)[0])
  return { answer, pointer, items: pointer === undefined ? [] : (readPointer(answer.json, pointer) as unknown[]) }
}

/** Builds the request for a list, which names the ids if the list is of named tasks. */
function listRequest({ at, ids: place }: TaskList, ids: readonly string[]): Ask {
  const { method, path } = parseOperation({ at })
  if (!place) return { method, path }
  const value = place.separator === undefined ? ids : ids.join(place.separator)
  if (place.in === 'body') return { method, path, json: toJsonBody([[place.name, value]]) }
  // The query of a request has each name once, so a list of ids stands in the path.
  return typeof value === 'string'
    ? { method, path, query: { [place.name]: value } }
    : { method, path: `${path}?${new URLSearchParams(value.map((id): [string, string] => [place.name, id]))}` }
}

const mentions = (item: unknown, id: string): boolean => (JSON.stringify(item) ?? '').includes(JSON.stringify(id))

/** Lists the places of a poll that lie in a part of its document, as pointers from the part. */
const placesIn = (part: string, places: LensPointers): string[] =>
  pointersOf(places).flatMap((place) => (place.startsWith(part) ? [place.slice(part.length)] : []))

/** Tests for a task in the form of a part of the poll: its state is a word of the gateway, and its id a text. */
function fitsPoll({ lens, ...poll }: Poll, part: string, item: unknown): boolean {
  const state = readFirst(item, placesIn(part, lens.state))
  const [idPlace] = placesIn(part, lens.id)
  return (
    listStateWords(poll).some(([word]) => word === state) &&
    (idPlace === undefined || ['string', 'number'].includes(typeof readPointer(item, idPlace)))
  )
}

/** Observes the places of a page and the form of its tasks. */
function observePage(
  { tasks }: Dialect,
  base: string,
  { at, lens, fixed, poll, part }: TaskList,
  { answer, pointer, items }: ListPage,
  ids: readonly string[],
): Observation[] {
  const evidence = [answer.number]
  if (pointer === undefined) return [{ trait: `${base}/at`, value: undefined, evidence }]
  const read = (places: LensPointers) => readFirst(answer.json, places)
  const isTotal = (value: unknown) => Number.isInteger(value) && (value as number) >= items.length
  // A list of all tasks may have tasks of other kinds, with states of their own.
  const own = items.filter((item) => ids.some((id) => mentions(item, id)))
  const form = formOf(tasks.polls, own.length > 0 ? own : items, { poll, part })
  return [
    { trait: `${base}/at`, value: at, evidence },
    { trait: `${base}/lens/items`, value: pointersOf(lens.items).includes(pointer) ? lens.items : pointer, evidence },
    ...(lens.total === undefined
      ? []
      : [{ trait: `${base}/lens/total`, value: isTotal(read(lens.total)) ? lens.total : undefined, evidence }]),
    ...(lens.hasMore === undefined
      ? []
      : [
          {
            trait: `${base}/lens/hasMore`,
            value: typeof read(lens.hasMore) === 'boolean' ? lens.hasMore : undefined,
            evidence,
          },
        ]),
    ...observeFixedMembers(`${base}/fixed`, fixed, answer),
    { trait: `${base}/poll`, value: form?.poll, evidence },
    ...(form ? [{ trait: `${base}/part`, value: form.part, evidence }] : []),
  ]
}

type Form = Pick<TaskList, 'poll' | 'part'>

/** Finds the form of the items: the documented form, another part of its poll, or the same part of another poll. */
function formOf(polls: Dialect['tasks']['polls'] = {}, items: readonly unknown[], documented: Form): Form | undefined {
  const partsOf = ({ lens }: Poll) =>
    pointersOf(lens.state).flatMap((place) =>
      place.split('/').flatMap((_, index, parts) => parts.slice(0, index).join('/') || []),
    )
  const ofOther = Object.keys(polls).map((poll) => ({ ...documented, poll }))
  const ownPoll = polls[documented.poll]
  const otherParts = ownPoll ? [undefined, ...partsOf(ownPoll)].map((part) => ({ poll: documented.poll, part })) : []
  return [documented, ...otherParts, ...ofOther].find((form) => {
    const poll = polls[form.poll]
    return poll && items.every((item) => fitsPoll(poll, form.part ?? '', item))
  })
}

/** Observes an unknown id beside a known id, and one id more than the list takes. */
async function observeIds(
  ctx: ProbeContext,
  base: string,
  list: TaskList,
  [known = '']: readonly string[],
): Promise<Observation[]> {
  const { max, unknown } = list.ids ?? {}
  const template = ctx.known.tasks.id
  const observations: Observation[] = []
  const other = max === 1 ? undefined : await askForList(ctx, list, [known, ...unknownIdsOf(template, 1)])
  if (other && isRefused(other.answer))
    observations.push({ trait: `${base}/unknown`, value: 'reject', evidence: [other.answer.number] })
  else if (other && other.items.length === 1)
    observations.push({ trait: `${base}/unknown`, value: unknown && 'ignore', evidence: [other.answer.number] })
  // A gateway that refuses unknown ids would refuse too many of them for that reason.
  if (max === undefined || max > mostIds || other === undefined || isRefused(other.answer)) return observations
  const { answer } = await askForList(ctx, list, [known, ...unknownIdsOf(template, max)])
  const value = isRefused(answer) ? max : undefined
  return [...observations, { trait: `${base}/max`, value, evidence: [answer.number] }]
}

/** Largest number of ids that fit into a request. */
const mostIds = 200

/** Observes a page of one task, and the page after it. */
async function observePages(
  ctx: ProbeContext,
  base: string,
  list: TaskList,
  { items }: ListPage,
): Promise<Observation[]> {
  const { limit, next } = list.page ?? {}
  if (!limit || items.length < 2) return []
  const first = await askForList(ctx, list, [], { [limit.name]: '1' })
  const isOne = first.items.length === 1
  const name: Observation = {
    trait: `${base}/limit/name`,
    value: isOne ? limit.name : undefined,
    evidence: [first.answer.number],
  }
  if (!isOne || !next) return [name]
  const id = readFirst(first.items[0], idPlaces(ctx.known, list))
  const value = next.unit === 'page' ? '2' : String(id)
  const second = await askForList(ctx, list, [], { [limit.name]: '1', [next.name]: value })
  const isOther = second.items.length === 1 && readFirst(second.items[0], idPlaces(ctx.known, list)) !== id
  return [
    name,
    { trait: `${base}/next/name`, value: isOther ? next.name : undefined, evidence: [second.answer.number] },
  ]
}

/** Lists the places of the id in an item. */
const idPlaces = ({ tasks }: Dialect, { poll, part = '' }: TaskList): string[] =>
  placesIn(part, tasks.polls?.[poll]?.lens.id)
