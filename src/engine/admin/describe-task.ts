import type { Dialect, Poll } from '../../dialect/schema.ts'
import { isLinkForm } from '../../dialect/words.ts'
import { msPerSecond } from '../../time/units.ts'
import { taskName } from '../act/creating-entries.ts'
import { createImageLink, endOfLink } from '../act/links.ts'
import { endOfTime, nowOf, stateOf } from '../act/task-store.ts'
import { chargeStateOf } from '../ledger/charge-of.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'
import { resultFormOf } from '../render/result-form.ts'
import { wordFor } from '../render/state-word.ts'
import type { ServedProvider } from '../request/call.ts'
import type { TaskRow } from './wire.ts'

/** Facts about the tasks of a list that the tasks do not contain. */
export interface TaskListContext {
  readonly mock: MockContext
  readonly served: readonly ServedProvider[]
  readonly origin: string
  /** Numbers of the exchanges that created tasks, by `taskName`. */
  readonly entries: ReadonlyMap<string, number>
}

const finiteTime = (ms: number) => (ms === endOfTime ? null : ms)

/** Describes a task for the admin API. A task of a provider that the mock no longer serves has no words and no links. */
export function describeTask({ mock, served, origin, entries }: TaskListContext, task: Task): TaskRow {
  const { id, provider, world, createdAt, startsAt, endsAt, scenario, images, partials, job } = task
  const state = stateOf(mock, task)
  const gateway = served.find((candidate) => candidate.id === provider)
  return {
    ...{ id, provider, world, state, createdAt },
    ...{ startsAt: finiteTime(startsAt), endsAt: finiteTime(endsAt) },
    ...{ images, does: job.does, prompt: job.prompt },
    ...(scenario === undefined ? {} : { scenario }),
    states: listMoments(gateway?.dialect, task),
    links: gateway && state === 'succeeded' ? listLinks(mock, gateway, task, origin) : [],
    charged: chargeStateOf(gateway?.dialect, { task, state }) === 'charged' ? images : 0,
    size: `${job.width}x${job.height}`,
    format: job.format,
    model: job.model ?? null,
    references: job.references.length,
    mask: job.mask !== undefined,
    partials,
    transparent: job.transparent,
    entry: entries.get(taskName(task)) ?? null,
  }
}

/** Lists the states of a task in their order, with the words of the first poll. */
function listMoments(dialect: Dialect | undefined, task: Task): TaskRow['states'] {
  const { createdAt, startsAt, endsAt, fails, cancelledAt } = task
  const [poll] = Object.values(dialect?.tasks.polls ?? {})
  const moment = (state: TaskRow['states'][number]['state'], at: number) => {
    const word = poll && wordFor(poll, task, state)
    return { state, word: word === undefined ? null : String(word), at: finiteTime(at) }
  }
  const before = [
    ...(createdAt < startsAt ? [moment('queued', createdAt)] : []),
    ...(startsAt < endsAt || startsAt === endOfTime ? [moment('running', startsAt)] : []),
  ]
  if (cancelledAt !== undefined)
    return [...before.filter(({ at }) => at !== null && at <= cancelledAt), moment('cancelled', cancelledAt)]
  const keptUntil = dialect && poll && endOfRetention(dialect, poll, endsAt)
  return [
    ...before,
    moment(fails ? 'failed' : 'succeeded', endsAt),
    ...(keptUntil === undefined ? [] : [moment('expired', keptUntil)]),
  ]
}

/** Returns when the state of an ended task becomes `expired`; undefined if the gateway has no such state. */
function endOfRetention({ tasks: { retentionSeconds } }: Dialect, { states }: Poll, endsAt: number) {
  if (retentionSeconds === undefined || states.expired === undefined) return undefined
  return endsAt === endOfTime ? endOfTime : endsAt + retentionSeconds * msPerSecond
}

/** Lists the links that the gateway would send now; none for images in base64. */
function listLinks(mock: MockContext, provider: ServedProvider, task: Task, origin: string): TaskRow['links'] {
  if (!sendsLinks(provider.dialect, task)) return []
  const now = nowOf(mock, task)
  const isExpired = task.links === 'expired' && !task.wereLinksShown
  return Array.from({ length: task.images }, (_, index) => ({
    index,
    url: `${origin}${provider.mount}${createImageLink(provider, task, index, mock.config.signingKey, now, isExpired)}`,
    expiresAt: endOfLink(provider, task, now, isExpired) ?? null,
  }))
}

/** Tests for a task whose images the gateway sends as links. */
export function sendsLinks(dialect: Dialect, task: Task): boolean {
  const { results, stream, tasks } = dialect
  const { form, partials, isAsync } = task.job
  if (!results.image) return false
  if (partials !== undefined && stream)
    return stream.lens.url !== undefined && (stream.lens.base64 === undefined || isLinkForm(form))
  const poll = isAsync ? Object.values(tasks.polls ?? {})[0] : undefined
  return isLinkForm(resultFormOf(dialect, task, poll?.item ?? results.item, poll?.form ?? results.default))
}
