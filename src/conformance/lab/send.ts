import type { Dialect } from '../../dialect/schema.ts'
import type { Handler } from '../../http/handler.ts'
import type { Answer, Ask } from '../../probes/ask.ts'
import { authHeaderValue } from '../../probes/requests/free-requests.ts'
import { defined } from '../../values/defined.ts'
import type { GatewayHeaders } from './gateway-headers.ts'
import { Interrupted } from './pacing.ts'

/** The gateway that requests go to. */
export interface Target {
  readonly fetch: Handler
  /** Base URL of the image operations: `https://gateway.example/v1`. */
  readonly baseUrl: string
  readonly key: string | undefined
  /** Headers to add to each request to the origin of `baseUrl`. The headers of a probe take precedence. */
  readonly headers?: GatewayHeaders | undefined
  /** Stops the run: sends and waits for nothing more, except responses that may have been charged. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The gateway can't be reached.
 *
 * @example
 * ```ts
 * import { loadProvider } from 'proofsheet'
 * import { Unreachable, verify } from 'proofsheet/conformance'
 *
 * const provider = await loadProvider('./lumen')
 * const fetch = async () => {
 *   throw new TypeError('fetch failed')
 * }
 * const run = verify({ provider, baseUrl: 'http://localhost/api/2026', fetch })
 * console.log(await run.catch((error) => error instanceof Unreachable)) // true
 * ```
 */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** Returns the number of images charged if the gateway accepts the request, intended or not. */
export const maxCharge = ({ images, imagesAtRisk }: Ask): number => images || imagesAtRisk || 0

/** Returns true for a response about load: a rate limit, or a server that is unavailable for the moment. */
export const isBusy = ({ status, headers }: Answer) =>
  status === 429 || (status === 503 && headers['retry-after'] !== undefined)

/** Returns the time to wait in ms, from `retry-after-ms`, or from `retry-after` in seconds or as a date. */
export function readRetryAfter({ headers }: Answer, now: number): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (ms >= 0) return ms
  const header = headers['retry-after']
  if (header === undefined) return undefined
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return wait >= 0 ? wait : undefined
}

/** Cause of an Unreachable if no byte of the request was sent. */
export const notSent = 'unsent'

const notSentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

export async function performRequest({ fetch, signal }: Target, request: Request) {
  try {
    const response = await fetch(request)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), bytes }
  } catch (error) {
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    const { message, cause } = error as Error & { cause?: { code?: string } }
    throw new Unreachable(`${new URL(request.url).origin}: ${cause?.code ?? message}`, {
      cause: notSentCodes.includes(cause?.code ?? '') ? notSent : error,
    })
  }
}

export function toRequest(ask: Ask, known: Dialect, { baseUrl, key, headers: added, signal }: Target): Request {
  const base = new URL(baseUrl)
  const url = resolveUrl(base, ask.path)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  const isGateway = url.origin === base.origin
  const headers = new Headers(isGateway ? added : undefined)
  for (const [name, value] of Object.entries(ask.headers ?? {})) headers.set(name, value)
  const value = ask.key === undefined && key !== undefined ? authHeaderValue(known, key) : ask.key
  if (value && isGateway) headers.set(known.auth.header, value)
  if (ask.json !== undefined) headers.set('content-type', 'application/json')
  const body = ask.form ? toForm(ask.form) : ask.json === undefined ? ask.text : JSON.stringify(ask.json)
  return new Request(url, {
    method: ask.method,
    headers,
    redirect: 'manual',
    // A request that may be charged is not aborted, because its response is paid for.
    ...(signal && maxCharge(ask) === 0 ? { signal } : {}),
    ...defined({ body }),
  })
}

function resolveUrl(base: URL, path: string): URL {
  if (path.startsWith('//')) return new URL(`${base.origin}${path.slice(1)}`)
  return new URL(path.startsWith('/') ? `${base.href.replace(/\/$/, '')}${path}` : path)
}

function toForm(entries: NonNullable<Ask['form']>): FormData {
  const form = new FormData()
  for (const [name, value] of entries)
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new File([value.bytes as Uint8Array<ArrayBuffer>], value.name, { type: value.type }))
  return form
}
