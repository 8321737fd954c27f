import type { Step } from '../../scenario/schema.ts'
import { ConnectionReset } from '../model/interruption.ts'

/** The response as a faulty wire hands it on. Throws ConnectionReset where nothing comes of it. */
export async function cutShort(response: Response, cut: Step['cut']): Promise<Response> {
  if (cut === undefined) return response
  const { status } = response
  if (cut === 'reset' || !response.body) {
    await response.body?.cancel()
    if (cut === 'empty') return response
    throw new ConnectionReset()
  }
  const headers = new Headers(response.headers)
  if (cut === 'empty') {
    await response.body.cancel()
    headers.delete('content-type')
    return new Response(null, { status, headers })
  }
  const reader = response.body.getReader()
  const { value: first = new Uint8Array() } = await reader.read()
  await reader.cancel()
  const half = first.slice(0, Math.ceil(first.length / 2))
  if (cut === 'malformed') return new Response(half, { status, headers })
  // What a fetch shows of a body whose length was not told; by it the port sends the head at once.
  headers.set('transfer-encoding', 'chunked')
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(half),
    pull: (controller) => controller.error(new ConnectionReset()),
  })
  return new Response(broken, { status, headers })
}
