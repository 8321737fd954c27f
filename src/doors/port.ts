import type { AddressInfo } from 'node:net'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { type ResponseParts, responsePartsOf } from '../http/deferred-response.ts'
import { attachMessage } from '../http/incoming-message.ts'
import { answerInBatch } from './batch.ts'

/** A Handler on a port. */
export interface ListeningServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Opens the Handler on host and port (0 picks a free one). Rejects with the system's error when the port is taken. A
 * Handler that rejects is a connection that broke.
 */
export async function listen(
  fetch: (request: Request) => Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<ListeningServer> {
  const [{ createAdaptorServer }, { RESPONSE_ALREADY_SENT }] = await Promise.all([
    import('@hono/node-server'),
    import('@hono/node-server/utils/response'),
  ])
  const server = createAdaptorServer({
    fetch: (request, bindings) => {
      attachMessage(request, (bindings as HttpBindings).incoming)
      return answerInBatch(() => fetch(request)).then(
        (response) => {
          const parts = responsePartsOf(response)
          if (!parts) return closeOnBreak(response, () => endConnection(bindings))
          writeParts(parts, bindings as HttpBindings)
          return RESPONSE_ALREADY_SENT
        },
        () => {
          resetConnection(bindings)
          return RESPONSE_ALREADY_SENT
        },
      )
    },
    // A door in somebody's test must leave their Request and Response alone.
    overrideGlobalObjects: false,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: boundPort } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

type Bindings = HttpBindings | Http2Bindings

/** Writes the whole response at once. */
function writeParts({ status, headers, body }: ResponseParts, { outgoing }: HttpBindings): void {
  const length = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  // Nothing and not modified have no length.
  outgoing.writeHead(status, status === 204 || status === 304 ? headers : { ...headers, 'content-length': length })
  outgoing.end(body)
}

/** A stream that fails takes its connection with it: the server would end it as if it were whole, or say so in the log. */
function closeOnBreak(response: Response, onBroken: () => void): Response {
  const { body, status, headers } = response
  if (!body || headers.get('transfer-encoding') !== 'chunked') return response
  return new Response(ReadableStream.from(streamUntilBroken(body, onBroken)), { status, headers })
}

async function* streamUntilBroken(body: ReadableStream<Uint8Array>, onBroken: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    onBroken()
  }
}

function resetConnection({ incoming }: Bindings): void {
  if ('resetAndDestroy' in incoming.socket) incoming.socket.resetAndDestroy()
  else incoming.destroy()
}

/** What was written still arrives, and then nothing. */
function endConnection({ incoming }: Bindings): void {
  if ('destroySoon' in incoming.socket) incoming.socket.destroySoon()
  else incoming.destroy()
}
