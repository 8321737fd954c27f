import type { Clock } from '../../time/clock.ts'
import type { RecordedExchange } from '../file/schema.ts'
import type { RequestFingerprint } from './fingerprint.ts'
import type { createIdReader } from './ids.ts'

/** An exchange, and how its request is compared. */
export interface QueuedExchange {
  readonly exchange: RecordedExchange
  readonly fingerprint: RequestFingerprint
}

export interface ReplayQueueOptions {
  readonly clock: Clock | undefined
  readonly readId: ReturnType<typeof createIdReader>
}

/** Which exchange answers next. Equal requests are answered in their order; what only reads gets the last answer again. */
export function createReplayQueue(exchanges: readonly QueuedExchange[], { clock, readId }: ReplayQueueOptions) {
  const byText = Map.groupBy(exchanges, ({ fingerprint }) => fingerprint.text)
  const served = new Set<QueuedExchange>()
  /** When answers were given in this replay: with a clock, tasks grow as old as they were. */
  const answeredAt = new Map<QueuedExchange, number>()

  /** The answer that made the task: the first that names it. */
  const findCreator = (id: string) =>
    exchanges.find(({ exchange: { response } }) => JSON.stringify(response?.body ?? null).includes(id))

  /** The poll that came when the task was as old as it is now. */
  function pollAtAge(same: readonly QueuedExchange[], id: string, { now }: Clock): QueuedExchange | undefined {
    const creator = findCreator(id)
    if (!creator) return undefined
    // A task that was not made here begins with its first poll.
    const createdAt = answeredAt.get(creator) ?? now()
    if (!answeredAt.has(creator)) answeredAt.set(creator, createdAt)
    const ageOf = ({ exchange }: QueuedExchange) => exchange.at - (creator.exchange.at + creator.exchange.took)
    return same.findLast((track) => ageOf(track) <= now() - createdAt) ?? same[0]
  }

  return {
    next(normal: RequestFingerprint, url: string): RecordedExchange | undefined {
      const same = byText.get(normal.text) ?? []
      const reference = readId(normal.target, url)
      const match =
        (clock && reference?.isPoll ? pollAtAge(same, reference.id, clock) : undefined) ??
        same.find((track) => !served.has(track)) ??
        (/^(GET|HEAD) /.test(normal.text) ? same.at(-1) : undefined)
      if (!match) return undefined
      served.add(match)
      // It will have been given when as much time has passed.
      if (clock && !answeredAt.has(match)) answeredAt.set(match, clock.now() + match.exchange.took)
      return match.exchange
    },
    unused: (): RecordedExchange[] => exchanges.filter((track) => !served.has(track)).map(({ exchange }) => exchange),
  }
}
