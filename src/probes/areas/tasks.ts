import { type Lens, type Places, readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll, TaskState } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import type { Answer } from '../ask.ts'
import {
  type About,
  constantsOf,
  fixedOrFound,
  fixedSeen,
  headersSeen,
  lensSeen,
  placesOf,
  pointersIn,
} from '../documents/members.ts'
import { type Shot, shared, shotsOf, type Task } from '../generations/generate.ts'
import { type Gallery, type Given, galleryOf } from '../generations/images.ts'
import type { Kept, Lab, Observations, Observed, Probe } from '../probe.ts'
import { credential, pollAsk } from '../requests/free-requests.ts'

type Followed = Shot & { readonly task: Task }

/** The requests that became tasks; the first of them was followed closely. */
const followed = async (lab: Lab): Promise<Followed[]> =>
  (await shotsOf(lab))
    .filter((shot): shot is Followed => shot.task !== undefined)
    .sort((a, b) => Number(b.task.isClose) - Number(a.task.isClose))

export const taskSubmitted: Probe = {
  id: 'tasks.submit',
  observes: [
    '/async/submit/status',
    '/async/submit/lens/*',
    '/async/submit/fixed/*',
    '/async/submit/headers/*',
    '/tasks/id/*',
  ],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { async } = lab.facts
    const all = await followed(lab)
    if (!async) return { seen: [] }
    const ids = all.map(({ task: { id } }) => id)
    const answers = all.map(({ answer }) => answer)
    return { seen: submitSeen(lab.facts, async.submit, answers, ids, { now: lab.now(), explores: lab.pays }) }
  },
}

/** What the answers to submissions show; `ids` are those of their tasks. */
export function submitSeen(
  { tasks }: Dialect,
  submit: NonNullable<Dialect['async']>['submit'],
  answers: readonly Answer[],
  ids: readonly string[],
  about: About,
): Observed[] {
  const [answer] = answers
  if (!answer) return []
  const evidence = [answer.number]
  const fields = ['id', 'createdAt', 'items']
  const lens = lensSeen('/async/submit/lens', submit.lens, fields, answer, { ...about, id: ids[0] })
  return [
    { trait: '/async/submit/status', value: answer.status, evidence },
    ...lens,
    ...fixedOrFound('/async/submit/fixed', submit.fixed, answers, pointersIn(lens), about.explores === true),
    ...headersSeen('/async/submit/headers', submit.headers, answer),
    ...idSeen('/tasks/id', tasks.id, ids, evidence),
  ]
}

/** What ids look like: a prefix that all have, and digits. */
export function idSeen(
  at: string,
  known: Dialect['tasks']['id'],
  ids: readonly string[],
  evidence: readonly number[],
): Observed[] {
  const [first = ''] = ids
  const hasKnown = ids.every((id) => id.startsWith(known.prefix) && /^[0-9a-f]+$/.test(id.slice(known.prefix.length)))
  const prefix = hasKnown ? known.prefix : (/^(.*?[^0-9a-f]|)[0-9a-f]*$/.exec(first)?.[1] ?? '')
  return [
    { trait: `${at}/prefix`, value: prefix, evidence },
    { trait: `${at}/hex`, value: first.length - prefix.length, evidence },
  ]
}

export const taskCourse: Probe = {
  id: 'tasks.course',
  observes: [
    '/tasks/polls/*/at',
    '/tasks/polls/*/lens/*',
    '/tasks/polls/*/fixed/*',
    '/tasks/polls/*/absent/*',
    '/tasks/polls/*/item/*',
    '/tasks/polls/*/states/*',
    '/tasks/polls/*/status/*',
    '/tasks/polls/*/progress/*',
    '/tasks/polls/*/time',
  ],
  keeps: [
    'a task comes to an end',
    'progress never falls',
    'a finished task stays finished',
    'created_at never changes',
  ],
  cost: 0,
  shares: shared,
  async observe(lab): Promise<Observations> {
    const { tasks } = lab.facts
    const all = await followed(lab)
    const [shot] = all
    if (!shot) return { seen: [] }
    const { task, draft } = shot
    const told = Object.entries(tasks.polls ?? {}).map(([name, poll]) => {
      const about = { id: task.id, model: draft.fields.model, now: lab.now(), explores: lab.pays }
      const { kept, ...course } = courseOf(lab.facts, `/tasks/polls/${name}`, poll, task.polls[name] ?? [], about)
      return { ...course, kept: task.isClose ? kept : [] }
    })
    return {
      seen: told.flatMap(({ seen }) => seen),
      kept: [...told.flatMap(({ kept }) => kept), endKept(all)],
      assumed: told.flatMap(({ assumed }) => assumed),
    }
  },
}

