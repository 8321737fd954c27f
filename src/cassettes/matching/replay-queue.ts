import type { Clock } from '../../time/clock.ts'
import type { RecordedExchange } from '../file/schema.ts'
import type { RequestFingerprint } from './fingerprint.ts'
import type { createIdReader } from './ids.ts'

/** Recorded exchange with the fingerprint of its request. */
export interface QueuedExchange {
  readonly exchange: RecordedExchange
  readonly fingerprint: RequestFingerprint
}

export interface ReplayQueueOptions {
  readonly clock: Clock | undefined
  readonly readId: ReturnType<typeof createIdReader>
}

/**
 * Chooses the next recorded exchange for a request. Equal requests get their responses in recorded order; once these are
 * used up, GET and HEAD get the last response again.
 */
export function createReplayQueue(exchanges: readonly QueuedExchange[], { clock, readId }: ReplayQueueOptions) {
  const byText = Map.groupBy(exchanges, ({ fingerprint }) => fingerprint.text)
  const served = new Set<QueuedExchange>()
  /** Times at which this replay finishes its responses, in ms of the clock. They give the age of a task. */
  const respondedAt = new Map<QueuedExchange, number>()

  /** Finds the exchange that created a task: the first whose response contains its id. */
  const findCreator = (id: string) =>
    exchanges.find(({ exchange: { response } }) => JSON.stringify(response?.body ?? null).includes(id))

  /** Finds the last poll that was recorded when the task was no older than it is now in the replay. */
  function pollAtAge(same: readonly QueuedExchange[], id: string, { now }: Clock): QueuedExchange | undefined {
    const creator = findCreator(id)
    if (!creator) return undefined
    // A task that this replay did not create starts at its first poll.
    const createdAt = respondedAt.get(creator) ?? now()
    if (!respondedAt.has(creator)) respondedAt.set(creator, createdAt)
    const ageOf = ({ exchange }: QueuedExchange) => exchange.at - (creator.exchange.at + creator.exchange.took)
    return same.findLast((poll) => ageOf(poll) <= now() - createdAt) ?? same[0]
  }

  return {
    /** Returns undefined when the cassette has no response left. */
    next(request: RequestFingerprint, url: string): RecordedExchange | undefined {
      const same = byText.get(request.text) ?? []
      const reference = readId(request.target, url)
      const match =
        (clock && reference?.isPoll ? pollAtAge(same, reference.id, clock) : undefined) ??
        same.find((candidate) => !served.has(candidate)) ??
        (/^(GET|HEAD) /.test(request.text) ? same.at(-1) : undefined)
      if (!match) return undefined
      served.add(match)
      // The response ends after the recorded duration.
      if (clock && !respondedAt.has(match)) respondedAt.set(match, clock.now() + match.exchange.took)
      return match.exchange
    },
    unused: (): RecordedExchange[] => exchanges.filter((queued) => !served.has(queued)).map(({ exchange }) => exchange),
  }
}
