import type { Step } from '../../scenario/schema.ts'
import { ConnectionReset } from '../model/interruption.ts'

/** The response as a faulty wire hands it on. Throws ConnectionReset where nothing comes of it. */
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
  // What a fetch shows of a body whose length was not told; by it the port sends the head at once.
  headers.set('transfer-encoding', 'chunked')
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(half),
    pull: (controller) => controller.error(new ConnectionReset()),
  })
  return new Response(broken, { status, headers })
}
