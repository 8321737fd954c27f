import { createRedactor, type Redactor } from '../redaction/redactor.ts'
import { readStopwatch } from '../time/stopwatch-clock.ts'
import type { JournalInput } from './journal/entry.ts'
import { toJournalInput } from './journal/to-journal-input.ts'
import type { MockContext } from './mock-context.ts'
import type { StandIns } from './model/image-texts.ts'
import type { ServerEvent } from './model/reply.ts'
import type { Call } from './request/call.ts'
import type { ExchangeLog } from './request/exchange-log.ts'

/**
 * Adds an exchange to the journal, if there is one, and tells the listeners. `startedAt` is a reading of the stopwatch, undefined
 * for a path without an operation. The entry of a stream gets its duration at the end of the stream.
 */
export function recordExchange(
  { state }: MockContext,
  call: Call,
  log: ExchangeLog,
  startedAt: number | undefined,
): void {
  const { journal, worlds, feed } = state
  if (!journal) return
  const known = toJournalInput(worlds, call, log)
  const input: JournalInput = startedAt === undefined ? { ...known, operation: null } : known
  const complete = () => {
    input.durationMs = startedAt === undefined ? 0 : readStopwatch() - startedAt
  }
  if (!log.ended) complete()
  const entry = journal.add(input)
  if (!log.ended) feed.tellEntry(entry, call.request)
  else
    void log.ended.then(() => {
      complete()
      journal.remeasure(entry)
      feed.tellEntry(entry, call.request)
    })
}

/** Most events of a stream that an entry keeps. */
const maxEvents = 200

/** Returns a function that keeps the events of a stream for its entry; undefined without a journal. */
export function createEventLog({ state }: MockContext, { key }: Call, log: ExchangeLog) {
  if (!state.journal) return undefined
  const redactor = createRedactor(key)
  const events: unknown[] = []
  log.events = events
  return (event: ServerEvent): void => {
    if (events.length < maxEvents) events.push(redactEvent(redactor, event, log.texts))
  }
}

const redactEvent = ({ value }: Redactor, sent: ServerEvent, texts: StandIns): object =>
  sent.comment === undefined
    ? { ...(sent.event === undefined ? {} : { event: sent.event }), data: value(texts.shortenIn(sent.data)) }
    : { comment: sent.comment }
