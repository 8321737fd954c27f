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
  const isStream = headers.get('transfer-encoding') === 'chunked'
  if (fault === 'half' && !isStream) {
    const whole = new Uint8Array(await response.arrayBuffer())
    headers.set('content-length', String(whole.length))
    return breakAfter(firstHalf(whole), status, headers)
  }
  const reader = response.body.getReader()
  const { value: firstChunk = new Uint8Array() } = await reader.read()
  await reader.cancel()
  const half = firstHalf(firstChunk)
  if (fault === 'malformed') return new Response(half, { status, headers })
  // `fetch` reports this header for a body of unknown length; the port sends the head at once because of the header.
  headers.set('transfer-encoding', 'chunked')
  return breakAfter(half, status, headers)
}

const firstHalf = (bytes: Uint8Array) => bytes.slice(0, Math.ceil(bytes.length / 2))

/** Creates a response whose connection breaks after the bytes. */
function breakAfter(bytes: Uint8Array, status: number, headers: Headers): Response {
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes),
    pull: (controller) => controller.error(new ConnectionReset()),
  })
  return new Response(broken, { status, headers })
}
