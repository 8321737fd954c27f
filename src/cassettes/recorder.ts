import type { Clock } from '../clock.ts'
import type { Provider } from '../dialect/provider.ts'
import { type Fetch, type Handler, toFetch } from './handler.ts'
import type { Cassette } from './schema.ts'
import { type Take, toCassette } from './take.ts'

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

/** Passes requests on when they are whole, and answers back as they come; keeps copies. Rejects as the Handler does. */
export function createRecorder({ fetch, clock, ...about }: RecorderOptions): Recorder {
  const start = clock.now()
  const takes: Promise<Take>[] = []
  return {
    fetch: toFetch(async (request) => {
      const at = clock.now() - start
      const { method, url, signal } = request
      const headers = Object.fromEntries(request.headers)
      const bytes = new Uint8Array(await request.arrayBuffer())
      const sent = { at, method, url, headers, bytes }
      const body = request.body ? { body: bytes } : {}
      try {
        const response = await fetch(new Request(url, { method, headers, signal, redirect: request.redirect, ...body }))
        takes.push(took(sent, response.clone()))
        return response
      } catch (error) {
        takes.push(Promise.resolve(ended(sent, { error: reasonOf(error) })))
        throw error
      }
    }),
    cassette: async () => toCassette(await Promise.all(takes), { ...about, start }),
  }

  async function took(sent: Sent, response: Response): Promise<Take> {
    const chunks: Uint8Array[] = []
    const { status, headers } = response
    const came = () => ({ status, headers: Object.fromEntries(headers), bytes: Buffer.concat(chunks) })
    try {
      for await (const chunk of response.body ?? []) chunks.push(chunk)
      return ended(sent, { response: came() })
    } catch (error) {
      return ended(sent, { response: came(), error: reasonOf(error) })
    }
  }

  function ended(sent: Sent, came: Pick<Take, 'response' | 'error'>): Take {
    return { ...sent, ...came, took: clock.now() - start - sent.at }
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? message
}
