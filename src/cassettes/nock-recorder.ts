import { brotliDecompressSync, unzipSync } from 'node:zlib'
import { parseMediaType } from '../http/media-type.ts'
import type { RawExchange } from './redaction/raw-exchange.ts'

/** Exchange as nock's recorder reports it. */
export interface NockDefinition {
  readonly scope: string
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  readonly response: unknown
  readonly rawHeaders: Readonly<Record<string, string>>
  readonly reqheaders?: Readonly<Record<string, string>>
  readonly responseIsBinary: boolean
}

/**
 * Converts an exchange of nock's recorder. Nock reports no start time, so the exchange starts at `receivedAt`, when the
 * response was complete, in ms since the recording began, and takes no time.
 */
export function toRawExchange(definition: NockDefinition, receivedAt: number): RawExchange {
  const { scope, method, path, body, status, response, rawHeaders, reqheaders = {}, responseIsBinary } = definition
  return {
    startedAt: receivedAt,
    took: 0,
    method,
    url: new URL(path, scope).href,
    headers: reqheaders,
    bytes: decodeBody(body, isBinary(reqheaders['content-type']) && isHex(body)),
    response: {
      status,
      headers: rawHeaders,
      bytes: decompress(decodeBody(response, responseIsBinary, rawHeaders), rawHeaders),
    },
  }
}

/** Keeps the exchanges with `origins`, and with the origins to which links in their responses point. */
export function filterByOrigins(exchanges: readonly RawExchange[], origins: readonly string[]): RawExchange[] {
  const isAt = (allowed: readonly string[]) => (exchange: RawExchange) => allowed.includes(new URL(exchange.url).origin)
  const responses = exchanges
    .filter(isAt(origins))
    .map(({ response }) => Buffer.from(response?.bytes ?? []).toString('latin1'))
  const links = responses.flatMap((text) => text.match(/https?:\/\/[^\s"'\\/<>]+/g) ?? [])
  return exchanges.filter(isAt([...origins, ...links.flatMap((link) => URL.parse(link)?.origin ?? [])]))
}

const isHex = (body: unknown) => typeof body === 'string' && /^([0-9a-f]{2})+$/.test(body)
const isBinary = (type: string | undefined) => /^(multipart|image)\/|octet-stream/.test(parseMediaType(type))

/** Decodes a body of nock: JSON is a value, bytes are hex, and compressed bytes are a list of hex chunks. */
function decodeBody(body: unknown, asHex: boolean, headers: Readonly<Record<string, string>> = {}): Buffer {
  const isCompressed = headers['content-encoding'] !== undefined && Array.isArray(body) && body.length > 0
  if (isCompressed && body.every(isHex)) return Buffer.from(body.join(''), 'hex')
  if (typeof body === 'string') return Buffer.from(body, asHex ? 'hex' : 'utf8')
  return Buffer.from(JSON.stringify(body))
}

/** Decompresses a body if necessary: nock reports compressed bytes for some clients and decompressed bytes for others. */
function decompress(bytes: Buffer, headers: Readonly<Record<string, string>>): Buffer {
  const encoding = headers['content-encoding']
  if (!encoding) return bytes
  try {
    return encoding === 'br' ? brotliDecompressSync(bytes) : unzipSync(bytes)
  } catch {
    return bytes
  }
}
