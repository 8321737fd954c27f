import { writeThrough } from '../../dialect/lens.ts'
import type { Dialect, Poll, ResultForm } from '../../dialect/schema.ts'
import { itemMemberOf } from '../../dialect/words.ts'
import { failureProblem, type Outcome } from '../act/act.ts'
import { createImageLink } from '../act/links.ts'
import { type Engine, nowOf } from '../act/task-store.ts'
import { draw, mediaTypeOf } from '../images/draw.ts'
import { mapMaybePromise } from '../model/maybe-promise.ts'
import type { Reply } from '../model/reply.ts'
import { stateAt, type Task } from '../model/task.ts'
import { toUnit } from '../model/units.ts'
import type { Call } from '../request/call.ts'
import { echoFields, usageFields } from './echo-fields.ts'
import { formatFailure, taskFailure } from './refusal.ts'
import { eventsOf } from './stream.ts'

/** The outcome in the provider's own shape, written through its lenses. */
export function render(engine: Engine, call: Call, outcome: Outcome): Reply | Promise<Reply> {
  const { dialect } = call.provider
  if (outcome.kind === 'refusedSubmit') {
    if (!dialect.async?.refusedSubmit) throw new Error(`${dialect.id} has no refused submits`)
    const { status, lens, fixed, message } = dialect.async.refusedSubmit
    const values = { message: formatFailure(message, taskFailure(call, outcome.problem)) }
    return { status, headers: {}, json: writeThrough(lens, values, fixed) }
  }
  const { task } = outcome
  if (outcome.kind === 'image') {
    const headers = { ...dialect.results.picture?.headers, 'content-type': mediaTypeOf(task.job.format) }
    return draw(task, outcome.index).then((bytes) => ({ status: 200, headers, bytes }))
  }
  if (outcome.kind === 'submitted') {
    if (!dialect.async) throw new Error(`${dialect.id} has no asynchronous tasks`)
    const { status, lens, fixed, headers } = dialect.async.submit
    const values = { id: task.id, createdAt: toUnit('seconds', task.createdAt), items: [] }
    return { status, headers: { ...headers }, json: writeThrough(lens, values, fixed) }
  }
  if (outcome.kind === 'streamed') return { status: 200, headers: {}, events: eventsOf(call, task) }
  if (outcome.kind === 'finished') return renderReply(engine, call, task)
  if (call.role.does !== 'poll') throw new Error(`${call.operation.route} is no poll`)
  return renderPoll(engine, call, call.role.poll, task)
}

function renderReply(engine: Engine, call: Call, task: Task): Reply | Promise<Reply> {
  const { dialect } = call.provider
  const { lens, fixed } = dialect.results.reply
  return mapMaybePromise(renderItems(engine, call, task, dialect.results.item, dialect.results.default), (items) => {
    const values = {
      id: task.id,
      createdAt: toUnit('seconds', task.endsAt),
      items,
      ...echoFields(dialect, task.job),
      ...usageFields(dialect, task.job, task.pictures),
    }
    return { status: 200, headers: {}, json: writeThrough(lens, values, fixed) }
  })
}

function renderPoll(engine: Engine, call: Call, poll: Poll, task: Task): Reply | Promise<Reply> {
  const state = stateAt(task, nowOf(engine, task))
  const progress = poll.progress?.values[state]
  const ended =
    state === 'succeeded'
      ? successValues(engine, call, poll, task)
      : state === 'failed'
        ? failureValues(call, poll, task)
        : {}
  return mapMaybePromise<object, Reply>(ended, (values) => {
    const all = {
      id: task.id,
      state: poll.states[state],
      progress: progress === undefined ? undefined : poll.progress?.kind === 'percent' ? `${progress}%` : progress,
      createdAt: toUnit(poll.time, task.createdAt),
      ...values,
    }
    const json = writeThrough(poll.lens, all, poll.fixed, poll.absent)
    return { status: poll.status?.[state] ?? 200, headers: {}, json }
  })
}

