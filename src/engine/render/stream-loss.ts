import type { Silence } from '../model/outcome.ts'
import type { Events } from '../model/reply.ts'
import type { TaskPlan } from '../model/task.ts'
import type { Moment } from './moments.ts'

/** Loss of the rest of a stream: the number of events that are sent before, and the ms from the start of the task to the break. */
interface StreamLoss {
  readonly events: number
  readonly afterMs: number
}

/** Finds the first silence of a stream that is too long; undefined if there is none. Comments every `everyMs` end a silence. */
export function findLoss(
  { fails }: Pick<TaskPlan, 'fails'>,
  moments: readonly Moment[],
  { idleMs, documentedMs, afterMs }: Silence,
  everyMs: number,
): StreamLoss | undefined {
  if (everyMs <= idleMs) return undefined
  const fractions = [...moments.map(({ fraction }) => fraction), ...(fails ? [fails.at] : [])]
  let sentMs = afterMs
  for (const [events, fraction] of fractions.entries()) {
    const ms = Math.max(sentMs, documentedMs * fraction)
    if (ms - sentMs > idleMs) return { events, afterMs: sentMs + idleMs }
    sentMs = ms
  }
  return undefined
}

/** Calls `onLeft` when a stream ends before its last event: because the client left, or because the stream broke. */
export const untilLeft = (events: Events, onLeft: (() => Promise<void>) | undefined): Events =>
  onLeft === undefined
    ? events
    : async function* (signal) {
        let isWhole = false
        try {
          yield* events(signal)
          isWhole = true
        } finally {
          if (!isWhole) await onLeft()
        }
      }
