import { deferredResponse, joinBody } from '../../http/deferred-response.ts'
import { StandIns } from '../model/image-texts.ts'
import { ConnectionReset } from '../model/interruption.ts'
import { type Events, type Reply, replyHeaders, type ServerEvent } from '../model/reply.ts'
import type { Call } from '../request/call.ts'
import { fillConstants } from './templates.ts'

export interface ResponseOptions {
  /** Images that the documents of the reply have stand-ins for. */
  readonly texts?: StandIns
  readonly headers?: Readonly<Record<string, string>>
  /** Called with the data of each JSON event before the event is sent. */
  readonly validateEvent?: (data: unknown) => Promise<void>
  /** Called with each event that is sent. */
  readonly onEvent?: ((event: ServerEvent) => void) | undefined
  /** Called with an error that ends a stream, unless the client has disconnected or a scenario breaks the connection. */
  readonly onError?: (error: unknown) => void
  /** Called at the end of a stream, also when the client has disconnected. */
  readonly onEnd?: (() => void) | undefined
}

/** CORS headers that let pages of any origin read a response. */
export const openHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }

/** Adds the CORS headers to the response. */
export function withOpenHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(openHeaders)) response.headers.set(name, value)
  return response
}

/** Creates the Response, with the headers that the gateway always sends. */
export function toResponse(call: Call, reply: Reply, options: ResponseOptions = {}): Response {
  const { status, json, bytes, events } = reply
  const headers = mergeHeaders(call, reply, options)
  if (events) {
    const streamHeaders = { ...headers, 'transfer-encoding': 'chunked', 'cache-control': 'no-cache' }
    return new Response(encodeStream(call.request, events, options), { status, headers: streamHeaders })
  }
  if (bytes || json === undefined) return deferredResponse({ status, headers, body: bytes ?? null })
  const text = JSON.stringify(json)
  const { texts = new StandIns() } = options
  return deferredResponse({ status, headers, body: texts.expand(text), shown: texts.shorten(text) })
}

/** Merges all headers under lower-case names. The reply overrides the options, the options override fixed headers. */
function mergeHeaders(call: Call, reply: Reply, options: ResponseOptions): Record<string, string> {
  const { requestId: requestIdHeader, fixed } = call.provider.dialect.headers ?? {}
  const headers: Record<string, string> = { ...openHeaders }
  for (const group of [fillConstants(fixed, call), options.headers, replyHeaders(reply)])
    for (const name in group) headers[name.toLowerCase()] = group[name as never] as string
  if (requestIdHeader) headers[requestIdHeader.name.toLowerCase()] = call.requestId
  return headers
}

/** Encodes server-sent events at their times. Stops when the client disconnects. */
function encodeStream(
  request: Request,
  events: Events,
  { texts = new StandIns(), validateEvent, onEvent, onError, onEnd }: ResponseOptions,
): ReadableStream<Uint8Array> {
  const cancellation = new AbortController()
  const signal = AbortSignal.any([request.signal, cancellation.signal])
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const event of events(signal)) {
          if (event.comment === undefined && typeof event.data !== 'string') await validateEvent?.(event.data)
          signal.throwIfAborted()
          onEvent?.(event)
          controller.enqueue(joinBody(texts.expand(formatEvent(event))))
        }
        controller.close()
      } catch (error) {
        if (!signal.aborted && !(error instanceof ConnectionReset)) onError?.(error)
        controller.error(error)
      } finally {
        onEnd?.()
      }
    },
    cancel: () => cancellation.abort(),
  })
}

const formatEvent = (sent: ServerEvent): string =>
  sent.comment === undefined ? formatData(sent.event, sent.data) : `: ${sent.comment}\n\n`

const formatData = (event: string | undefined, data: unknown): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