const endKept = (all: readonly Followed[]): Kept => ({
  invariant: 'a task comes to an end',
  breaches: all.flatMap(({ task: { id, hasEnded, giveUp } }) =>
    hasEnded ? [] : [`task ${id} had not ended after ${giveUp} s`],
  ),
  evidence: all.flatMap(({ evidence }) => evidence.at(-1) ?? []),
})

interface Told {
  readonly seen: readonly Observed[]
  readonly kept: readonly Kept[]
  readonly assumed: readonly Observed[]
}

/** What the answers to one poll show, from the submission to the end. */
export function courseOf(facts: Dialect, at: string, poll: Poll, course: readonly Answer[], about: About): Told {
  const [first] = course
  const end = endOf(facts, poll, course, about)
  const isOver = end !== undefined
  const lived = course.slice(0, isOver ? end + 1 : undefined)
  const last = lived.at(-1)
  if (!first || !last) return { seen: [], kept: [], assumed: [] }
  const isThere =
    last.json !== undefined && course.some(({ json }) => placesOf(json, 'state', poll.lens.state, about) !== undefined)
  // Where nothing is documented, a poll that tells of nothing was never one.
  if (!isThere && about.explores) return { seen: [], kept: [], assumed: [] }
  if (!isThere)
    return { seen: [{ trait: `${at}/at`, value: undefined, evidence: [first.number] }], kept: [], assumed: [] }
  const lens = lensOf(at, facts, poll, lived, isOver, about)
  const placed: Lens = Object.fromEntries(
    lens.map(({ trait, value }) => [trait.slice(`${at}/lens/`.length), value as Places]),
  )
  const read = (field: 'state' | 'progress' | 'createdAt', { json }: Answer) => readFirst(json, placed[field])
  const before = isOver ? lived.slice(0, -1) : lived
  const ended = isOver ? read('state', last) : undefined
  const words = [...new Set(before.map((answer) => read('state', answer)))].filter(
    (word) => word !== ended && word !== poll.states.failed,
  )
  const stages = stagesOf(poll, words)
  const stateOf = (answer: Answer): TaskState | undefined =>
    isOver && read('state', answer) === ended
      ? 'succeeded'
      : stages.find(([, word]) => word === read('state', answer))?.[0]
  const evidence = [...new Set([first, ...before.slice(-1), last].map(({ number }) => number))]
  const isSplit = poll.states.queued !== poll.states.running
  const seen: Observed[] = [
    { trait: `${at}/at`, value: poll.at, evidence: [first.number] },
    ...lens,
    ...membersFixed(at, poll, last, before, lens, about.explores === true),
    ...(isOver ? [{ trait: `${at}/states/succeeded`, value: ended, evidence }] : []),
    ...stages.map(([state, word]) => ({ trait: `${at}/states/${state}`, value: word, evidence })),
    ...statusSeen(at, poll, lived, stateOf),
    ...progressSeen(
      at,
      poll,
      about.explores === true,
      lived,
      (answer) => read('progress', answer),
      isSplit ? stateOf : (answer) => stateOf(answer) ?? 'queued',
    ),
    ...timeSeen(at, course, (answer) => read('createdAt', answer)),
  ]
  // Where one word was seen before the end, it stands for all of that time until more is known.
  const guessed = about.explores
    ? (['queued', 'running'] as const).filter((state) => !stages.some(([each]) => each === state))
    : []
  const assumed = guessed.map((state) => ({
    trait: `${at}/states/${state}`,
    value: words.length > 0 ? words[0] : state,
    evidence,
  }))
  return { seen, kept: invariants(course, lived.length, read, about.id ?? ''), assumed }
}

/** Which answer is the first that has the pictures, or says that they are there. Undefined where none does. */
function endOf(
  { results }: Dialect,
  { lens, states, item }: Poll,
  course: readonly Answer[],
  about: About,
): number | undefined {
  const found = course.findIndex(({ json }) => {
    if (galleryOf(json, lens.items, item ?? results.item).given.length > 0) return true
    const at = placesOf(json, 'state', lens.state, about)
    return at !== undefined && readFirst(json, at) === states.succeeded
  })
  return found === -1 ? undefined : found
}

