import { pointersOf, readFirst, readPointer, writeJsonTexts, writePointer, writeThrough } from '../../dialect/lens.ts'
import type { Dialect, Poll, ResultForm } from '../../dialect/schema.ts'
import { type TimeForm, writeTime } from '../../dialect/times.ts'
import { isLinkForm, itemMemberOf, type ListRule } from '../../dialect/words.ts'
import { msPerSecond } from '../../time/units.ts'
import { linkPrefix } from '../act/files.ts'
import { createImageLink, endOfLink } from '../act/links.ts'
import { changeTask, nowOf, stateOf } from '../act/task-store.ts'
import { mediaTypeOf } from '../images/draw.ts'
import type { MockContext } from '../mock-context.ts'
import type { StoredFile } from '../model/file.ts'
import { type ImageTexts, wholeTexts } from '../model/image-texts.ts'
import { mapMaybePromise } from '../model/maybe-promise.ts'
import type { CancelReply, Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import type { Reply } from '../model/reply.ts'
import { failureProblem, type Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import { drawImage } from './draw-image.ts'
import { echoFields, usageFields } from './echo-fields.ts'
import { formatFailure, taskFailure } from './refusal.ts'
import { renderBalance } from './render-balance.ts'
import { resultFormOf } from './result-form.ts'
import { wordFor } from './state-word.ts'
import { eventsOf } from './stream.ts'
import { untilLeft } from './stream-loss.ts'
import { fillConstants } from './templates.ts'

/** Writes an outcome in the provider's shape, through its lenses. `texts` writes images in base64; they are whole by default. */
export function render(
  mock: MockContext,
  call: Call,
  outcome: Outcome,
  texts: ImageTexts = wholeTexts,
): Reply | Promise<Reply> {
  switch (outcome.kind) {
    case 'polled':
      return renderPoll(mock, call, outcome, texts)
    case 'listed':
      return renderList(mock, call, outcome, texts)
    case 'finished':
      return renderReply(mock, call, outcome.task, texts)
    case 'submitted':
      return renderSubmit(call, outcome.task)
    case 'failedSubmit':
      return renderRefusedSubmit(call, outcome.problem)
    case 'streamed':
      return { status: 200, headers: {}, events: untilLeft(eventsOf(mock, call, outcome, texts), outcome.onLeft) }
    case 'cancelled':
      return renderCancelled(call, outcome.task, outcome.reply)
    case 'image':
      return renderImage(mock, call, outcome.task, outcome.index)
    case 'file':
      return renderFile(call, outcome.file)
    case 'removedFile':
      return renderRemovedFile(call, outcome.id)
    case 'model':
      return renderModel(call, outcome.id, outcome.example)
    case 'balance':
      return renderBalance(call, outcome)
    case 'example':
      return outcome.reply
  }
}

function renderSubmit(call: Call, task: Task): Reply {
  const { dialect } = call.provider
  const { status, lens, time = 'seconds', fixed, headers } = requirePart(dialect.async, dialect, 'async').submit
  const values = {
    id: task.id,
    createdAt: writeTime(time, task.createdAt),
    expiresAt: endOfRetention(dialect, time, task.createdAt),
    items: [],
  }
  return {
    status,
    headers: { ...fillConstants(headers, call, task) },
    json: writeThrough(lens, values, fillConstants(fixed, call, task)),
  }
}

function renderRefusedSubmit(call: Call, problem: Problem): Reply {
  const { dialect } = call.provider
  const { status, lens, fixed, message } = requirePart(dialect.async?.failedSubmit, dialect, 'async.failedSubmit')
  const values = { message: formatFailure(message, taskFailure(call, problem)) }
  return { status, headers: {}, json: writeThrough(lens, values, fillConstants(fixed, call)) }
}

const renderCancelled = (call: Call, task: Task, { status, fixed }: CancelReply): Reply => ({
  status,
  headers: {},
  json: writeThrough({}, {}, fillConstants(fixed, call, task)),
})

async function renderImage(mock: MockContext, call: Call, task: Task, index: number): Promise<Reply> {
  const { image } = call.provider.dialect.results
  const headers = { ...fillConstants(image?.headers, call, task), 'content-type': mediaTypeOf(task.job.format) }
  return { status: 200, headers, bytes: (await drawImage(mock, task, index)).bytes }
}

function renderFile(call: Call, { id, createdAt, purpose, image, path }: StoredFile): Reply {
  const { dialect } = call.provider
  const { lens, fixed } = requirePart(dialect.files, dialect, 'files')
  const { name, bytes } = image
  const values = {
    ...{ id, createdAt: writeTime('seconds', createdAt), bytes, name, purpose },
    ...(image.format === undefined ? {} : { mediaType: `image/${image.format}` }),
    ...(path === undefined ? {} : { url: `${linkPrefix(call)}${path}` }),
  }
  return { status: 200, headers: {}, json: writeThrough(lens, values, fixed) }
}

function renderRemovedFile({ provider: { dialect } }: Call, id: string): Reply {
  const { lens, fixed } = requirePart(dialect.files?.removed, dialect, 'files.removed')
  return { status: 200, headers: {}, json: writeThrough(lens, { id }, fixed) }
}

function renderModel({ provider: { dialect } }: Call, id: string, example: Reply): Reply {
  const { lens } = requirePart(dialect.models.retrieve, dialect, 'models.retrieve')
  const json = pointersOf(lens.id).reduce(
    (document, pointer) => writePointer(document, pointer, id),
    structuredClone(example.json),
  )
  return { ...example, json }
}

/** Returns a part of the dialect that the outcome needs. Throws when the dialect lacks the part: a fault of the mock. */
function requirePart<T>(part: T | undefined, { id }: Dialect, name: string): T {
  if (part === undefined) throw new Error(`${id} has no ${name}`)
  return part
}

function renderReply(mock: MockContext, call: Call, task: Task, texts: ImageTexts): Reply | Promise<Reply> {
  const { dialect } = call.provider
  const { lens, jsonTexts, list, time = 'seconds', fixed } = dialect.results.reply
  return mapMaybePromise(
    renderItems(mock, call, task, dialect.results.item, dialect.results.default, time, texts),
    ({ all, links }) => {
      const values = {
        id: task.id,
        createdAt: writeTime(time, task.endsAt),
        items: toList(list, all),
        ...links,
        ...countsOf(task),
        ...echoFields(dialect, task.job),
        ...usageFields(dialect, task.job, task.images),
      }
      const json = writeThrough(lens, values, fillConstants(fixed, call, task))
      return { status: 200, headers: {}, json: writeJsonTexts(json, jsonTexts) }
    },
  )
}

function renderPoll(
  mock: MockContext,
  call: Call,
  { task, poll, isExpired, status }: Extract<Outcome, { kind: 'polled' }>,
  texts: ImageTexts,
): Reply | Promise<Reply> {
  const state = isExpired ? 'expired' : stateOf(mock, task)
  const hasEnded = state !== 'queued' && state !== 'running'
  const progress = state === 'expired' || state === 'cancelled' ? undefined : poll.progress?.values[state]
  const ended =
    state === 'succeeded'
      ? describeSuccess(mock, call, poll, task, texts)
      : state === 'failed'
        ? describeFailure(call, poll, task)
        : {}
  return mapMaybePromise<object, Reply>(ended, (values) => {
    const all = {
      id: task.id,
      state: wordFor(poll, task, state),
      progress: progress === undefined ? undefined : poll.progress?.kind === 'percent' ? `${progress}%` : progress,
      createdAt: writeTime(poll.time, task.createdAt),
      expiresAt: endOfRetention(call.provider.dialect, poll.time, hasEnded ? task.endsAt : task.createdAt),
      ...values,
    }
    const json = writeThrough(
      poll.lens,
      all,
      { ...fillConstants(poll.fixed, call, task), ...fillConstants(poll.fixedByState?.[state], call, task) },
      fillConstants(poll.whenAbsent, call, task),
    )
    const headers = {
      ...fillConstants(poll.headers, call, task),
      ...fillConstants(poll.headersByState?.[state], call, task),
    }
    return { status: status ?? poll.status?.[state] ?? 200, headers, json: writeJsonTexts(json, poll.jsonTexts) }
  })
}

/** Writes each task as a part of its poll. */
async function renderList(
  mock: MockContext,
  call: Call,
  { list, tasks, total, hasMore }: Extract<Outcome, { kind: 'listed' }>,
  texts: ImageTexts,
): Promise<Reply> {
  const { dialect } = call.provider
  const poll = requirePart(dialect.tasks.polls?.[list.poll], dialect, `tasks.polls.${list.poll}`)
  const polled = await Promise.all(tasks.map((one) => renderPoll(mock, call, { kind: 'polled', poll, ...one }, texts)))
  const items = polled.map(({ json }) => readPointer(json, list.part ?? ''))
  const json = writeThrough(list.lens, { items, total, hasMore }, fillConstants(list.fixed, call))
  return { status: 200, headers: {}, json }
}

/** Returns the end of the time for which the gateway keeps a task, counted from the last change of its state in ms since 1970. */
const endOfRetention = ({ tasks: { retentionSeconds } }: Dialect, form: TimeForm, since: number) =>
  retentionSeconds === undefined ? undefined : writeTime(form, since + retentionSeconds * msPerSecond)

function describeSuccess(
  mock: MockContext,
  call: Call,
  poll: Poll,
  task: Task,
  texts: ImageTexts,
): object | Promise<object> {
  const { results, tasks } = call.provider.dialect
  const { job, images, endsAt } = task
  const { succeededCount: succeeded, failedCount: failed } = countsOf(task)
  const counts = { succeeded, failed }
  const item = poll.item ?? results.item
  return mapMaybePromise(
    renderItems(mock, call, task, item, poll.form ?? results.default, poll.time, texts),
    ({ all, links }) => ({
      ...(poll.lens.items === undefined && poll.lens.firstUrl === undefined ? {} : links),
      completedAt: writeTime(poll.time, endsAt),
      resultCreatedAt: writeTime(poll.time, endsAt),
      httpStatus: successStatus,
      items: toList(poll.list, all),
      firstUrl: readFirst(all[0], item.url),
      model: job.model,
      ...countsOf(task),
      ...(counts.failed > 0
        ? {
            message: tasks.partial?.message.replace(
              /\{(succeeded|failed)\}/g,
              (_, name: 'failed') => `${counts[name]}`,
            ),
          }
        : {}),
      ...usageFields(call.provider.dialect, job, images),
    }),
  )
}

const successStatus = 200

function describeFailure(call: Call, poll: Poll, { fails, endsAt }: Task) {
  if (!fails) throw new Error('a failed task has no cause')
  const { code, type, status, message } = taskFailure(call, failureProblem(fails))
  return {
    completedAt: writeTime(poll.time, endsAt),
    httpStatus: status,
    errorCode: code,
    errorType: type,
    errorMessage: message,
    errorText: formatFailure(poll.errorText, { code, message }),
  }
}

interface Links {
  readonly form: ResultForm
  /** True if the links have ended, because a scenario says so. */
  readonly isExpired: boolean
  /** Members that say when the links end. Empty without links, and for links without an end. */
  readonly values: { readonly linkExpiresAt?: number | string; readonly linkTtlSeconds?: number }
}

/** Describes the links in a document: the requested form if the lens has a pointer for it, and the end, with times in the form of the document. */
function describeLinks(
  mock: MockContext,
  call: Call,
  task: Task,
  lens: Dialect['results']['item'],
  fallback: ResultForm,
  time: TimeForm,
): Links | Promise<Links> {
  const form = resultFormOf(call.provider.dialect, task, lens, fallback)
  const isExpired = task.links === 'expired' && isFirstLink(mock, task)
  return mapMaybePromise(isExpired, (expired) => linksOf(mock, call, task, form, expired, time))
}

function linksOf(
  mock: MockContext,
  { provider }: Call,
  task: Task,
  form: ResultForm,
  isExpired: boolean,
  time: TimeForm,
): Links {
  if (!isLinkForm(form)) return { form, isExpired, values: {} }
  const endsAt = endOfLink(provider, task, nowOf(mock, task), isExpired)
  const linkTtlSeconds = provider.dialect.results.image?.ttlSeconds
  return {
    form,
    isExpired,
    values: {
      ...(endsAt === undefined ? {} : { linkExpiresAt: writeTime(time, endsAt) }),
      ...(linkTtlSeconds === undefined ? {} : { linkTtlSeconds }),
    },
  }
}

/** Images of a finished task as items of a document, and the members that say when links end. */
interface RenderedItems {
  readonly all: unknown[]
  readonly links: Links['values']
}

/** Renders the images of a finished task, in the requested form if the lens has a pointer for it. */
function renderItems(
  mock: MockContext,
  call: Call,
  task: Task,
  lens: Dialect['results']['item'],
  fallback: ResultForm,
  time: TimeForm,
  texts: ImageTexts,
): RenderedItems | Promise<RenderedItems> {
  return mapMaybePromise(describeLinks(mock, call, task, lens, fallback, time), (links) =>
    mapMaybePromise(renderImages(mock, call, task, lens, links, texts), (all) => ({ all, links: links.values })),
  )
}

function renderImages(
  mock: MockContext,
  call: Call,
  task: Task,
  lens: Dialect['results']['item'],
  { form, isExpired, values }: Links,
  texts: ImageTexts,
): unknown[] | Promise<unknown[]> {
  const { provider } = call
  const now = nowOf(mock, task)
  const renderImageText = (index: number): string | Promise<string> => {
    if (isLinkForm(form)) {
      const link = createImageLink(provider, task, index, mock.config.signingKey, now, isExpired)
      return form === 'relative' ? link : `${call.url.origin}${provider.mount}${link}`
    }
    const base64 = drawImage(mock, task, index).then(({ base64 }) => texts.add(`${task.id} ${index}`, base64))
    return form === 'base64' ? base64 : base64.then((text) => `data:${mediaTypeOf(task.job.format)};base64,${text}`)
  }
  const toItem = (text: string, index: number) => {
    const fileId = lens.fileId === undefined ? undefined : fileIdOf(task, index)
    const mediaType = mediaTypeOf(task.job.format)
    const members = { [itemMemberOf[form]]: text, fileId, mediaType, revisedPrompt: task.job.prompt, index, ...values }
    return writeThrough(lens, members, fillConstants(provider.dialect.results.itemFixed, call, task, index))
  }
  const itemTexts = Array.from({ length: task.images }, (_, index) => renderImageText(index))
  return mapMaybePromise(
    itemTexts.every((text) => typeof text === 'string') ? itemTexts : Promise.all(itemTexts),
    (texts) => [...texts.map(toItem), ...renderFailures(call, task, lens)],
  )
}

/** Numbers of images that were made and that failed. */
const countsOf = ({ job, images }: Task) => ({ succeededCount: images, failedCount: Math.max(0, job.n - images) })

/** Renders the images that failed, if an item has a place for an error. */
function renderFailures(call: Call, task: Task, lens: Dialect['results']['item']): unknown[] {
  if (lens.errorCode === undefined && lens.errorMessage === undefined) return []
  const { code, message } = taskFailure(call, new Problem('upstreamFailed', 'The image could not be made.'))
  return Array.from({ length: countsOf(task).failedCount }, (_, index) =>
    writeThrough(lens, { errorCode: code, errorMessage: message, index: task.images + index }),
  )
}

/** Writes images as a list, or one image alone where the document has no list. */
const toList = (rule: ListRule = 'always', images: unknown[]): unknown =>
  rule === 'never' || (rule === 'severalOnly' && images.length === 1) ? images[0] : images

/** Rotates the digits of the task id by one more for each image; the id already depends on seed and request alone. */
function fileIdOf({ id }: Task, index: number): string {
  const digits = id.slice(-24).padStart(24, '0')
  const turn = (index + 1) % digits.length
  return `file_${digits.slice(turn)}${digits.slice(0, turn)}`
}

/** Returns true once per task: when its links are rendered for the first time. */
async function isFirstLink(mock: MockContext, task: Task): Promise<boolean> {
  let isFirst = false
  await changeTask(mock, task, (known) => {
    isFirst = known.wereLinksShown === undefined
    return isFirst ? { ...known, wereLinksShown: true } : known
  })
  return isFirst
}
