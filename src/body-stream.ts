import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'

/**
 * The streams behind the bodies of requests, where a door has them: a body that goes through a web stream on its way takes
 * several times as long.
 */
const streams = new WeakMap<Request, Readable>()

export function offerBodyStream(request: Request, stream: Readable): void {
  streams.set(request, stream)
}

/** The body of a request as a stream, which is then used; undefined where there is none. */
export function bodyStreamOf(request: Request): Readable | undefined {
  const stream = streams.get(request)
  if (stream || !request.body) return stream
  return Readable.fromWeb(request.body as ReadableStream)
}
