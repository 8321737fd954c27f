import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'

/**
 * What lies under a Request that came through a socket. A Request is made of it only as far as somebody looks, and to look
 * takes longer than to ask the socket itself; whoever needs little asks here, and gets the same of any Request.
 */
const incomingMessage = Symbol('incoming')

interface CarriesMessage {
  [incomingMessage]?: IncomingMessage
}

export function attachMessage(request: Request, message: IncomingMessage): void {
  const carrier = request as CarriesMessage
  carrier[incomingMessage] = message
}

const messageOf = (request: Request): IncomingMessage | undefined => (request as CarriesMessage)[incomingMessage]

/** A header by its name in lower case; null where there is none. */
export function headerOf(request: Request, name: string): string | null {
  const message = messageOf(request)
  if (!message) return request.headers.get(name)
  const value = message.headers[name]
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
}

/** What a request says before its body, to be kept: nothing else of the Request is held by it. */
export interface RequestHead {
  readonly method: string
  readonly url: string
  /** One text where they came through a socket: it is one piece of memory where an array would be twenty. */
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

/** The body as a text, which is then used. */
export async function bodyTextOf(request: Request): Promise<string> {
  const message = messageOf(request)
  // One that came with its head is there, and nobody need wait for it.
  if (!message?.complete || message.readableDidRead || message.destroyed) return request.text()
  const bytes: Buffer | null = message.read()
  return bytes === null ? '' : decoder.decode(bytes)
}

/** The body as a stream, which is then used; undefined where there is none. */
export function bodyStreamOf(request: Request): Readable | undefined {
  const message = messageOf(request)
  if (message || !request.body) return message
  return Readable.fromWeb(request.body as ReadableStream)
}
