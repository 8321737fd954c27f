import { readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll } from '../../dialect/schema.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { pointersSeen } from '../documents/locate.ts'
import { isUnnamedId, placesOf } from '../documents/members.ts'
import type { Lab, Shared } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { pollAsk } from '../requests/free-requests.ts'
import { fileOf, type Gallery, type Given, galleryOf, type Look, lookAt } from './images.ts'
import { type Row, rowsOf } from './plan.ts'

/** What came of a request that was paid for. */
export interface Shot {
  readonly row: Row
  /** What was sent in the end: without what was refused. */
  readonly draft: Draft
  /** The reply, the submission of a task, or a refusal. */
  readonly answer: Answer
  /** Undefined where it was answered at once. */
  readonly task: Task | undefined
  /** The document that tells of the pictures, and the pictures. */
  readonly told: Told | undefined
  readonly evidence: readonly number[]
}

export interface Task {
  readonly id: string
  /** Where the submission says it. */
  readonly idAt: string | readonly string[]
  /** What was answered to each poll, by the name of the poll. */
  readonly polls: Readonly<Record<string, readonly Answer[]>>
  /** Whether every poll was asked as often as is advised, and once more when it had ended. */
  readonly isClose: boolean
  /** Whether it came to an end while it was waited for. */
  readonly hasEnded: boolean
  /** Seconds for which it was waited at most. */
  readonly giveUp: number
}

/** A document with pictures. */
export interface Told {
  readonly answer: Answer
  readonly gallery: Gallery
  readonly pictures: readonly Picture[]
}

/** A picture that was looked at. */
export interface Picture extends Given, Look {
  readonly index: number
  readonly bytes: Uint8Array
  /** What its link gave. */
  readonly fetched: Answer | undefined
}

/** The requests that are paid for once, for all that look at pictures and tasks. */
export const shared: Shared = {
  id: 'pictures',
  cost: (facts) => rowsOf(facts).reduce((sum, { images }) => sum + images, 0),
}

export const shotsOf = (lab: Lab): Promise<readonly Shot[]> =>
  lab.once(shared.id, () => {
    let tasks = 0
    // Of the first task every poll is asked as often as is advised; of the others one, ever less often.
    return Promise.all(rowsOf(lab.facts).map((row) => shoot(lab, row, () => tasks++ === 0)))
  })

export async function shoot(lab: Lab, row: Row, isClose: () => boolean = () => false): Promise<Shot> {
  const { facts } = lab
  const send = async (draft: Draft, images: number) => ({
    draft,
    // A task that was met before has gone on meanwhile.
    answer: await lab.ask({ ...toAsk(facts, draft), images, ...(lab.pays ? { again: 'to look at' } : {}) }),
  })
  const dressed = await send(row.draft, row.images)
  const { draft, answer } = isRefused(dressed.answer) ? await send(row.plain, 1) : dressed
  if (isRefused(answer)) return { row, draft, answer, task: undefined, told: undefined, evidence: [answer.number] }
  const { results, async } = facts
  const reply = galleryOf(answer.json, results.reply.lens.items, results.item)
  if (reply.given.length > 0) {
    const told = await look(lab, answer, reply)
    return { row, draft, answer, task: undefined, told, evidence: [answer.number] }
  }
  const idAt = pointersSeen(answer.json, async?.submit.lens.id, isUnnamedId)
  const id = readFirst(answer.json, idAt)
  if (idAt === undefined || !isUnnamedId(id))
    return { row, draft, answer, task: undefined, told: undefined, evidence: [answer.number] }
  const task = await follow(lab, id, idAt, isClose())
  const [poll, answers] = lastOf(facts, task)
  const last = poll && answers.findLast(({ json }) => galleryIn(poll, json, results.item).given.length > 0)
  const told = last && (await look(lab, last, galleryIn(poll, last.json, results.item)))
  return { row, draft, answer, task, told, evidence: [answer.number, ...answers.map(({ number }) => number)] }
}

const galleryIn = ({ lens, item }: Poll, json: unknown, usual: Dialect['results']['item']): Gallery =>
  galleryOf(json, lens.items, item ?? usual)

const lastOf = ({ tasks }: Dialect, task: Task): [Poll | undefined, readonly Answer[]] => {
  const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
  return [poll, task.polls[name ?? ''] ?? []]
}

/** The first and the last of the pictures: that is enough to know what they are. */
async function look(lab: Lab, answer: Answer, gallery: Gallery): Promise<Told> {
  const chosen = [...new Set([0, gallery.given.length - 1])]
  const pictures = await Promise.all(
    chosen.map(async (index): Promise<Picture> => {
      const given = gallery.given[index] as Given
      const { bytes, answer: fetched } = await fileOf(lab, given)
      lab.show({ exchange: (fetched ?? answer).number, bytes })
      return { ...given, ...(await lookAt(bytes)), index, bytes, fetched }
    }),
  )
  return { answer, gallery, pictures }
}

const second = 1000
const defaultInterval = 2
const defaultGiveUp = 900
const longestInterval = 30

/** The polls of a task until it has ended by the documented words, or nothing more is to be expected. */
async function follow(lab: Lab, id: string, idAt: string | readonly string[], isClose: boolean): Promise<Task> {
  const { advice, polls: known = {} } = lab.facts.tasks
  const giveUp = advice?.giveUp[1] ?? defaultGiveUp
  const until = lab.now() + giveUp * second
  const entries = Object.entries(known).slice(0, isClose ? undefined : 1)
  const polls: Record<string, Answer[]> = Object.fromEntries(entries.map(([name]) => [name, []]))
  const ask = (poll: Poll, again: string): Ask => ({ ...pollAsk(poll, id), again })
  const askAll = async (again: string) => {
    for (const [name, poll] of entries) polls[name]?.push(await lab.ask(ask(poll, again)))
  }
  let interval = (advice?.every[0] ?? defaultInterval) * second
  let isOver = false
  for (let turn = 0; !isOver; turn++) {
    await askAll(`poll ${turn}`)
    isOver = entries.every(([name, poll]) => hasEnded(poll, polls[name]?.at(-1)))
    if (lab.now() >= until) break
    if (!isOver) await lab.sleep(interval)
    if (!isClose) interval = Math.min(interval * 2, longestInterval * second)
  }
  if (isClose) {
    // What has ended stays so.
    await lab.sleep(interval)
    await askAll('poll after the end')
  }
  return { id, idAt, polls, isClose, hasEnded: isOver, giveUp }
}

function hasEnded(poll: Poll, answer: Answer | undefined): boolean {
  if (!answer) return true
  if (galleryIn(poll, answer.json, {}).given.length > 0) return true
  const at = placesOf(answer.json, 'state', poll.lens.state, { now: answer.at })
  // An answer that tells of no state is a refusal, whatever its status.
  if (at === undefined) return answer.status >= 400
  const word = readFirst(answer.json, at)
  return word === poll.states.succeeded || word === poll.states.failed
}
