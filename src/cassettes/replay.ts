import type { Provider } from '../dialect/provider.ts'
import { type Fetch, toFetch } from '../http/handler.ts'
import { hideKeyShapes } from '../redaction/key-shapes.ts'
import { listSentKeys } from '../redaction/secret-names.ts'
import type { Clock } from '../time/clock.ts'
import { createBlobStore } from './file/blobs.ts'
import { restoreBody, toRecordedBody } from './file/body.ts'
import type { Cassette, RecordedBody, RecordedExchange, RecordedRequest } from './file/schema.ts'
import { explainMiss } from './matching/explain-miss.ts'
import { createFingerprinter, type FingerprintRules, type RequestFingerprint } from './matching/fingerprint.ts'
import { createIdBindings, createIdReader } from './matching/ids.ts'
import { createKeyring, listKeys } from './matching/keys.ts'
import { createReplayQueue, type QueuedExchange } from './matching/replay-queue.ts'

/** Options of a replay. */
export interface ReplayOptions {
  readonly provider: Provider
  /** Reproduces the recorded duration of responses and tasks; without a clock, responses come at once. */
  readonly clock?: Clock | undefined
}

/** A replay in place of a gateway. */
export interface Replay {
  /** Returns the recorded response, or a 404 of the type `not_recorded` when the cassette has none. */
  readonly fetch: Fetch
  /** Explanation of each request without a recorded response, with a diff. */
  readonly misses: readonly string[]
  /** Lists the recorded exchanges that have not been requested yet. */
  unused(): RecordedExchange[]
}

/**
 * Replays a cassette to a program. Keys, task ids, signatures and link expiries may differ from the recorded values.
 *
 * @example
 * ```ts
 * import { createManualClock, createMock, loadProvider } from 'proofsheet'
 * import { createRecorder, createReplay } from 'proofsheet/cassettes'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true })
 * const baseUrl = 'http://localhost/api/2026'
 * const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
 * await recorder.fetch(`${baseUrl}/tickets?number=L-0`, { headers: { 'x-lumen-key': 'sk-secret' } })
 * const replay = createReplay(await recorder.cassette(), { provider })
 * const response = await replay.fetch(`${baseUrl}/tickets?number=L-0`, { headers: { 'x-lumen-key': 'sk-other' } })
 * console.log(response.status, replay.misses.length) // 410 0
 * ```
 */
export function createReplay(cassette: Cassette, { provider, clock }: ReplayOptions): Replay {
  const misses: string[] = []
  const keyring = createKeyring(listKeys(cassette, provider))
  const fingerprint = createFingerprinter(provider, cassette.baseUrl, looseRules(provider, keyring))
  const readId = createIdReader(provider.dialect)
  const exchanges = cassette.exchanges.map(
    (exchange): QueuedExchange => ({ exchange, fingerprint: fingerprint(exchange.request) }),
  )
  const ids = createIdBindings(
    exchanges.flatMap(({ exchange, fingerprint }) => readId(fingerprint.target, exchange.request.url) ?? []),
  )
  const queue = createReplayQueue(exchanges, { clock, readId })

  /** Replaces the ids of a request by the recorded ids. */
  function translate(request: RecordedRequest): { translated: RequestFingerprint; url: string } {
    // Reads the keys first, because the URL and the body may repeat them.
    for (const key of listSentKeys(provider.dialect, request)) keyring.read(key)
    const { target } = fingerprint(request)
    const reference = readId(target, request.url)
    if (reference) ids.claim(reference)
    const url = ids.toRecorded(request.url)
    const body = request.body && mapBodyText(request.body, ids.toRecorded)
    return { translated: fingerprint({ ...request, url, ...(body ? { body } : {}) }), url }
  }

  return {
    misses,
    unused: () => queue.unused(),
    fetch: toFetch(async (request) => {
      const { translated, url } = translate(await toRecordedRequest(request))
      const exchange = queue.next(translated, url)
      if (!exchange) {
        const recorded = exchanges.map((queued) => queued.fingerprint)
        const message = hideKeyShapes(await explainMiss(translated, recorded))
        misses.push(message)
        return Response.json({ error: { message, type: 'not_recorded' } }, { status: 404 })
      }
      await clock?.sleep(exchange.took, request.signal)
      return toReplayedResponse(exchange, cassette.images, ids.fromRecorded)
    }),
  }
}

/** Ignores differences that do not change the response: the key, signatures, link expiries, and headers of the client. */
function looseRules({ dialect }: Provider, keyring: ReturnType<typeof createKeyring>): FingerprintRules {
  const { triggers = [], wait = [] } = dialect.async ?? {}
  const switches = [triggers, wait].flat().flatMap((one) => (one.in === 'header' ? one.name.toLowerCase() : []))
  return {
    text: keyring.replaceIn,
    key: (key) => key,
    signature: () => '…',
    expiry: () => '…',
    counts: (name) => switches.includes(name),
    credential: keyring.read,
    filesByName: false,
  }
}

/** Converts a request to its form in a cassette. */
async function toRecordedRequest(request: Request): Promise<RecordedRequest> {
  const { method, url, headers } = request
  const bytes = new Uint8Array(await request.arrayBuffer())
  const body = await toRecordedBody(headers.get('content-type') ?? '', bytes, createBlobStore())
  return { method, url, headers: Object.fromEntries(headers), ...(body ? { body } : {}) }
}

const mapBodyText = (body: RecordedBody, change: (text: string) => string): RecordedBody => {
  const { text } = { text: undefined, ...body }
  const changed = text === undefined ? {} : { text: change(text) }
  return 'json' in body ? { json: JSON.parse(change(JSON.stringify(body.json))), ...changed } : { ...body, ...changed }
}

/** Creates the response. Throws a TypeError like `fetch` when the recorded request got no response. */
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

/** Yields the bytes that arrived, then throws like a broken connection. */
async function* breakOff(bytes: Uint8Array | undefined, error: string): AsyncGenerator<Uint8Array> {
  if (bytes) yield bytes
  throw new TypeError('terminated', { cause: { code: error } })
}
