import type { Provider } from '../../dialect/provider.ts'
import { createShelf, type Shelf } from '../file/blobs.ts'
import { readBody } from '../file/body.ts'
import { createLocator } from '../file/locate.ts'
import type { Body, Cassette, Exchange } from '../file/schema.ts'
import { hopHeaders, keyHeadersOf, packedHeaders, splitCredential } from './names.ts'
import { createVeil } from './placeholders.ts'
import { type Cleaner, createCleaner } from './redact-exchange.ts'

/** An exchange as it was, with all that is secret in it. Times in ms. */
export interface Take {
  /** Since the recording began. */
  readonly at: number
  readonly took: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  readonly response?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly bytes: Uint8Array
  }
  readonly error?: string
}

export interface CassetteOptions {
  readonly provider: Provider
  readonly baseUrl: string
  readonly keys?: readonly string[]
  /** When the recording began, ms since 1970. */
  readonly start: number
}

/** What may be written of takes: everything that is somebody's own is taken out here. */
export async function toCassette(takes: readonly Take[], options: CassetteOptions): Promise<Cassette> {
  const { provider, baseUrl, keys = [], start } = options
  const shelf = createShelf()
  const locate = createLocator(provider, baseUrl)
  const inOrder = takes.toSorted((a, b) => a.at - b.at)
  const whole = await Promise.all(
    inOrder.map(async (take): Promise<Exchange> => {
      const { operation } = locate(take.method, new URL(take.url))
      return { at: take.at, took: take.took, operation, ...(await saidIn(take, shelf)) }
    }),
  )
  const sent = inOrder.flatMap(({ headers }) => keysIn(headers, keyHeadersOf(provider.dialect)))
  return {
    proofsheet: 'cassette',
    format: 1,
    provider: provider.id,
    baseUrl,
    recordedAt: new Date(start).toISOString(),
    exchanges: redact(whole, provider, sent, keys),
    pictures: shelf.files,
  }
}

const keysIn = (headers: Readonly<Record<string, string>>, names: readonly string[]): string[] =>
  names.flatMap((name) => splitCredential(headers[name] ?? '')[1] || [])

async function saidIn(take: Take, shelf: Shelf): Promise<Pick<Exchange, 'request' | 'response' | 'error'>> {
  const { method, url, response, error } = take
  return {
    request: { method, url, ...(await partsOf(take, shelf)) },
    ...(response ? { response: { status: response.status, ...(await partsOf(response, shelf)) } } : {}),
    ...(error === undefined ? {} : { error }),
  }
}

async function partsOf(
  { headers, bytes }: { headers: Readonly<Record<string, string>>; bytes: Uint8Array },
  shelf: Shelf,
): Promise<{ headers: Record<string, string>; body?: Body }> {
  const body = await readBody(headers['content-type'] ?? '', bytes, shelf)
  const kept = Object.entries(headers).filter(([name]) => !hopHeaders.includes(name) && !packedHeaders.includes(name))
  return { headers: Object.fromEntries(kept), ...(body ? { body } : {}) }
}

function redact(exchanges: Exchange[], { dialect }: Provider, sent: string[], keys: readonly string[]): Exchange[] {
  const veil = createVeil(sent, keys)
  const cleaner = createCleaner(dialect, veil)
  // Answers first: a signature that no answer has was made up by who sent it.
  const answers = exchanges.map(({ response }) => response && { status: response.status, ...clean(cleaner, response) })
  veil.onlyForeign()
  return exchanges.map(({ request, error, ...exchange }, index) => ({
    at: exchange.at,
    took: exchange.took,
    operation: exchange.operation,
    request: { method: request.method, url: cleaner.text(request.url), ...clean(cleaner, request) },
    ...(answers[index] ? { response: answers[index] } : {}),
    ...(error === undefined ? {} : { error: cleaner.text(error) }),
  }))
}

const clean = (cleaner: Cleaner, { headers, body }: { headers: Record<string, string>; body?: Body | undefined }) => ({
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, cleaner.header(name, value)])),
  ...(body ? { body: cleaner.body(body) } : {}),
})
