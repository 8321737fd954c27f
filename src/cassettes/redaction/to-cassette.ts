import type { Provider } from '../../dialect/provider.ts'
import { encodingHeaders, hopByHopHeaders } from '../../http/connection-headers.ts'
import { createPlaceholders } from '../../redaction/placeholders.ts'
import { listSentKeys } from '../../redaction/secret-names.ts'
import { defined } from '../../values/defined.ts'
import { type BlobStore, createBlobStore } from '../file/blobs.ts'
import { toRecordedBody } from '../file/body.ts'
import { createLocator } from '../file/locate.ts'
import type { Cassette, RecordedBody, RecordedExchange } from '../file/schema.ts'
import type { RawExchange } from './raw-exchange.ts'
import { createExchangeRedactor, type ExchangeRedactor } from './redact-exchange.ts'

export interface CassetteOptions {
  readonly provider: Provider
  readonly baseUrl: string
  readonly keys?: readonly string[]
  /** Start of the recording, in ms since 1970. */
  readonly start: number
}

/** Converts raw exchanges to a cassette. Keys, cookies, signatures and account data are redacted here. */
export async function toCassette(exchanges: readonly RawExchange[], options: CassetteOptions): Promise<Cassette> {
  const converter = createCassetteConverter(options)
  return converter.toCassette(await Promise.all(exchanges.map(converter.convert)))
}

/** An exchange in the form of a cassette, with its secrets, and with the keys of its request. */
interface ConvertedExchange {
  readonly exchange: RecordedExchange
  readonly sentKeys: readonly string[]
}

/** Creates functions that convert exchanges one by one, and make cassettes of those so far, so that each body is read once. */
export function createCassetteConverter({ provider, baseUrl, keys = [], start }: CassetteOptions) {
  const blobs = createBlobStore()
  const locate = createLocator(provider, baseUrl)
  return {
    async convert(raw: RawExchange): Promise<ConvertedExchange> {
      const { startedAt: at, took, method, url } = raw
      const { operation } = locate(method, new URL(url))
      const exchange = { at, took, operation, ...(await toRecordedMessages(raw, blobs)) }
      return { exchange, sentKeys: listSentKeys(provider.dialect, raw) }
    },
    /** `pendingKeys` are the keys of requests that are not complete. */
    toCassette(converted: readonly ConvertedExchange[], pendingKeys: readonly string[] = []): Cassette {
      const inOrder = converted.toSorted((a, b) => a.exchange.at - b.exchange.at)
      const sent = inOrder.flatMap(({ sentKeys }) => sentKeys)
      const recorded = inOrder.map(({ exchange }) => exchange)
      return {
        proofsheet: 'cassette',
        format: 1,
        provider: provider.id,
        baseUrl,
        recordedAt: new Date(start).toISOString(),
        exchanges: redactExchanges(recorded, provider, sent, [...keys, ...pendingKeys]),
        images: new Map(blobs.files),
      }
    },
  }
}

async function toRecordedMessages(
  exchange: RawExchange,
  blobs: BlobStore,
): Promise<Pick<RecordedExchange, 'request' | 'response' | 'error'>> {
  const { method, url, response, error } = exchange
  return {
    request: { method, url, ...(await toRecordedMessage(exchange, blobs)) },
    ...(response ? { response: { status: response.status, ...(await toRecordedMessage(response, blobs)) } } : {}),
    ...defined({ error }),
  }
}

async function toRecordedMessage(
  { headers, bytes }: { headers: Readonly<Record<string, string>>; bytes: Uint8Array },
  blobs: BlobStore,
): Promise<{ headers: Record<string, string>; body?: RecordedBody }> {
  const body = await toRecordedBody(headers['content-type'] ?? '', bytes, blobs)
  const recordedHeaders = Object.entries(headers).filter(
    ([name]) => !hopByHopHeaders.includes(name) && !encodingHeaders.includes(name),
  )
  return { headers: Object.fromEntries(recordedHeaders), ...(body ? { body } : {}) }
}

function redactExchanges(
  exchanges: RecordedExchange[],
  { dialect }: Provider,
  sent: string[],
  keys: readonly string[],
): RecordedExchange[] {
  const placeholders = createPlaceholders(sent, keys)
  const redactor = createExchangeRedactor(dialect, placeholders)
  // Responses first: a signature that occurs in no response is forged by the client.
  const responses = exchanges.map(
    ({ response }) => response && { status: response.status, ...redactMessage(redactor, response) },
  )
  placeholders.treatNewAsForged()
  return exchanges.map(({ request, error, ...exchange }, index) => ({
    at: exchange.at,
    took: exchange.took,
    operation: exchange.operation,
    request: { method: request.method, url: redactor.text(request.url), ...redactMessage(redactor, request) },
    ...(responses[index] ? { response: responses[index] } : {}),
    ...(error === undefined ? {} : { error: redactor.text(error) }),
  }))
}

const redactMessage = (
  redactor: ExchangeRedactor,
  { headers, body }: { headers: Record<string, string>; body?: RecordedBody | undefined },
) => ({
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [redactor.text(name), redactor.header(name, value)]),
  ),
  ...(body ? { body: redactor.body(body) } : {}),
})
