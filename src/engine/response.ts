import type { Call } from './call.ts'
import { type Events, headersOf, type Rendered, type ServerEvent } from './rendered.ts'

interface Telling {
  readonly headers?: Readonly<Record<string, string>>
  /** Sees the data of each event before it is sent. */
  readonly judge?: (data: unknown) => void
  readonly onError?: (error: unknown) => void
}

/** The Response, with the headers that the gateway always sends. */
export function toResponse(call: Call, rendered: Rendered, telling: Telling = {}): Response {
  const { requestId: named, fixed } = call.provider.dialect.headers ?? {}
  const headers = new Headers({ ...fixed, ...telling.headers, ...headersOf(rendered) })
  if (named) headers.set(named.name, call.requestId)
  const { status, json, bytes, events } = rendered
  if (events) {
    headers.set('transfer-encoding', 'chunked')
    headers.set('cache-control', 'no-cache')
    return new Response(streamOf(call.request, events, telling), { status, headers })
  }
  if (bytes) return new Response(bytes as Uint8Array<ArrayBuffer>, { status, headers })
  return new Response(json === undefined ? null : JSON.stringify(json), { status, headers })
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
          if (typeof event.data !== 'string') judge?.(event.data)
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
