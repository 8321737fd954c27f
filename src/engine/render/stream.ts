import { writePointer, writeThrough } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { writeTime } from '../../dialect/times.ts'
import { isLinkForm } from '../../dialect/words.ts'
import { msPerSecond } from '../../time/units.ts'
import { createImageLink } from '../act/links.ts'
import { mediaTypeOf } from '../images/draw.ts'
import type { MockContext } from '../mock-context.ts'
import type { ImageTexts } from '../model/image-texts.ts'
import { ConnectionReset } from '../model/interruption.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Events, ServerEvent } from '../model/reply.ts'
import type { Task } from '../model/task.ts'
import { failureProblem } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import { drawImage } from './draw-image.ts'
import { echoFields, usageFields } from './echo-fields.ts'
import { type Moment, momentsOf, timeOf } from './moments.ts'
import { renderProblem } from './refusal.ts'
import { findLoss } from './stream-loss.ts'
import { fillConstants } from './templates.ts'

/**
 * Creates the events of a streamed task, each at its time. A failed task ends with an error event. Throws ConnectionReset when a
 * proxy breaks the stream because of a long silence.
 */
export function eventsOf(
  mock: MockContext,
  call: Call,
  { task, silence }: Extract<Outcome, { kind: 'streamed' }>,
  texts: ImageTexts,
): Events {
  const { dialect } = call.provider
  const { stream } = dialect
  if (!stream) throw new Error(`${dialect.id} has no streams`)
  const { clock } = call.world
  const { keepAlive } = stream
  const everyMs = keepAlive ? keepAlive.everySeconds * msPerSecond : Number.POSITIVE_INFINITY
  /** Waits until the time, and sends a comment whenever the wait is long. */
  async function* waitUntil(timeMs: number, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    for (; keepAlive && timeMs - clock.now() > everyMs; ) {
      await clock.sleep(everyMs, signal)
      yield { comment: keepAlive.comment }
    }
    await clock.sleep(timeMs - clock.now(), signal)
  }
  const moments = momentsOf(task)
  const loss = silence && findLoss(task, moments, silence, everyMs)
  /** Breaks the stream instead of sending the event with the number, if the silence before the event is too long. */
  const breakBefore = async (number: number, signal: AbortSignal) => {
    if (!loss || number < loss.events) return
    if (!mock.config.instant) await clock.sleep(task.createdAt + loss.afterMs - clock.now(), signal)
    throw new ConnectionReset()
  }
  return async function* events(signal) {
    for (const [number, moment] of moments.entries()) {
      if (loss) await breakBefore(number, signal)
      const timeMs = timeOf(task, moment)
      yield* waitUntil(timeMs, signal)
      yield await eventAt(mock, call, task, moment, timeMs, texts)
    }
    if (task.fails) {
      if (loss) await breakBefore(moments.length, signal)
      yield* waitUntil(task.endsAt, signal)
      const { event, lens, fixed = {} } = stream.error
      const { json } = renderProblem(call, failureProblem(task.fails), lens && { lens })
      yield {
        ...nameOf(stream, event),
        data: Object.entries(fillConstants(fixed, call, task)).reduce<unknown>(
          (data, [pointer, value]) => writePointer(data, pointer, value),
          json ?? {},
        ),
      }
    }
    if (stream.done) yield { data: '[DONE]' }
  }
}

/** Names an event, where events have names. */
const nameOf = ({ eventLines = true }: NonNullable<Dialect['stream']>, event: string) => (eventLines ? { event } : {})

async function eventAt(
  mock: MockContext,
  { provider, url }: Call,
  task: Task,
  { index, partial }: Moment,
  timeMs: number,
  texts: ImageTexts,
): Promise<ServerEvent> {
  const { job, partials } = task
  const { dialect } = provider
  const { stream } = dialect
  const { lens, events } = stream as NonNullable<typeof stream>
  const partialImage = partial === undefined ? undefined : { index: partial, total: partials }
  const event = events[job.does][partial === undefined ? 'completed' : 'partial']
  // A partial image has no link.
  const isLink = partial === undefined && lens.url !== undefined && (lens.base64 === undefined || isLinkForm(job.form))
  const { user, ...fields } = echoFields(dialect, job)
  const values = {
    type: event,
    ...(isLink
      ? {
          url: `${url.origin}${provider.mount}${createImageLink(provider, task, index, mock.config.signingKey, timeMs, false)}`,
        }
      : {
          base64: texts.add(
            `${task.id} ${index} ${partial ?? ''}`,
            (await drawImage(mock, task, index, partialImage)).base64,
          ),
        }),
    mediaType: mediaTypeOf(job.format),
    createdAt: writeTime('seconds', timeMs),
    index: partial,
    ...fields,
    ...(partial === undefined ? { user, ...usageFields(dialect, job, 1) } : {}),
  }
  return { ...nameOf(stream as NonNullable<typeof stream>, event), data: writeThrough(lens, values) }
}
