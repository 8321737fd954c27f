import type { Step } from '../../scenario/schema.ts'
import { ConnectionReset } from '../model/interruption.ts'

/** Breaks the response as a faulty connection would. Throws ConnectionReset when no response arrives. */
export async function applyResponseFault(response: Response, fault: Step['cut']): Promise<Response> {
  if (fault === undefined) return response
  const { status } = response
  if (fault === 'reset' || !response.body) {
    await response.body?.cancel()
    if (fault === 'empty') return response
    throw new ConnectionReset()
  }
  const headers = new Headers(response.headers)
  if (fault === 'empty') {
    await response.body.cancel()
    headers.delete('content-type')
    return new Response(null, { status, headers })
  }
  const reader = response.body.getReader()
  const { value: firstChunk = new Uint8Array() } = await reader.read()
  await reader.cancel()
  const half = firstChunk.slice(0, Math.ceil(firstChunk.length / 2))
  if (fault === 'malformed') return new Response(half, { status, headers })
  // `fetch` reports this header for a body of unknown length; the port sends the head at once because of the header.
  headers.set('transfer-encoding', 'chunked')
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(half),
    pull: (controller) => controller.error(new ConnectionReset()),
  })
  return new Response(broken, { status, headers })
}
