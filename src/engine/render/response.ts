import { deferredResponse } from '../../http/deferred-response.ts'
import { type Events, type Reply, replyHeaders, type ServerEvent } from '../model/reply.ts'
import type { Call } from '../request/call.ts'

interface ResponseOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Sees the data of each event before it is sent. */
  readonly validateEvent?: (data: unknown) => Promise<void>
  readonly onError?: (error: unknown) => void
}

/** What lets pages of any origin read a response. */
export const openHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }

/** Lets pages of any origin read the response. */
export function withOpenHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(openHeaders)) response.headers.set(name, value)
  return response
}

/** The Response, with the headers that the gateway always sends. */
export function toResponse(call: Call, reply: Reply, options: ResponseOptions = {}): Response {
  const { status, json, bytes, events } = reply
  const headers = allHeaders(call, reply, options)
  if (events) {
    const streamHeaders = { ...headers, 'transfer-encoding': 'chunked', 'cache-control': 'no-cache' }
    return new Response(streamOf(call.request, events, options), { status, headers: streamHeaders })
  }
  return deferredResponse({ status, headers, body: bytes ?? (json === undefined ? null : JSON.stringify(json)) })
}

/** The later wins, whatever the case of a name. */
function allHeaders(call: Call, reply: Reply, options: ResponseOptions): Record<string, string> {
  const { requestId: requestIdHeader, fixed } = call.provider.dialect.headers ?? {}
  const headers: Record<string, string> = { ...openHeaders }
  for (const group of [fixed, options.headers, replyHeaders(reply)])
    for (const name in group) headers[name.toLowerCase()] = group[name as never] as string
  if (requestIdHeader) headers[requestIdHeader.name.toLowerCase()] = call.requestId
  return headers
}

/** Server-sent events as they come; none after the caller has gone. */
function streamOf(
  request: Request,
  events: Events,
  { validateEvent, onError }: ResponseOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const cancellation = new AbortController()
  const signal = AbortSignal.any([request.signal, cancellation.signal])
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const event of events(signal)) {
          if (typeof event.data !== 'string') await validateEvent?.(event.data)
          signal.throwIfAborted()
          controller.enqueue(encoder.encode(formatEvent(event)))
        }
        controller.close()
      } catch (error) {
        if (!signal.aborted) onError?.(error)
        controller.error(error)
      }
    },
    cancel: () => cancellation.abort(),
  })
}

const formatEvent = ({ event, data }: ServerEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
