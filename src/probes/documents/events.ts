import { createParser } from 'eventsource-parser'
import { parseJson } from '../../http/parse-json.ts'
import type { Answer } from '../ask.ts'

export interface StreamEvent {
  readonly name: string | undefined
  readonly data: unknown
}

export interface ParsedStream {
  readonly events: readonly StreamEvent[]
  readonly isDone: boolean
}

/** Reads the server-sent events of a response. A response of another content type has none. */
export function readEvents({ bytes, headers }: Answer): ParsedStream {
  const events: StreamEvent[] = []
  let isDone = false
  if (!headers['content-type']?.startsWith('text/event-stream')) return { events, isDone }
  const parser = createParser({
    onEvent({ event, data }) {
      if (data === '[DONE]') isDone = true
      else events.push({ name: event, data: parseJson(data) ?? data })
    },
  })
  parser.feed(new TextDecoder().decode(bytes))
  return { events, isDone }
}
