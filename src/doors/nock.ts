import { Readable } from 'node:stream'
import nock from 'nock'
import type { Handler } from '../http/handler.ts'

/** An interception of hosts in this process. */
export interface Interception {
  readonly origins: readonly string[]
  /**
   * Removes these interceptors and no others. Nock then refuses requests to the hosts with `No match`, as for every host that
   * nock intercepted before, so that no request leaves a test by mistake.
   */
  remove(): void
  [Symbol.dispose](): void
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/**
 * Makes the Handler answer every request to the origins (`https://api.example`), sent by `fetch`, undici, `node:http` or
 * `node:https`. Earlier nock interceptors take precedence. Activates nock if inactive. When the Handler rejects, the client
 * sees a broken connection. Throws for an invalid origin.
 */
export function intercept(origins: readonly string[], fetch: Handler): Interception {
  for (const origin of origins)
    if (URL.parse(origin)?.origin !== origin)
      throw new Error(`invalid origin "${origin}": expected scheme and host, such as https://api.example`)
  if (!nock.isActive()) nock.activate()
  const interceptors = origins.flatMap((origin) => {
    const scope = nock(origin).persist()
    return methods.map((method) => {
      // Without `optionally`, `nock.isDone` would be false until each interceptor is used.
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
  // A server sends a body of unknown length in chunks. Without this header, a truncated body would look complete.
  if (!headers.has('content-length') && !headers.has('transfer-encoding'))
    rawHeaders.push('transfer-encoding', 'chunked')
  return [status, Readable.from(chunksOf(body, signal)), rawHeaders]
}

async function* chunksOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  // On abort, nock releases a body only when the next chunk arrives, so cancel the body here.
  const cancel = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  // Nock sends the headers with the first chunk: without this empty chunk they would wait for the first event of a stream.
  yield Buffer.alloc(0)
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } catch (error) {
    // An error in the same turn of the event loop would overtake the chunks already written.
    await new Promise((resolve) => setImmediate(resolve))
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** Throws the error of Node's own clients, which has the code on the error itself instead of its cause. */
function throwSocketError(error: Error & { cause?: { code?: string } }): never {
  const { code = 'ECONNRESET' } = error.cause ?? {}
  throw Object.assign(new Error(`read ${code}`, { cause: error }), { code })
}
