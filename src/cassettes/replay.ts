import type { Provider } from '../dialect/provider.ts'
import { type Fetch, toFetch } from '../http/handler.ts'
import type { Clock } from '../time/clock.ts'
import { createShelf } from './file/blobs.ts'
import { readBody, writeBody } from './file/body.ts'
import type { Body, Cassette, Exchange, RecordedRequest } from './file/schema.ts'
import { tellMiss } from './matching/explain-miss.ts'
import { createNormalizer, type Normal, type NormalRules } from './matching/fingerprint.ts'
import { createIdReader, createIds } from './matching/ids.ts'
import { createKeyring, keysOf } from './matching/keys.ts'
import { createTape, type Track } from './matching/replay-queue.ts'

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
  unused(): Exchange[]
}

/** Replays a recording to a program. Keys, task ids, signatures and ends of links may be other ones than recorded. */
export function createReplay(cassette: Cassette, { provider, clock }: ReplayOptions): Replay {
  const misses: string[] = []
  const keyring = createKeyring(keysOf(cassette, provider))
  const normalize = createNormalizer(provider, cassette.baseUrl, looseRules(provider, keyring.read))
  const idIn = createIdReader(provider.dialect)
  const tracks = cassette.exchanges.map((exchange): Track => ({ exchange, normal: normalize(exchange.request) }))
  const ids = createIds(tracks.flatMap(({ exchange, normal }) => idIn(normal.place, exchange.request.url) ?? []))
  const tape = createTape(tracks, { clock, idIn })

  /** The request in the words of the recording. */
  function translate(request: RecordedRequest): { normal: Normal; url: string } {
    const { place } = normalize(request)
    const named = idIn(place, request.url)
    if (named) ids.claim(named)
    const url = ids.toRecorded(request.url)
    const body = request.body && mapBody(request.body, ids.toRecorded)
    return { normal: normalize({ ...request, url, ...(body ? { body } : {}) }), url }
  }

  return {
    misses,
    unused: () => tape.unused(),
    fetch: toFetch(async (request) => {
      const { normal, url } = translate(await plain(request))
      const exchange = tape.next(normal, url)
      if (!exchange) {
        const message = await tellMiss(
          normal,
          tracks.map((track) => track.normal),
        )
        misses.push(message)
        return Response.json({ error: { message, type: 'not_recorded' } }, { status: 404 })
      }
      await clock?.sleep(exchange.took, request.signal)
      return toResponse(exchange, cassette.pictures, ids.toAsked)
    }),
  }
}

/** What does not matter to a program: who asks, by what signature, with what client. */
function looseRules({ dialect }: Provider, credential: (value: string) => string): NormalRules {
  const triggers = (dialect.async?.triggers ?? []).flatMap((each) =>
    each.in === 'header' ? each.name.toLowerCase() : [],
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
async function plain(request: Request): Promise<RecordedRequest> {
  const { method, url, headers } = request
  const bytes = new Uint8Array(await request.arrayBuffer())
  const body = await readBody(headers.get('content-type') ?? '', bytes, createShelf())
  return { method, url, headers: Object.fromEntries(headers), ...(body ? { body } : {}) }
}

const mapBody = (body: Body, change: (text: string) => string): Body => {
  if ('json' in body) return { json: JSON.parse(change(JSON.stringify(body.json))) }
  return 'text' in body ? { text: change(body.text) } : body
}

/** Throws as `fetch` does where no answer came. */
function toResponse(
  { response, error }: Exchange,
  files: ReadonlyMap<string, Uint8Array>,
  change: (text: string) => string,
): Response {
  if (!response) throw new TypeError('fetch failed', { cause: { code: error } })
  const { status, headers } = response
  const told = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value)]))
  const bytes = writeBody(response.body, files, change)
  const body = error === undefined ? (bytes as Uint8Array<ArrayBuffer>) : ReadableStream.from(brokenOff(bytes, error))
  return new Response(body ?? null, { status, headers: told })
}

/** What came, and then nothing. */
async function* brokenOff(bytes: Uint8Array | undefined, error: string): AsyncGenerator<Uint8Array> {
  if (bytes) yield bytes
  throw new TypeError('terminated', { cause: { code: error } })
}