/** Members that are fixed, and those that are there before there is a value. */
function membersFixed(
  at: string,
  poll: Poll,
  last: Answer,
  before: readonly Answer[],
  lens: readonly Observed[],
  explores: boolean,
): Observed[] {
  const [first] = before
  const absent = first ? fixedSeen(`${at}/absent`, poll.absent, first) : []
  if (!explores || !first) return [...fixedSeen(`${at}/fixed`, poll.fixed, last), ...absent]
  const whole = [...before, last].map(({ json }) => json)
  const fixed = constantsOf(whole, pointersIn(lens))
  const early = new Set(['id', 'state', 'progress', 'createdAt'].map((field) => `${at}/lens/${field}`))
  const ready = pointersIn(lens.filter(({ trait }) => early.has(trait)))
  const missing = constantsOf(
    before.map(({ json }) => json),
    [...ready, ...Object.keys(fixed)],
  )
  return [...fixedSeen(`${at}/fixed`, fixed, last), ...fixedSeen(`${at}/absent`, missing, first)]
}

/** Words before the end, in their order. One word for all of the time is that of both; only where two are known is it none's. */
function stagesOf({ states }: Poll, words: readonly unknown[]): [TaskState, unknown][] {
  const [queued, running] = words
  if (words.length >= 2)
    return [
      ['queued', queued],
      ['running', words.at(-1)],
    ]
  if (words.length === 0) return []
  if (states.queued === states.running)
    return [
      ['queued', queued],
      ['running', queued],
    ]
  const known = (['queued', 'running'] as const).find((state) => states[state] === queued)
  return known ? [[known, running ?? queued]] : []
}

const late = ['completedAt', 'resultCreatedAt', 'model', ...usageKeys]

/** Members that come with time: each is looked for where it comes first. */
function lensOf(
  at: string,
  facts: Dialect,
  poll: Poll,
  course: readonly Answer[],
  hasEnded: boolean,
  about: About,
): Observed[] {
  const [first, last] = [course[0] as Answer, course.at(-1) as Answer]
  const { lens } = poll
  const gallery = galleryOf(last.json, lens.items, poll.item ?? facts.results.item)
  const { at: items, given } = gallery
  const taken = [...gallery.places]
  // A task that had ended before it was first asked for tells of two moments with one value.
  const isOver = about.explores && galleryOf(first.json, items, facts.results.item).given.length > 0
  const early = lensSeen(
    `${at}/lens`,
    lens,
    ['id', 'state', 'progress', ...(isOver ? [] : ['createdAt'])],
    first,
    about,
    taken,
  )
  if (!hasEnded) return early
  const rest = isOver ? late.filter((field) => field !== 'completedAt' && field !== 'resultCreatedAt') : late
  const isLens = given.length > 0 && (lens.items !== undefined || about.explores)
  return [
    ...early,
    ...lensSeen(`${at}/lens`, lens, rest, last, about, [...taken, ...pointersIn(early)]),
    ...(isLens
      ? [
          {
            trait: `${at}/lens/items`,
            value: itemsAt(lens.items, gallery, about.explores === true),
            evidence: [last.number],
          },
        ]
      : []),
    ...(isLens && (poll.item || about.explores) ? itemSeen(`${at}/item`, poll.item ?? {}, given, last.number) : []),
  ]
}

/** Where the list of pictures stands: where it is known to, or in every place that holds it. */
export function itemsAt(known: Places, { at, places }: Gallery, explores: boolean): unknown {
  if (!explores) return [known ?? []].flat().includes(at ?? '') ? known : at
  return places.length > 1 ? places : at
}

/** Where pictures stand in their items. */
export function itemSeen(
  at: string,
  known: Dialect['results']['item'],
  given: readonly Given[],
  number: number,
): Observed[] {
  const kindOf = ({ form }: Given): 'base64' | 'url' => (form === 'base64' || form === 'base64Data' ? 'base64' : 'url')
  const isUnknown = known.url === undefined && known.base64 === undefined
  return [...new Map(given.map((each) => [kindOf(each), each]))].map(([kind, { member, members }]) => {
    const places = known[kind]
    const found = isUnknown && members.length > 1 ? members : member
    return {
      trait: `${at}/${kind}`,
      value: [places ?? []].flat().includes(member) ? places : found,
      evidence: [number],
    }
  })
}

function statusSeen(
  at: string,
  { status }: Poll,
  course: readonly Answer[],
  stateOf: (answer: Answer) => TaskState | undefined,
): Observed[] {
  const byState = new Map(course.map((answer) => [stateOf(answer), answer]))
  return [...byState].flatMap(([state, answer]) => {
    if (state === undefined) return []
    const isUsual = answer.status === 200 && status?.[state] === undefined
    return [{ trait: `${at}/status/${state}`, value: isUsual ? undefined : answer.status, evidence: [answer.number] }]
  })
}

