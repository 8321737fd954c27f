import { brotliDecompressSync, unzipSync } from 'node:zlib'
import { parseMediaType } from '../http/media-type.ts'
import type { RawExchange } from './redaction/raw-exchange.ts'

/** What nock's recorder tells of an exchange. */
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

/** It does not tell when a request was sent: `at` is when its answer had come, and takes no time. */
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

/** Exchanges with the origins, and with those to which links in their answers lead. */
export function filterByOrigins(exchanges: readonly RawExchange[], origins: readonly string[]): RawExchange[] {
  const isAt = (those: readonly string[]) => (take: RawExchange) => those.includes(new URL(take.url).origin)
  const answers = exchanges
    .filter(isAt(origins))
    .map(({ response }) => Buffer.from(response?.bytes ?? []).toString('latin1'))
  const links = answers.flatMap((text) => text.match(/https?:\/\/[^\s"'\\/<>]+/g) ?? [])
  return exchanges.filter(isAt([...origins, ...links.flatMap((link) => URL.parse(link)?.origin ?? [])]))
}

const isHex = (body: unknown) => typeof body === 'string' && /^([0-9a-f]{2})+$/.test(body)
const isBinary = (type: string | undefined) => /^(multipart|image)\/|octet-stream/.test(parseMediaType(type))

/** Nock tells JSON as a value, bytes as hex, and packed bytes as a list of hex. */
function decodeBody(body: unknown, asHex: boolean, headers: Readonly<Record<string, string>> = {}): Buffer {
  const isPacked = headers['content-encoding'] !== undefined && Array.isArray(body) && body.length > 0
  if (isPacked && body.every(isHex)) return Buffer.from(body.join(''), 'hex')
  if (typeof body === 'string') return Buffer.from(body, asHex ? 'hex' : 'utf8')
  return Buffer.from(JSON.stringify(body))
}

/** Some clients are told bytes as they came, others what was in them. */
function decompress(bytes: Buffer, headers: Readonly<Record<string, string>>): Buffer {
  const encoding = headers['content-encoding']
  if (!encoding) return bytes
  try {
    return encoding === 'br' ? brotliDecompressSync(bytes) : unzipSync(bytes)
  } catch {
    return bytes
  }
}
