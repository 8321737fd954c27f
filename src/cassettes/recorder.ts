import type { Provider } from '../dialect/provider.ts'
import { type Fetch, type Handler, toFetch } from '../http/handler.ts'
import { listSentKeys } from '../redaction/secret-names.ts'
import type { Clock } from '../time/clock.ts'
import type { Cassette } from './file/schema.ts'
import type { RawExchange } from './redaction/raw-exchange.ts'
import { createCassetteConverter } from './redaction/to-cassette.ts'

/** Options of a recorder. */
export interface RecorderOptions {
  readonly provider: Provider
  /** Base URL of the image operations, such as `https://gateway.example/v1`. */
  readonly baseUrl: string
  /** Handler that receives the requests. */
  readonly fetch: Handler
  readonly clock: Clock
  /** Keys to redact in addition to the keys in the requests. */
  readonly keys?: readonly string[]
  /** Called when a further exchange is complete, so that `completeSoFar` can be stored. */
  readonly onExchange?: () => void
}

/** A recorder around a `fetch`. */
export interface Recorder {
  /** Sends a request and records the exchange; a replacement for `fetch`. Rejects when the Handler rejects. */
  readonly fetch: Fetch
  /** Returns the redacted exchanges so far, after waiting for responses that are not complete. */
  cassette(): Promise<Cassette>
  /** Returns the redacted exchanges that are complete. */
  completeSoFar(): Cassette
}

type PendingExchange = Omit<RawExchange, 'took' | 'response' | 'error'>
type Finish = (outcome: Pick<RawExchange, 'response' | 'error'>) => void

/**
 * Records exchanges. A request is forwarded once its body is complete; a response is passed on while it arrives.
 *
 * @example
 * ```ts
 * import { createManualClock, createMock, loadProvider } from 'proofsheet'
 * import { createRecorder } from 'proofsheet/cassettes'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true })
 * const baseUrl = 'http://localhost/api/2026'
 * const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
 * await recorder.fetch(`${baseUrl}/tickets?number=L-0`, { headers: { 'x-lumen-key': 'sk-secret' } })
 * const { exchanges } = await recorder.cassette()
 * console.log(exchanges[0]?.request.headers['x-lumen-key']) // sk-redacted-key-1
 * ```
 */
export function createRecorder({ fetch, clock, onExchange, ...options }: RecorderOptions): Recorder {
  const start = clock.now()
  const { convert, toCassette } = createCassetteConverter({ ...options, start })
  const exchanges: ReturnType<typeof convert>[] = []
  const complete: Awaited<ReturnType<typeof convert>>[] = []
  /** Keys of all requests: the response to one request may repeat the key of another. */
  const sentKeys = new Set<string>()
  const add = async (raw: Promise<RawExchange>) => {
    const converted = await convert(await raw)
    complete.push(converted)
    onExchange?.()
    return converted
  }
  return {
    fetch: toFetch(async (request) => {
      const startedAt = clock.now() - start
      const { method, url, signal } = request
      const headers = Object.fromEntries(request.headers)
      let pending: PendingExchange = { startedAt, method, url, headers, bytes: new Uint8Array() }
      const { promise, resolve } = Promise.withResolvers<RawExchange>()
      exchanges.push(add(promise))
      for (const key of listSentKeys(options.provider.dialect, { headers, url })) sentKeys.add(key)
      const finish: Finish = (outcome) => resolve(finishExchange(pending, outcome))
      try {
        const bytes = new Uint8Array(await request.arrayBuffer())
        pending = { ...pending, bytes }
        const body = request.body ? { body: bytes } : {}
        return copyResponse(
          await fetch(new Request(url, { method, headers, signal, redirect: request.redirect, ...body })),
          finish,
        )
      } catch (error) {
        finish({ error: errorReason(error) })
        throw error
      }
    }),
    cassette: async () => toCassette(await Promise.all(exchanges)),
    completeSoFar: () => toCassette(complete, [...sentKeys]),
  }

  function finishExchange(pending: PendingExchange, outcome: Pick<RawExchange, 'response' | 'error'>): RawExchange {
    return { ...pending, ...outcome, took: clock.now() - start - pending.startedAt }
  }
}

/** Returns the response, and reads a copy of the body to its end, or until the caller cancels the body. */
function copyResponse(response: Response, finish: Finish): Response {
  const { status, statusText, headers, body } = response
  const chunks: Uint8Array[] = []
  const received = () => ({ status, headers: Object.fromEntries(headers), bytes: Buffer.concat(chunks) })
  if (!body) {
    finish({ response: received() })
    return response
  }
  const [original, copy] = body.tee()
  const [reading, copying] = [original.getReader(), copy.getReader()]
  void drain(copying, chunks).then(
    () => finish({ response: received() }),
    (error) => finish({ response: received(), error: errorReason(error) }),
  )
  const passed = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reading.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel(reason) {
        finish({ response: received(), error: 'cancelled' })
        await Promise.all([reading.cancel(reason), copying.cancel(reason)])
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(passed, { status, statusText, headers })
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>, chunks: Uint8Array[]): Promise<void> {
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value)
}

function errorReason(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? message
}