function progressSeen(
  at: string,
  { progress }: Poll,
  explores: boolean,
  course: readonly Answer[],
  read: (answer: Answer) => unknown,
  stateOf: (answer: Answer) => TaskState | undefined,
): Observed[] {
  const told = course.filter((answer) => read(answer) !== undefined)
  const [one] = told
  if (!one) return []
  const kind = {
    trait: `${at}/progress/kind`,
    value: typeof read(one) === 'number' ? 'integer' : 'percent',
    evidence: [one.number],
  }
  const values = [...Map.groupBy(told, stateOf)].flatMap(([state, answers]): Observed[] => {
    const known = state && (progress?.values[state] ?? (explores ? 0 : undefined))
    const numbers = [...new Set(answers.map((answer) => Number.parseFloat(String(read(answer)))))]
    if (known === undefined || state === undefined) return []
    // A gateway that counts on within a state has no number for it.
    return [
      {
        trait: `${at}/progress/values/${state}`,
        value: numbers.length === 1 ? numbers[0] : numbers,
        evidence: [answers[0]?.number ?? one.number],
      },
    ]
  })
  return [kind, ...values]
}

function timeSeen(at: string, course: readonly Answer[], read: (answer: Answer) => unknown): Observed[] {
  const one = course.find((answer) => typeof read(answer) === 'number')
  if (!one) return []
  const value = (read(one) as number) > 1e11 ? 'milliseconds' : 'seconds'
  return [{ trait: `${at}/time`, value, evidence: [one.number] }]
}

/** What holds of every task, whatever the gateway. Of its answers, so many are those until it had ended. */
function invariants(
  course: readonly Answer[],
  lived: number,
  read: (field: 'state' | 'progress' | 'createdAt', answer: Answer) => unknown,
  id: string,
): Kept[] {
  const evidence = course.map(({ number }) => number)
  const end = read('state', course[lived - 1] as Answer)
  const changes = course
    .slice(lived)
    .map((answer) => read('state', answer))
    .filter((word) => word !== end)
  // What is told of one that goes on again is its state's to say.
  const steady = changes.length > 0 ? course.slice(0, lived) : course
  const numbers = steady.map((answer) => Number.parseFloat(String(read('progress', answer))))
  const falls = numbers.flatMap((each, index) =>
    each < (numbers[index - 1] ?? 0) ? [`${numbers[index - 1]} was followed by ${each}`] : [],
  )
  const births = [...new Set(course.map((answer) => read('createdAt', answer)).filter((each) => each !== undefined))]
  return [
    { invariant: 'progress never falls', breaches: falls, evidence },
    {
      invariant: 'a finished task stays finished',
      breaches: [...new Set(changes)].map((word) => `${String(end)} was followed by ${String(word)}`),
      evidence: evidence.slice(-2),
    },
    {
      invariant: 'created_at never changes',
      breaches: births.length < 2 ? [] : [`task ${id} was created at ${births.join(', ')}`],
      evidence,
    },
  ]
}

/** Whether an answer to a poll tells of a task: one that says nothing of its state is a refusal, whatever its status. */
export const tellsOf = ({ lens }: Poll, { json, at, status }: Answer): boolean =>
  status < 400 && placesOf(json, 'state', lens.state, { now: at }) !== undefined

/** Whether another key sees the task. */
export const taskOwned: Probe = {
  id: 'tasks.ownership',
  observes: ['/tasks/ownership'],
  cost: 0,
  needs: ['second key'],
  shares: shared,
  async observe(lab) {
    const trait = '/tasks/ownership'
    const [poll] = Object.values(lab.facts.tasks.polls ?? {})
    const [shot] = await followed(lab)
    if (!poll || !shot) return { seen: [] }
    if (lab.otherKey === undefined) return { seen: [], unseen: [{ trait, why: 'no second key was given' }] }
    const own = await lab.ask({ ...pollAsk(poll, shot.task.id), again: 'is it still there' })
    if (!tellsOf(poll, own)) return { seen: [], unseen: [{ trait, why: 'the task is no longer kept' }] }
    const answer = await lab.ask({ ...pollAsk(poll, shot.task.id), key: credential(lab.facts, lab.otherKey) })
    return { seen: [{ trait, value: tellsOf(poll, answer) ? 'none' : 'key', evidence: [answer.number] }] }
  },
}
