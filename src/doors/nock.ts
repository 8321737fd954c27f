import { Readable } from 'node:stream'
import nock from 'nock'

/** A Handler that answers in this process for hosts. */
export interface Interception {
  readonly origins: readonly string[]
  /**
   * Undoes it, and nothing else that nock was told. Nock then answers for the hosts as for any that it once knew: `No match`,
   * so that nothing leaves a test by mistake.
   */
  remove(): void
  [Symbol.dispose](): void
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/**
 * Lets the Handler answer every request to the origins (`https://api.example`), however it is sent: `fetch`, undici,
 * `node:http` and `node:https`. Interceptors of nock that were there before come first. Turns nock on where it was off. A
 * Handler that rejects is a connection that broke. Throws for what is no origin.
 */
export function intercept(origins: readonly string[], fetch: (request: Request) => Promise<Response>): Interception {
  for (const origin of origins)
    if (URL.parse(origin)?.origin !== origin)
      throw new Error(`${origin} is no origin: name scheme and host, such as https://api.example`)
  if (!nock.isActive()) nock.activate()
  const interceptors = origins.flatMap((origin) => {
    const scope = nock(origin).persist()
    return methods.map((method) => {
      // Nobody has to ask: without that, `nock.isDone` would wait for each.
      const interceptor = scope.intercept(/.*/, method).optionally()
      interceptor.reply((request: Request) =>
        fetch(request).then((response) => toNockReply(response, request.signal), throwSocketError),
      )
      return interceptor
    })
  })
  const remove = () => {
    for (const interceptor of interceptors.splice(0)) nock.removeInterceptor(interceptor)
  }
  return { origins, remove, [Symbol.dispose]: remove }
}

type NockReply = [status: number, body: Readable | undefined, rawHeaders: string[]]

function toNockReply({ status, body, headers }: Response, signal: AbortSignal): NockReply {
  const rawHeaders = [...headers].flat()
  if (!body) return [status, undefined, rawHeaders]
  // As a server frames what it does not know the length of: else one that breaks off would look as if it had ended.
  if (!headers.has('content-length') && !headers.has('transfer-encoding'))
    rawHeaders.push('transfer-encoding', 'chunked')
  return [status, Readable.from(chunksOf(body, signal)), rawHeaders]
}

async function* chunksOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  // Nock lets go of a body only when its next chunk comes.
  const cancel = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  // The head goes with the first chunk: without one of its own it would wait for the first event of a stream.
  yield Buffer.alloc(0)
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } catch (error) {
    // What was written still arrives; an error in the same turn would overtake it.
    await new Promise((resolve) => setImmediate(resolve))
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** What Node's own clients meet: the code lies on the error itself. */
function throwSocketError(error: Error & { cause?: { code?: string } }): never {
  const { code = 'ECONNRESET' } = error.cause ?? {}
  throw Object.assign(new Error(`read ${code}`, { cause: error }), { code })
}
