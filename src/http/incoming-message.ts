import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'

/**
 * Key of Node's message in a Request that came through a socket. The server builds such a Request lazily, and each access
 * costs more than reading the message. The functions below read the message if there is one, and work for any Request.
 */
const incomingMessage = Symbol('incoming')

interface CarriesMessage {
  [incomingMessage]?: IncomingMessage
}

/** Attaches Node's message to the Request built from it. */
export function attachMessage(request: Request, message: IncomingMessage): void {
  const carrier = request as CarriesMessage
  carrier[incomingMessage] = message
}

const messageOf = (request: Request): IncomingMessage | undefined => (request as CarriesMessage)[incomingMessage]

/** Tests for a Request that came through a socket. */
export const isFromSocket = (request: Request): boolean => messageOf(request) !== undefined

/** Returns a header by its lower-case name; null if the header is missing. */
export function headerOf(request: Request, name: string): string | null {
  const message = messageOf(request)
  if (!message) return request.headers.get(name)
  const value = message.headers[name]
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
}

/** Method, URL and headers of a request, to store for later. Holds no reference to the Request or its body. */
export interface RequestHead {
  readonly method: string
  readonly url: string
  /** For a request from a socket one text, names and values by line: one allocation instead of about twenty for an array. */
  readonly headers: Headers | string
}

export function requestHeadOf(request: Request): RequestHead {
  const { method, url } = request
  return { method, url, headers: messageOf(request)?.rawHeaders.join('\n') ?? request.headers }
}

export function headersOfHead({ headers }: RequestHead): Headers {
  if (typeof headers !== 'string') return headers
  const raw = headers.split('\n')
  const pairs = raw.flatMap((name, index): [string, string][] => (index % 2 ? [] : [[name, raw[index + 1] ?? '']]))
  return new Headers(pairs)
}

const decoder = new TextDecoder()

/** Reads the body as text. The body cannot be read again. */
export async function bodyTextOf(request: Request): Promise<string> {
  const message = messageOf(request)
  // A body that arrived together with its headers can be read without waiting.
  if (!message?.complete || message.readableDidRead || message.destroyed) return request.text()
  const bytes: Buffer | null = message.read()
  return bytes === null ? '' : decoder.decode(bytes)
}

/** Returns the body as a stream; undefined if there is no body. The body cannot be read again. */
export function bodyStreamOf(request: Request): Readable | undefined {
  const message = messageOf(request)
  if (message || !request.body) return message
  return Readable.fromWeb(request.body as ReadableStream)
}
