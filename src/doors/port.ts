import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { bytesOf, type ResponseParts, responsePartsOf } from '../http/deferred-response.ts'
import type { Handler } from '../http/handler.ts'
import { attachMessage } from '../http/incoming-message.ts'
import { systemClock } from '../time/system-clock.ts'
import { answerInBatch } from './batch.ts'
import {
  type Connections,
  type ConnectionTimeouts,
  defaultHeadersMs,
  hasBegun,
  watchConnections,
} from './connections.ts'
import { refuseWhileDraining, untilAnswered } from './drain.ts'
import { describeParseError, type ParseError, refuseAddress, refuseRequest, refuseSocket } from './refusal.ts'

/** A server that carries a Handler to a port. */
export interface ListeningServer {
  readonly url: string
  /** Closes the server and all connections at once. */
  close(): Promise<void>
  /**
   * Answers the requests that are under way, within `graceMs`, and refuses new ones with status 503. Closes the server then. A
   * request that takes longer is cut.
   */
  drain(graceMs: number): Promise<void>
  /** Returns the number of requests whose responses are not complete. */
  requestsUnderWay(): number
}

/** Address to listen on. */
export interface ListenOptions {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  /** Returns the time of the header `Date` in ms since 1970; the machine's time by default. A mock has a clock of its own. */
  readonly now?: () => number
  /** Times after which a connection without progress ends. */
  readonly timeouts?: ConnectionTimeouts
  /** Picks the requests that are answered as ever while the server drains, such as those that ask whether it lives. None by default. */
  readonly isAlwaysAnswered?: (request: Request) => boolean
  /** Picks, by their path and query, the requests whose responses never end: they are cut when the server drains. None by default. */
  readonly isEndless?: (path: string) => boolean
}

/**
 * Serves the Handler on host and port. Rejects with the system's error if the port is in use. When the Handler rejects, the
 * connection is reset.
 *
 * @example
 * ```ts
 * import { createMock, listen, loadProvider } from 'proofsheet'
 *
 * const mock = await createMock({ providers: [await loadProvider('./lumen')] })
 * const server = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
 * const response = await fetch(`${server.url}/`)
 * console.log(response.status) // 200
 * await server.close()
 * ```
 */
export async function listen(
  fetch: Handler,
  { host, port, now, timeouts, isAlwaysAnswered = () => false, isEndless = () => false }: ListenOptions,
): Promise<ListeningServer> {
  const { getRequestListener } = await import('@hono/node-server')
  const { headersMs = defaultHeadersMs } = timeouts ?? {}
  const server = createServer({
    headersTimeout: headersMs,
    connectionsCheckingInterval: headersMs / 10,
    // The listener below refuses such a request with a body.
    requireHostHeader: false,
  })
  const connections = watchConnections(server, timeouts)
  refuseBadRequests(server, connections)
  let isDraining = false
  const answer: Handler = (request) =>
    isDraining && !isAlwaysAnswered(request) ? refuseWhileDraining(request) : fetch(request)
  const listener = getRequestListener(
    (request, bindings) => {
      attachMessage(request, (bindings as HttpBindings).incoming)
      connections.note(bindings as HttpBindings)
      return answerInBatch(() => answer(request)).then(
        (response) => {
          const date = now && new Date(now()).toUTCString()
          const parts = responsePartsOf(response)
          if (!parts) {
            if (date) (bindings as HttpBindings).outgoing.setHeader('date', date)
            if (response.body && response.headers.has('content-length'))
              return writeBody(response, response.body, bindings as HttpBindings).then(endListening)
            return closeOnBreak(response, () => endConnection(bindings))
          }
          writeParts(parts, bindings as HttpBindings, date)
          return endListening()
        },
        () => {
          resetConnection(bindings)
          return endListening()
        },
      )
    },
    // In a user's test, the global Request and Response must stay unchanged.
    { overrideGlobalObjects: false, errorHandler: (error) => (error === isWritten ? undefined : refuseAddress(error)) },
  )
  server.on('request', listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: boundPort } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      connections.stop()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close,
    requestsUnderWay: () => connections.underWay().length,
    async drain(graceMs) {
      isDraining = true
      const ending = connections.underWay().filter(({ incoming }) => !isEndless(incoming.url ?? ''))
      await untilAnswered(ending, graceMs, timeouts?.clock ?? systemClock)
      await close()
    },
  }
}

