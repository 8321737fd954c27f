import type { Clock } from '../clock.ts'
import type { Provider } from '../dialect/provider.ts'
import type { Cassette } from './schema.ts'
import { type Take, toCassette } from './take.ts'

type Handler = (request: Request) => Promise<Response>

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
  readonly fetch: Handler
  /** What was recorded until now, redacted; waits for answers that are under way. */
  cassette(): Promise<Cassette>
}

/** Passes requests on and answers back as they come, streams too, and keeps a copy. Rejects as the Handler does. */
export function createRecorder({ fetch, clock, ...about }: RecorderOptions): Recorder {
  const start = clock.now()
  const takes: Promise<Take>[] = []
  return {
    async fetch(request) {
      const at = clock.now() - start
      const { method, url, headers } = request
      const sent = { at, method, url, headers: Object.fromEntries(headers), bytes: bytesOf(request.clone()) }
      try {
        const response = await fetch(request)
        const copy = response.clone()
        takes.push(took(sent, copy))
        return response
      } catch (error) {
        takes.push(ended(sent, { error: reasonOf(error) }))
        throw error
      }
    },
    cassette: async () => toCassette(await Promise.all(takes), { ...about, start }),
  }

  type Sent = Omit<Take, 'took' | 'response' | 'error' | 'bytes'> & { readonly bytes: Promise<Uint8Array> }

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

  async function ended(sent: Sent, came: Pick<Take, 'response' | 'error'>): Promise<Take> {
    const took = clock.now() - start - sent.at
    return { ...sent, ...came, took, bytes: await sent.bytes }
  }
}

/** As far as it came: who sends it may break off. */
async function bytesOf(body: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of body.body ?? []) chunks.push(chunk)
  } catch {
    // The request itself tells of that.
  }
  return Buffer.concat(chunks)
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? message
}
