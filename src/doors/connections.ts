import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type Clock, systemClock } from '../time/system-clock.ts'
import { refuseSocket } from './refusal.ts'

/** Times after which a connection without progress ends, in ms. */
export interface ConnectionTimeouts {
  /** Longest time for the headers of a request to arrive: 10 s by default. */
  readonly headersMs?: number
  /** Longest pause in a body that the server is ready to read: 10 s by default. The request gets status 408. */
  readonly idleMs?: number
  /** Longest time in which the client takes no byte of a response that waits for the client: 60 s by default. */
  readonly unreadMs?: number
  /** Clock of `idleMs` and `unreadMs`; the machine's by default. */
  readonly clock?: Clock
}

/** Default of `headersMs`. */
export const defaultHeadersMs = 10_000
const defaultIdleMs = 10_000
/** A client that reads 20 kB/s frees its window once in about 40 s, so a shorter time would cut slow readers. */
const defaultUnreadMs = 60_000
/** Number of looks at each connection within the shorter time. */
const looks = 10

/** A request and its response on a connection. */
export interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

interface Connection {
  readonly socket: Socket
  /** Latest request of the connection. */
  exchange: Exchange | undefined
  /** Bytes of both directions at the last look. */
  progress: string
  /** Time since which no byte has moved, in ms. */
  quietSince: number
}

/** The connections of a server. */
export interface Connections {
  /** Notes the latest request of its connection. */
  note(exchange: Exchange): void
  /** Returns the latest request of a connection. */
  exchangeOf(socket: object): Exchange | undefined
  /** Lists the requests whose responses are not complete. */
  underWay(): Exchange[]
  /** Stops the looks. */
  stop(): void
}

/**
 * Watches the connections of a server: ends requests whose body stops, and responses that nobody reads. Looks at all
 * connections now and then, because a timer for each connection would cost every request time.
 */
export function watchConnections(server: Server, timeouts: ConnectionTimeouts = {}): Connections {
  const { idleMs = defaultIdleMs, unreadMs = defaultUnreadMs, clock = systemClock } = timeouts
  const open = new Set<Connection>()
  const bySocket = new WeakMap<object, Connection>()
  const stopping = new AbortController()
  let isWatching = false
  const watch = async () => {
    isWatching = true
    while (open.size > 0) {
      await clock.sleep(Math.min(idleMs, unreadMs) / looks, stopping.signal)
      for (const connection of open) endIfStalled(connection, clock.now(), { idleMs, unreadMs })
    }
    isWatching = false
  }
  server.on('connection', (socket) => {
    const connection = { socket, exchange: undefined, progress: progressOf(socket), quietSince: clock.now() }
    bySocket.set(socket, connection)
    open.add(connection)
    socket.once('close', () => open.delete(connection))
    // The watch is rejected when the server stops.
    if (!isWatching) watch().catch(() => {})
  })
  return {
    note(exchange) {
      const connection = bySocket.get(exchange.incoming.socket)
      if (connection) connection.exchange = exchange
    },
    exchangeOf: (socket) => bySocket.get(socket)?.exchange,
    underWay: () =>
      [...open].flatMap(({ exchange }) =>
        exchange === undefined || exchange.outgoing.writableFinished || exchange.outgoing.destroyed ? [] : [exchange],
      ),
    stop: () => stopping.abort(),
  }
}

/** Describes the bytes that have moved and those that wait. Node shows the bytes that the system has not yet taken on the handle alone. */
function progressOf(socket: Socket): string {
  const { _handle: handle } = socket as { _handle?: { writeQueueSize?: number } | null }
  return [socket.bytesRead, socket.bytesWritten, socket.writableLength, handle?.writeQueueSize].join(' ')
}

/** Ends a connection on which nothing moves although the client has to act. */
function endIfStalled(
  connection: Connection,
  now: number,
  { idleMs, unreadMs }: { readonly idleMs: number; readonly unreadMs: number },
): void {
  const { socket, exchange } = connection
  const progress = progressOf(socket)
  const isUnread = socket.writableLength > 0
  if (progress !== connection.progress || !(isUnread || isStarving(exchange))) {
    connection.progress = progress
    connection.quietSince = now
    return
  }
  const quietMs = now - connection.quietSince
  if (isUnread && quietMs >= unreadMs) socket.destroy()
  if (isUnread || quietMs < idleMs) return
  if (hasBegun(exchange)) socket.destroy()
  else
    refuseSocket(
      socket,
      408,
      `No byte of the body arrived for ${idleMs / 1000} s, and the body is not complete. Send the body without a long pause.`,
    )
}

/** Tests for a body that is not complete although the server has read every byte of it. */
const isStarving = (exchange: Exchange | undefined): boolean =>
  exchange !== undefined && !exchange.incoming.complete && exchange.incoming.readableLength === 0

/** Tests for a response that has begun and has not ended, so that another one would garble it. */
export const hasBegun = (exchange: Exchange | undefined): boolean =>
  exchange?.outgoing.headersSent === true && !exchange.outgoing.writableFinished
