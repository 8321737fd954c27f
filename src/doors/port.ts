import type { AddressInfo } from 'node:net'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Parts, partsOf } from '../http/deferred-response.ts'
import { cameAs } from '../http/incoming-message.ts'

/** A Handler on a port. */
export interface Listening {
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
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request, bindings) => {
      cameAs(request, (bindings as HttpBindings).incoming)
      return together(() => fetch(request)).then(
        (response) => {
          const parts = partsOf(response)
          return parts ? write(parts, bindings as HttpBindings) : whole(response, () => end(bindings))
        },
        () => {
          reset(bindings)
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
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

const waiting: (() => void)[] = []

/**
 * Requests that came in one turn of the event loop are answered together, after the last of them was read. Between a read
 * and a write of a socket the processor forgets what it knew of our code: one by one, each answer takes twice as long.
 */
async function together(answer: () => Promise<Response>): Promise<Response> {
  await new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1)
      setImmediate(() => {
        for (const go of waiting.splice(0)) go()
      })
  })
  return answer()
}

type Bindings = HttpBindings | Http2Bindings

/** Nothing more is to be done for the response: it is on its way. */
function write({ status, headers, body }: Parts, { outgoing }: HttpBindings): Response {
  const length = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  // Nothing and not modified have no length.
  outgoing.writeHead(status, status === 204 || status === 304 ? headers : { ...headers, 'content-length': length })
  outgoing.end(body)
  return RESPONSE_ALREADY_SENT
}

/** A stream that fails takes its connection with it: the server would end it as if it were whole, or say so in the log. */
function whole(response: Response, onBroken: () => void): Response {
  const { body, status, headers } = response
  if (!body || headers.get('transfer-encoding') !== 'chunked') return response
  return new Response(ReadableStream.from(untilBroken(body, onBroken)), { status, headers })
}

async function* untilBroken(body: ReadableStream<Uint8Array>, onBroken: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    onBroken()
  }
}

function reset({ incoming }: Bindings): void {
  if ('resetAndDestroy' in incoming.socket) incoming.socket.resetAndDestroy()
  else incoming.destroy()
}

/** What was written still arrives, and then nothing. */
function end({ incoming }: Bindings): void {
  if ('destroySoon' in incoming.socket) incoming.socket.destroySoon()
  else incoming.destroy()
}