function successValues(engine: Engine, call: Call, poll: Poll, task: Task): object | Promise<object> {
  const { results, tasks } = call.provider.dialect
  const { job, pictures, endsAt } = task
  const counts = { succeeded: pictures, failed: job.n - pictures }
  return mapMaybePromise(
    renderItems(engine, call, task, poll.item ?? results.item, poll.form ?? results.default),
    (items) => ({
      completedAt: toUnit(poll.time, endsAt),
      resultCreatedAt: toUnit(poll.time, endsAt),
      items,
      model: job.model,
      ...(counts.failed > 0
        ? {
            message: tasks.partial?.message.replace(
              /\{(succeeded|failed)\}/g,
              (_, name: 'failed') => `${counts[name]}`,
            ),
          }
        : {}),
      ...usageFields(call.provider.dialect, job, pictures),
    }),
  )
}

function failureValues(call: Call, poll: Poll, { fails, endsAt }: Task) {
  if (!fails) throw new Error('a task failed without a cause')
  const { code, message } = taskFailure(call, failureProblem(fails))
  const errorText = formatFailure(poll.errorText, { code, message })
  return { completedAt: toUnit(poll.time, endsAt), errorCode: code, errorMessage: message, errorText }
}

/** The pictures of a finished task, in the form that was asked for if the lens has a place for it. */
function renderItems(
  engine: Engine,
  call: Call,
  task: Task,
  lens: Dialect['results']['item'],
  fallback: ResultForm,
): unknown[] | Promise<unknown[]> {
  const { provider } = call
  const form = resultFormOf(provider.dialect, task, lens, fallback)
  const now = nowOf(engine, task)
  const isExpired = task.links === 'expired' && isFirstLink(engine, task)
  const imageText = (index: number): string | Promise<string> => {
    if (form === 'relative' || form === 'absolute') {
      const link = createImageLink(provider, task, index, engine.seed, now, isExpired)
      return form === 'relative' ? link : `${call.url.origin}${provider.mount}${link}`
    }
    const base64 = draw(task, index).then((bytes) => bytes.toString('base64'))
    return form === 'base64' ? base64 : base64.then((text) => `data:${mediaTypeOf(task.job.format)};base64,${text}`)
  }
  const toItem = (text: string, index: number) => {
    const fileId = lens.fileId === undefined ? undefined : fileIdOf(task, index)
    return writeThrough(lens, { [itemMemberOf[form]]: text, fileId })
  }
  const itemTexts = Array.from({ length: task.pictures }, (_, index) => imageText(index))
  return mapMaybePromise(
    itemTexts.every((text) => typeof text === 'string') ? itemTexts : Promise.all(itemTexts),
    (texts) => texts.map(toItem),
  )
}

/** The digits of the task, turned by one for each picture: they follow from seed and request already. */
function fileIdOf({ id }: Task, index: number): string {
  const digits = id.slice(-24).padStart(24, '0')
  const turn = (index + 1) % digits.length
  return `file_${digits.slice(turn)}${digits.slice(0, turn)}`
}

/** The form of the results: what a scenario bends it to where the gateway has that, or what was asked for. */
function resultFormOf(
  { results, models }: Dialect,
  { job, links }: Task,
  lens: Dialect['results']['item'],
  fallback: ResultForm,
) {
  // Where forms belong to models, each has its own alone.
  const isOwn = models.known.some(({ form }) => form !== undefined)
  const override =
    links !== undefined && links !== 'expired' && !isOwn && results.forms.includes(links) ? links : undefined
  const form = override ?? job.form ?? fallback
  return lens[itemMemberOf[form]] === undefined ? fallback : form
}

/** Whether the links of the task are asked for the first time. */
function isFirstLink({ worlds }: Engine, { world, id }: Task): boolean {
  const { linkedTasks } = worlds.of(world)
  return !linkedTasks.has(id) && Boolean(linkedTasks.add(id))
}
