import { createParser } from 'eventsource-parser'
import { parseJson } from '../../values/parse-json.ts'
import type { Answer } from '../ask.ts'

export interface StreamEvent {
  /** Name in the line of the event, or else the type in its data. */
  readonly name: string | undefined
  readonly data: unknown
  /** False for an event without a line that names it. */
  readonly isNamed: boolean
}

export interface ParsedStream {
  readonly events: readonly StreamEvent[]
  readonly isDone: boolean
  /** Comments, which keep the connection open. */
  readonly comments: readonly string[]
}

/** Reads the server-sent events of a response. A response of another content type has none. */
export function readEvents({ bytes, headers }: Answer): ParsedStream {
  const events: StreamEvent[] = []
  const comments: string[] = []
  let isDone = false
  if (!headers['content-type']?.startsWith('text/event-stream')) return { events, isDone, comments }
  const parser = createParser({
    onEvent({ event, data }) {
      if (data === '[DONE]') isDone = true
      else {
        const parsed = parseJson(data) ?? data
        events.push({ name: event ?? typeOf(parsed), data: parsed, isNamed: event !== undefined })
      }
    },
    onComment: (comment) => void comments.push(comment),
  })
  parser.feed(new TextDecoder().decode(bytes))
  return { events, isDone, comments }
}

/** Reads the type of an event from its data, because some gateways write no line with the name. */
const typeOf = (data: unknown): string | undefined => {
  const { type, event } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
  return [type, event].find((value) => typeof value === 'string') as string | undefined
}
