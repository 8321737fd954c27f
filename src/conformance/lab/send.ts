import type { Dialect } from '../../dialect/schema.ts'
import type { Handler } from '../../http/handler.ts'
import { type Answer, type Ask, imagesToHold, showsText } from '../../probes/ask.ts'
import { imagesIn } from '../../probes/generations/images.ts'
import { authHeaderValue } from '../../probes/requests/free-requests.ts'
import type { Clock } from '../../time/clock.ts'
import { defined } from '../../values/defined.ts'
import type { GatewayHeaders } from './gateway-headers.ts'
import { Interrupted } from './pacing.ts'
import { UploadedFile } from './uploaded-file.ts'

/** The gateway that requests go to. */
export interface Target {
  readonly fetch: Handler
  /** Base URL of the image operations: `https://gateway.example/v1`. */
  readonly baseUrl: string
  readonly key: string | undefined
  /** Headers to add to each request to the origin of `baseUrl`. The headers of a probe take precedence. */
  readonly headers?: GatewayHeaders | undefined
  /** Text that replaces `{run}` in the headers of a probe. Default: no text. */
  readonly run?: string
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

/**
 * Returns the number of images that the exchange charges, at most. A response that does not come from the gateway, such as a
 * proxy's time-out, counts as charged, because the gateway may have taken the request. A reply with more images than
 * requested charges them all.
 */
export function chargedImages(ask: Ask, answer: Answer | undefined): number {
  const { images = 0 } = ask
  const atMost = imagesToHold(ask)
  if (atMost === 0) return 0
  if (!answer) return atMost
  const { status } = answer
  // The status of a hidden refusal does not say whether the gateway took the request.
  if (answer.isHiddenRefusal) return ask.expects === 'refusal' ? 0 : atMost
  if (status < 300) {
    if (ask.freeIfShows !== undefined && showsText(answer, ask.freeIfShows)) return 0
    const visible = imagesIn(answer.json).length
    return atMost > images && visible === 0 ? atMost : Math.max(images, visible)
  }
  // A redirect may lead to the result of a request that the gateway took.
  if (status < 400) return ask.expects === 'refusal' ? 0 : atMost
  if (isBusy(answer) || (status < 500 && status !== requestTimeout)) return 0
  // A gateway that fails on an invalid request has not taken the request.
  return ask.expects === 'refusal' && !isProxyPage(answer) && status !== requestTimeout ? 0 : atMost
}

const requestTimeout = 408

/**
 * Tests for a page of a proxy in front of the gateway: an error of the network between both, without JSON. Such a page says
 * nothing about the gateway.
 */
export const isProxyPage = ({ status, json }: Answer): boolean =>
  (status === 502 || status === 503 || status === 504 || (status >= 520 && status <= 529)) &&
  (typeof json !== 'object' || json === null)

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

const notSentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

/** The connection broke, or the response did not come in time. */
export class Broken extends Error {
  override name = 'Broken'
  /** True if the gateway certainly received nothing. */
  readonly isUnsent: boolean
  constructor(message: string, isUnsent: boolean) {
    super(message)
    this.isUnsent = isUnsent
  }
}

/**
 * Sends a request and reads the whole response, within `timeLimit` ms by the clock. Throws Broken if no complete response
 * arrives, and Interrupted after an abort by the run's signal.
 */
export async function performRequest(
  { fetch, signal }: Target,
  request: Request,
  clock: Clock,
  timeLimit: number | undefined,
) {
  const [timeout, done] = [new AbortController(), new AbortController()]
  if (timeLimit !== undefined)
    clock.sleep(timeLimit, done.signal).then(
      () => timeout.abort(),
      () => {},
    )
  const signals = [request.signal, timeout.signal]
  const timed = timeLimit === undefined ? request : new Request(request, { signal: AbortSignal.any(signals) })
  try {
    // A Handler need not heed the signal of a request.
    return await Promise.race([receive(fetch, timed), rejectAtAbort(signals)])
  } catch (error) {
    const { origin } = new URL(request.url)
    if (timeout.signal.aborted)
      throw new Broken(`${origin}: no complete response within ${Math.round((timeLimit ?? 0) / 1000)} s`, false)
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    const { message, cause } = error as Error & { cause?: { code?: string } }
    throw new Broken(`${origin}: ${cause?.code ?? message}`, notSentCodes.includes(cause?.code ?? ''))
  } finally {
    // The error of an abort has a stack, which takes longer than the rest of this function.
    if (timeLimit !== undefined) done.abort()
  }
}

async function receive(fetch: Handler, request: Request) {
  const response = await fetch(request)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes }
}

const rejectAtAbort = (signals: readonly AbortSignal[]): Promise<never> =>
  new Promise((_, reject) => {
    for (const signal of signals) signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

export function toRequest(
  ask: Ask,
  known: Dialect,
  { baseUrl, key, headers: added, run = '', signal }: Target,
): Request {
  const base = new URL(baseUrl)
  const url = resolveUrl(base, ask.path)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  const isGateway = url.origin === base.origin
  const headers = new Headers(isGateway ? added : undefined)
  for (const [name, value] of Object.entries(ask.headers ?? {})) headers.set(name, value.replace('{run}', run))
  const value = ask.key === undefined && key !== undefined ? authHeaderValue(known, key) : ask.key
  if (value && isGateway && known.auth.in === 'query') url.searchParams.set(known.auth.name, value)
  else if (value && isGateway) headers.set(known.auth.name, value)
  if (ask.json !== undefined) headers.set('content-type', 'application/json')
  const body = ask.form ? toForm(ask.form) : ask.json === undefined ? ask.text : JSON.stringify(ask.json)
  return new Request(url, {
    method: ask.method,
    headers,
    redirect: 'manual',
    // A request that may be charged is not aborted, because its response is paid for.
    ...(signal && imagesToHold(ask) === 0 ? { signal } : {}),
    ...defined({ body }),
  })
}

/** Returns the URL to which a response redirects a GET or DELETE request; undefined for any other response. */
export function redirectTarget(ask: Ask, { status, headers }: Answer, baseUrl: string): string | undefined {
  const isFollowed = (ask.method === 'GET' || ask.method === 'DELETE') && !ask.keepsRedirect
  if (!isFollowed || status < 300 || status >= 400 || headers.location === undefined) return undefined
  const url = resolveUrl(new URL(baseUrl), ask.path)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  return new URL(headers.location, url).href
}

/** Tests for a request to the origin of the base URL: images may lie on other hosts. */
export const isOfOrigin = ({ path }: Ask, { baseUrl }: Pick<Target, 'baseUrl'>): boolean => {
  const base = new URL(baseUrl)
  return resolveUrl(base, path).origin === base.origin
}

function resolveUrl(base: URL, path: string): URL {
  if (path.startsWith('//')) return new URL(`${base.origin}${path.slice(1)}`)
  return new URL(path.startsWith('/') ? `${base.href.replace(/\/$/, '')}${path}` : path)
}

function toForm(entries: NonNullable<Ask['form']>): FormData {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, typeof value === 'string' ? value : new UploadedFile(value))
  return form
}
