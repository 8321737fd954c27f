import { lightResponse } from '../../http/deferred-response.ts'
import { type Events, headersOf, type Rendered, type ServerEvent } from '../model/reply.ts'
import type { Call } from '../request/call.ts'

interface Telling {
  readonly headers?: Readonly<Record<string, string>>
  /** Sees the data of each event before it is sent. */
  readonly judge?: (data: unknown) => Promise<void>
  readonly onError?: (error: unknown) => void
}

/** What lets pages of any origin read a response. */
export const openHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }

/** The Response, with the headers that the gateway always sends. */
export function toResponse(call: Call, rendered: Rendered, telling: Telling = {}): Response {
  const { status, json, bytes, events } = rendered
  const headers = allHeaders(call, rendered, telling)
  if (events) {
    const streamed = { ...headers, 'transfer-encoding': 'chunked', 'cache-control': 'no-cache' }
    return new Response(streamOf(call.request, events, telling), { status, headers: streamed })
  }
  return lightResponse({ status, headers, body: bytes ?? (json === undefined ? null : JSON.stringify(json)) })
}

/** The later wins, whatever the case of a name. */
function allHeaders(call: Call, rendered: Rendered, telling: Telling): Record<string, string> {
  const { requestId: named, fixed } = call.provider.dialect.headers ?? {}
  const headers: Record<string, string> = { ...openHeaders }
  for (const some of [fixed, telling.headers, headersOf(rendered)])
    for (const name in some) headers[name.toLowerCase()] = some[name as never] as string
  if (named) headers[named.name.toLowerCase()] = call.requestId
  return headers
}

/** Server-sent events as they come; none after the caller has gone. */
function streamOf(request: Request, events: Events, { judge, onError }: Telling): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const event of events(signal)) {
          if (typeof event.data !== 'string') await judge?.(event.data)
          signal.throwIfAborted()
          controller.enqueue(encoder.encode(toText(event)))
        }
        controller.close()
      } catch (error) {
        if (!signal.aborted) onError?.(error)
        controller.error(error)
      }
    },
    cancel: () => gone.abort(),
  })
}

const toText = ({ event, data }: ServerEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
