import { writePointer, writeThrough } from '../../dialect/lens.ts'
import { draw } from '../images/draw.ts'
import type { Events, ServerEvent } from '../model/reply.ts'
import type { Task } from '../model/task.ts'
import { failureProblem } from '../model/task.ts'
import { toUnit } from '../model/units.ts'
import type { Call } from '../request/call.ts'
import { echoFields, usageFields } from './echo-fields.ts'
import { renderProblem } from './refusal.ts'
import { fillConstants } from './templates.ts'

/** A moment of a stream, and the partial or final image that is sent then. */
interface Moment {
  /** Elapsed fraction of the task's duration, from 0 to 1. */
  readonly fraction: number
  readonly index: number
  /** Index of the partial image, from 0; absent for the final image. */
  readonly partial?: number
}

/** Lists the moments of a stream: image after image, with partial images evenly spread. A failure ends the list. */
function momentsOf({ images, partials, fails }: Task): Moment[] {
  const moments = Array.from({ length: images }, (_, index) =>
    Array.from({ length: partials + 1 }, (_, partial) => ({
      fraction: (index + (partial + 1) / (partials + 1)) / images,
      index,
      ...(partial < partials ? { partial } : {}),
    })),
  )
  return moments.flat().filter(({ fraction }) => !fails || fraction < fails.at)
}

/** Creates the events of a streamed task, each at its time. A failed task ends with an error event. */
export function eventsOf(call: Call, task: Task): Events {
  const { dialect } = call.provider
  const { stream } = dialect
  if (!stream) throw new Error(`${dialect.id} has no streams`)
  const { clock } = call.world
  const sleepUntil = (timeMs: number, signal: AbortSignal) => clock.sleep(timeMs - clock.now(), signal)
  return async function* events(signal) {
    const durationMs = (task.endsAt - task.createdAt) / (task.fails?.at ?? 1)
    for (const moment of momentsOf(task)) {
      const timeMs = task.createdAt + durationMs * moment.fraction
      await sleepUntil(timeMs, signal)
      yield await eventAt(call, task, moment, timeMs)
    }
    if (task.fails) {
      await sleepUntil(task.endsAt, signal)
      const { event, fixed = {} } = stream.error
      const { json } = renderProblem(call, failureProblem(task.fails))
      yield {
        event,
        data: Object.entries(fillConstants(fixed, call, task)).reduce<unknown>(
          (data, [pointer, value]) => writePointer(data, pointer, value),
          json ?? {},
        ),
      }
    }
    if (stream.done) yield { data: '[DONE]' }
  }
}

async function eventAt(
  { provider: { dialect } }: Call,
  task: Task,
  { index, partial }: Moment,
  timeMs: number,
): Promise<ServerEvent> {
  const { job, partials } = task
  const { stream } = dialect
  const { lens, events } = stream as NonNullable<typeof stream>
  const partialImage = partial === undefined ? undefined : { index: partial, total: partials }
  const event = events[job.does][partial === undefined ? 'completed' : 'partial']
  const { user, ...fields } = echoFields(dialect, job)
  const values = {
    type: event,
    base64: (await draw(task, index, partialImage)).toString('base64'),
    createdAt: toUnit('seconds', timeMs),
    index: partial,
    ...fields,
    ...(partial === undefined ? { user, ...usageFields(dialect, job, 1) } : {}),
  }
  return { event, data: writeThrough(lens, values) }
}
