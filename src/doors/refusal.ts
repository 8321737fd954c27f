import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Writes the body of a refusal by the door itself: no gateway has read the request, so no gateway's envelope applies. */
const bodyOf = (message: string): string => JSON.stringify({ error: { message } })

/** Creates the response to a request that has no valid address, with status 400. */
export const refuseAddress = (error: unknown): Response =>
  new Response(
    bodyOf(`The address of the request is not valid: ${reasonOf(error)}. Send a path and one Host header.`),
    {
      status: 400,
      headers: { 'content-type': 'application/json' },
    },
  )

/** Refuses a request with a response of its own, such as one with an unknown `Expect`. */
export function refuseRequest(outgoing: ServerResponse, status: number, message: string): void {
  const body = bodyOf(message)
  outgoing.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  outgoing.end(body)
}

/** Writes a refusal to a socket whose request is not complete, and closes the connection. */
export function refuseSocket(socket: Duplex, status: number, message: string): void {
  const body = bodyOf(message)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  else socket.destroy()
}

/** Returns status and message for an error of Node's HTTP parser. */
export function describeParseError({ code, reason, message }: ParseError): { status: number; message: string } {
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      status: 431,
      message: 'The headers are too long: expected at most 16 KB in all. Send fewer or shorter headers.',
    }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return {
      status: 413,
      message: 'The extensions of a chunk are too long: expected at most 16 KB. Send chunks without extensions.',
    }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return {
      status: 408,
      message: 'The request did not arrive in time. Send the headers at once and the body without a long pause.',
    }
  const detail = (reason ?? message).replace(/\.$/, '')
  return { status: 400, message: `The request is not valid HTTP/1.1: ${detail}.` }
}

/** An error of Node's HTTP parser. `reason` says what is wrong with the bytes. */
export type ParseError = NodeJS.ErrnoException & { readonly reason?: string }

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
