import type { Provider } from '../dialect/provider.ts'
import { type Fetch, toFetch } from '../http/handler.ts'
import type { Clock } from '../time/clock.ts'
import { createBlobStore } from './file/blobs.ts'
import { restoreBody, toRecordedBody } from './file/body.ts'
import type { Cassette, RecordedBody, RecordedExchange, RecordedRequest } from './file/schema.ts'
import { explainMiss } from './matching/explain-miss.ts'
import { createFingerprinter, type FingerprintRules, type RequestFingerprint } from './matching/fingerprint.ts'
import { createIdBindings, createIdReader } from './matching/ids.ts'
import { createKeyring, listKeys } from './matching/keys.ts'
import { createReplayQueue, type QueuedExchange } from './matching/replay-queue.ts'

export interface ReplayOptions {
  readonly provider: Provider
  /** With a clock answers take as long as they took, and tasks too; without one all comes at once. */
  readonly clock?: Clock | undefined
}

export interface Replay {
  /** Answers from the recording; 404 of the type `not_recorded` for what it does not hold. */
  readonly fetch: Fetch
  /** What was asked for in vain, each with a diff. */
  readonly misses: readonly string[]
  /** What nobody has asked for yet. */
  unused(): RecordedExchange[]
}

/** Replays a recording to a program. Keys, task ids, signatures and ends of links may be other ones than recorded. */
export function createReplay(cassette: Cassette, { provider, clock }: ReplayOptions): Replay {
  const misses: string[] = []
  const keyring = createKeyring(listKeys(cassette, provider))
  const fingerprint = createFingerprinter(provider, cassette.baseUrl, looseRules(provider, keyring.read))
  const readId = createIdReader(provider.dialect)
  const exchanges = cassette.exchanges.map(
    (exchange): QueuedExchange => ({ exchange, fingerprint: fingerprint(exchange.request) }),
  )
  const ids = createIdBindings(
    exchanges.flatMap(({ exchange, fingerprint }) => readId(fingerprint.target, exchange.request.url) ?? []),
  )
  const queue = createReplayQueue(exchanges, { clock, readId })

  /** The request in the words of the recording. */
  function translate(request: RecordedRequest): { normal: RequestFingerprint; url: string } {
    const { target } = fingerprint(request)
    const reference = readId(target, request.url)
    if (reference) ids.claim(reference)
    const url = ids.toRecorded(request.url)
    const body = request.body && mapBodyText(request.body, ids.toRecorded)
    return { normal: fingerprint({ ...request, url, ...(body ? { body } : {}) }), url }
  }

  return {
    misses,
    unused: () => queue.unused(),
    fetch: toFetch(async (request) => {
      const { normal, url } = translate(await toRecordedRequest(request))
      const exchange = queue.next(normal, url)
      if (!exchange) {
        const message = await explainMiss(
          normal,
          exchanges.map((track) => track.fingerprint),
        )
        misses.push(message)
        return Response.json({ error: { message, type: 'not_recorded' } }, { status: 404 })
      }
      await clock?.sleep(exchange.took, request.signal)
      return toReplayedResponse(exchange, cassette.images, ids.toAsked)
    }),
  }
}

/** What does not matter to a program: who asks, by what signature, with what client. */
function looseRules({ dialect }: Provider, credential: (value: string) => string): FingerprintRules {
  const triggers = (dialect.async?.triggers ?? []).flatMap((trigger) =>
    trigger.in === 'header' ? trigger.name.toLowerCase() : [],
  )
  return {
    text: (text) => text,
    key: (key) => key,
    signature: () => '…',
    expiry: () => '…',
    counts: (name) => triggers.includes(name),
    credential,
    filesByName: false,
  }
}

/** The request as a cassette would hold it. */
async function toRecordedRequest(request: Request): Promise<RecordedRequest> {
  const { method, url, headers } = request
  const bytes = new Uint8Array(await request.arrayBuffer())
  const body = await toRecordedBody(headers.get('content-type') ?? '', bytes, createBlobStore())
  return { method, url, headers: Object.fromEntries(headers), ...(body ? { body } : {}) }
}

const mapBodyText = (body: RecordedBody, change: (text: string) => string): RecordedBody => {
  if ('json' in body) return { json: JSON.parse(change(JSON.stringify(body.json))) }
  return 'text' in body ? { text: change(body.text) } : body
}

/** Throws as `fetch` does where no answer came. */
function toReplayedResponse(
  { response, error }: RecordedExchange,
  files: ReadonlyMap<string, Uint8Array>,
  change: (text: string) => string,
): Response {
  if (!response) throw new TypeError('fetch failed', { cause: { code: error } })
  const { status, headers } = response
  const translatedHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value)]))
  const bytes = restoreBody(response.body, files, change)
  const body = error === undefined ? (bytes as Uint8Array<ArrayBuffer>) : ReadableStream.from(breakOff(bytes, error))
  return new Response(body ?? null, { status, headers: translatedHeaders })
}

/** What came, and then nothing. */
async function* breakOff(bytes: Uint8Array | undefined, error: string): AsyncGenerator<Uint8Array> {
  if (bytes) yield bytes
  throw new TypeError('terminated', { cause: { code: error } })
}
