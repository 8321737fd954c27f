import { writeThrough } from '../dialect/lens.ts'
import { type Cause, type Dialect, memberOf, type Poll, type ResultForm, widerCause } from '../dialect/schema.ts'
import type { Engine, Outcome } from './act.ts'
import type { Call } from './call.ts'
import { hexOf } from './chance.ts'
import { draw, mediaTypeOf } from './draw.ts'
import type { Job } from './job.ts'
import { linkTo } from './links.ts'
import type { Problem } from './problem.ts'
import type { Rendered } from './rendered.ts'
import { stateAt, type Task } from './task.ts'
import { inUnit } from './time.ts'

/** The outcome in the provider's own shape, written through its lenses. */
export async function render(engine: Engine, call: Call, outcome: Outcome): Promise<Rendered> {
  const { dialect } = call.provider
  const { task } = outcome
  if (outcome.kind === 'picture') {
    const bytes = await draw(task, outcome.index)
    return {
      status: 200,
      headers: { ...dialect.results.picture?.headers, 'content-type': mediaTypeOf(task.job.format) },
      bytes,
    }
  }
  if (outcome.kind === 'submitted') {
    if (!dialect.async) throw new Error(`${dialect.id} has no asynchronous tasks`)
    const { status, lens, fixed, headers } = dialect.async.submit
    const values = { id: task.id, createdAt: inUnit('seconds', task.createdAt), items: [] }
    return { status, headers: { ...headers }, json: writeThrough(lens, values, fixed) }
  }
  if (outcome.kind === 'finished') {
    const { lens, fixed } = dialect.results.reply
    const values = {
      id: task.id,
      createdAt: inUnit('seconds', task.endsAt),
      items: await items(engine, call, task, dialect.results.item, dialect.results.default),
      ...echo(dialect, task.job),
      ...usage(dialect, task.job),
    }
    return { status: 200, headers: {}, json: writeThrough(lens, values, fixed) }
  }
  if (call.role.does !== 'poll') throw new Error(`${call.operation.at} is no poll`)
  return renderPoll(engine, call, call.role.poll, task)
}

async function renderPoll(engine: Engine, call: Call, poll: Poll, task: Task): Promise<Rendered> {
  const { dialect } = call.provider
  const state = stateAt(task, engine.clock.now())
  const progress = poll.progress?.values[state]
  const values = {
    id: task.id,
    state: poll.states[state],
    progress: progress === undefined ? undefined : poll.progress?.kind === 'percent' ? `${progress}%` : progress,
    createdAt: inUnit(poll.time, task.createdAt),
    ...(state === 'succeeded'
      ? {
          completedAt: inUnit(poll.time, task.endsAt),
          resultCreatedAt: inUnit(poll.time, task.endsAt),
          items: await items(
            engine,
            call,
            task,
            poll.item ?? dialect.results.item,
            poll.form ?? dialect.results.default,
          ),
          model: task.job.model,
          ...usage(dialect, task.job),
        }
      : {}),
  }
  const json = writeThrough(poll.lens, values, poll.fixed, poll.absent)
  return { status: poll.status?.[state] ?? 200, headers: {}, json }
}

/** The pictures of a finished task, in the form that was asked for if the lens has a place for it. */
function items(
  engine: Engine,
  call: Call,
  task: Task,
  lens: Dialect['results']['item'],
  fallback: ResultForm,
): Promise<unknown[]> {
  const { provider, url } = call
  const { form: asked = fallback } = task.job
  const form = lens[memberOf[asked]] === undefined ? fallback : asked
  const now = engine.clock.now()
  return Promise.all(
    Array.from({ length: task.job.n }, async (_, index) => {
      const link = () => linkTo(provider, task, index, engine.seed, now)
      const base64 = async () => (await draw(task, index)).toString('base64')
      const dataUrl = async () => `data:${mediaTypeOf(task.job.format)};base64,${await base64()}`
      const said = {
        relative: link,
        absolute: () => `${url.origin}${provider.mount}${link()}`,
        data: dataUrl,
        base64,
        base64Data: dataUrl,
      }
      const values = {
        [memberOf[form]]: await said[form](),
        fileId: `file_${hexOf(24, engine.seed, task.id, index)}`,
      }
      return writeThrough(lens, values)
    }),
  )
}

/** What the gateway repeats of the request, where its reply has a place for it. */
function echo({ results, images }: Dialect, job: Job) {
  const resolved = results.echo === 'resolved'
  const said = (value: unknown, whenAuto: string) =>
    resolved && (value === undefined || value === '' || value === 'auto') ? whenAuto : (value ?? 'auto')
  return {
    background: said(job.asked.background, job.transparent ? 'transparent' : 'opaque'),
    quality: said(job.asked.quality, 'medium'),
    format: job.format,
    size: resolved || job.asked.size === undefined ? `${job.width}x${job.height}` : job.asked.size,
    tier: job.tier ?? images.tier?.default,
  }
}

function usage({ usage: rates }: Dialect, job: Job) {
  if (!rates) return {}
  const inputTextTokens = Math.ceil([...job.prompt].length * rates.textPerCodePoint)
  const inputImageTokens = (job.references.length + (job.mask ? 1 : 0)) * rates.perReference
  const inputTokens = inputTextTokens + inputImageTokens
  const outputTokens = job.n * rates.perImage
  return {
    inputTokens,
    inputTextTokens,
    inputImageTokens,
    outputTokens,
    outputTextTokens: 0,
    outputImageTokens: outputTokens,
    totalTokens: inputTokens + outputTokens,
  }
}

/** The refusal in the provider's envelope, with its status, code and type for the cause, or for the next wider one. */
export function renderProblem({ provider, requestId }: Call, { reason, message, param }: Problem): Rendered {
  const { envelopes, causes } = provider.dialect.errors
  const row = causes[rowOf(causes, reason)]
  if (!row) throw new Error(`${provider.id} has no row for ${reason}`)
  if (row.body === 'none') return { status: row.status, headers: {} }
  const envelope = envelopes[row.envelope ?? ''] ?? Object.values(envelopes)[0]
  if (!envelope) throw new Error(`${provider.id} has no error envelope`)
  const values = {
    message: (row.message ?? '{detail}').replaceAll('{detail}', message).replaceAll('{requestId}', requestId),
    type: row.type,
    code: row.code,
    param,
  }
  return { status: row.status, headers: {}, json: writeThrough(envelope.lens, values, envelope.fixed) }
}

function rowOf(causes: Dialect['errors']['causes'], cause: Cause): Cause {
  let found: Cause | undefined = cause
  while (found && !causes[found]) found = widerCause[found]
  return found ?? 'internal'
}
