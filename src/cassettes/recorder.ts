import type { Provider } from '../dialect/provider.ts'
import { type Fetch, type Handler, toFetch } from '../http/handler.ts'
import type { Clock } from '../time/clock.ts'
import type { Cassette } from './file/schema.ts'
import { type Take, toCassette } from './redaction/to-cassette.ts'

export interface RecorderOptions {
  readonly provider: Provider
  /** Where the image operations lie: `https://gateway.example/v1`. */
  readonly baseUrl: string
  readonly fetch: Handler
  readonly clock: Clock
  /** Keys to be taken out beside those that are sent. */
  readonly keys?: readonly string[]
}

export interface Recorder {
  readonly fetch: Fetch
  /** What was recorded until now, redacted; waits for answers that are under way. */
  cassette(): Promise<Cassette>
}

type Sent = Omit<Take, 'took' | 'response' | 'error'>
type End = (came: Pick<Take, 'response' | 'error'>) => void

/** Passes requests on when they are whole, and answers back as they come; keeps copies. Rejects as the Handler does. */
export function createRecorder({ fetch, clock, ...about }: RecorderOptions): Recorder {
  const start = clock.now()
  const takes: Promise<Take>[] = []
  return {
    fetch: toFetch(async (request) => {
      const at = clock.now() - start
      const { method, url, signal } = request
      const headers = Object.fromEntries(request.headers)
      let sent: Sent = { at, method, url, headers, bytes: new Uint8Array() }
      const { promise, resolve } = Promise.withResolvers<Take>()
      takes.push(promise)
      const end: End = (came) => resolve(ended(sent, came))
      try {
        const bytes = new Uint8Array(await request.arrayBuffer())
        sent = { ...sent, bytes }
        const body = request.body ? { body: bytes } : {}
        return kept(
          await fetch(new Request(url, { method, headers, signal, redirect: request.redirect, ...body })),
          end,
        )
      } catch (error) {
        end({ error: reasonOf(error) })
        throw error
      }
    }),
    cassette: async () => toCassette(await Promise.all(takes), { ...about, start }),
  }

  function ended(sent: Sent, came: Pick<Take, 'response' | 'error'>): Take {
    return { ...sent, ...came, took: clock.now() - start - sent.at }
  }
}

/** The answer, of which a copy is read to its end, or until the caller leaves it. */
function kept(response: Response, end: End): Response {
  const { status, statusText, headers, body } = response
  const chunks: Uint8Array[] = []
  const came = () => ({ status, headers: Object.fromEntries(headers), bytes: Buffer.concat(chunks) })
  if (!body) {
    end({ response: came() })
    return response
  }
  const [theirs, ours] = body.tee()
  const [reading, copying] = [theirs.getReader(), ours.getReader()]
  void copy(copying, chunks).then(
    () => end({ response: came() }),
    (error) => end({ response: came(), error: reasonOf(error) }),
  )
  const passed = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reading.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel(reason) {
        end({ response: came(), error: 'cancelled' })
        await Promise.all([reading.cancel(reason), copying.cancel(reason)])
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(passed, { status, statusText, headers })
}

async function copy(reader: ReadableStreamDefaultReader<Uint8Array>, chunks: Uint8Array[]): Promise<void> {
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value)
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? message
}