/** Gives a body to the refusals that Node's server would send without one: they say what was wrong. */
function refuseBadRequests(server: Server, connections: Connections): void {
  server.on('clientError', (error: ParseError, socket) => {
    // A connection that is gone, or has a response under way, takes no other response.
    if (error.code === 'ECONNRESET' || hasBegun(connections.exchangeOf(socket))) return socket.destroy()
    const { status, message } = describeParseError(error)
    refuseSocket(socket, status, message)
  })
  server.on('checkExpectation', ({ headers: { expect } }, outgoing) =>
    refuseRequest(
      outgoing,
      417,
      `The server cannot do what Expect: ${expect} asks: expected 100-continue, or no Expect.`,
    ),
  )
  server.on('connect', (_incoming, socket) =>
    refuseSocket(
      socket,
      405,
      'This server is no proxy, so it does not take CONNECT. Send the request to this server itself.',
    ),
  )
}

/** Thrown to the listener when the response is written, because the listener would read the headers of a Response that says so. */
const isWritten = new Error('the response is written')

function endListening(): never {
  throw isWritten
}

type Bindings = HttpBindings | Http2Bindings

/** Bytes up to which a piece of a body is copied, because writing many small pieces takes longer. */
const smallBytes = 2 ** 14

/** Joins the small pieces of a body that are next to each other. */
function joinSmall(body: readonly (string | Uint8Array)[]): Uint8Array[] {
  const joined: Uint8Array[] = []
  let small: Uint8Array[] = []
  const flush = () => {
    if (small.length > 0) joined.push(small.length === 1 ? (small[0] as Uint8Array) : Buffer.concat(small))
    small = []
  }
  for (const piece of body) {
    const bytes = bytesOf(piece)
    if (bytes.length <= smallBytes) small.push(bytes)
    else {
      flush()
      joined.push(bytes)
    }
  }
  flush()
  return joined
}

/** Writes the response to the socket directly. Without `date`, Node.js sets the header `Date`. */
function writeParts({ status, headers, body }: ResponseParts, { outgoing }: HttpBindings, date?: string): void {
  const pieces = body === null ? [] : typeof body === 'string' || body instanceof Uint8Array ? [body] : joinSmall(body)
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  // RFC 9110 section 8.6: a 204 has no Content-Length; a 304 would need the length of the full response.
  const hasLength = status !== 204 && status !== 304
  outgoing.writeHead(status, { ...(date && { date }), ...headers, ...(hasLength && { 'content-length': length }) })
  const last = pieces.pop()
  if (pieces.length > 0) outgoing.cork()
  for (const piece of pieces) outgoing.write(piece)
  outgoing.end(last)
}

/**
 * Writes a body that states its length. Sends the head before the body is read, because the client of a body that breaks gets the bytes
 * before the break.
 */
async function writeBody(
  { status, headers }: Response,
  body: ReadableStream<Uint8Array>,
  bindings: HttpBindings,
): Promise<void> {
  const { outgoing } = bindings
  outgoing.writeHead(status, Object.fromEntries(headers))
  let isBroken = false
  for await (const chunk of streamUntilBroken(body, () => {
    isBroken = true
  }))
    outgoing.write(chunk)
  if (isBroken) endConnection(bindings)
  else outgoing.end()
}

/** Calls `onBroken` when a streamed body fails; otherwise the server would end the body as if complete, or log an error. */
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
  // A reset would take a refusal that was just written from the client.
  if (incoming.socket.writableEnded) return
  if ('resetAndDestroy' in incoming.socket) incoming.socket.resetAndDestroy()
  else incoming.destroy()
}

/** Closes the connection after the bytes already written are sent. */
function endConnection({ incoming }: Bindings): void {
  if ('destroySoon' in incoming.socket) incoming.socket.destroySoon()
  else incoming.destroy()
}
