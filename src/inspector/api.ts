import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { Change } from '../engine/admin/wire.ts'
import { systemClock } from '../time/system-clock.ts'

/** Values of a query; absent and empty values are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>

/** The mock refused a request of the page, or did not answer. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number | undefined
  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

/** Part of the mock that changed: a part that the event `changed` names, or `entries` for a new exchange. */
export type ChangedPart = Change['what'][number] | 'entries'

/** Kept by the browser as long as the tab is open, so that a reload does not ask again. */
const tokenName = 'proofsheet-token'

const root = '/_proofsheet'

const urlOf = (path: string, query: Query = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return `${root}${path}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`
}

/** Tries a token, and remembers the token if the mock accepts it. */
export async function tryToken(token: string): Promise<'open' | 'wrong' | 'lost'> {
  // No header can carry other characters.
  if (!/^[\x21-\x7e]+$/.test(token)) return 'wrong'
  const response = await fetch(urlOf('/clock'), { headers: { 'x-proofsheet-token': token } }).catch(() => undefined)
  if (!response) return 'lost'
  if (!response.ok) return 'wrong'
  sessionStorage.setItem(tokenName, token)
  return 'open'
}

const tokenHeaders = (): Record<string, string> => {
  const token = sessionStorage.getItem(tokenName)
  return token === null ? {} : { 'x-proofsheet-token': token }
}

async function request(method: string, path: string, query?: Query, body?: unknown): Promise<Response> {
  const response = await fetch(urlOf(path, query), {
    method,
    headers: { ...tokenHeaders(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new ApiError(error.message)
  })
  if (response.ok) return response
  const { error } = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
  throw new ApiError(error?.message ?? `${method} ${path}: ${response.status}`, response.status)
}

/** Reads JSON of the admin API. Throws ApiError. */
export async function read<T>(path: string, query?: Query): Promise<T> {
  return parse<T>(path, await (await request('GET', path, query)).text())
}

/** Changes something. Returns the JSON of the answer; undefined if the answer has none. Throws ApiError. */
export async function send<T = undefined>(method: string, path: string, query?: Query, body?: unknown): Promise<T> {
  const text = await (await request(method, path, query, body)).text()
  return text === '' ? (undefined as T) : parse<T>(path, text)
}

function parse<T>(path: string, text: string): T {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(`${path}: the answer is not JSON`)
  }
}

/** Returns the address of an image. A mock with a token sends no image to an `img` element, so the page fetches the bytes itself. */
export async function imageAddress(path: string, query?: Query): Promise<string> {
  if (sessionStorage.getItem(tokenName) === null) return urlOf(path, query)
  return URL.createObjectURL(await (await request('GET', path, query)).blob())
}

/** Ms between two attempts to hear from a mock that is away. */
const retryMs = 1000

/**
 * Listens to the events of the mock until `signal` aborts, and connects again when the connection breaks. Ends when the mock refuses
 * the token.
 */
export async function listen(
  onChange: (parts: readonly ChangedPart[]) => void,
  onLost: (isLost: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(urlOf('/events'), { headers: tokenHeaders(), signal })
      if (!response.ok || !response.body) throw new ApiError(`GET /events: ${response.status}`, response.status)
      onLost(false)
      // The page may have missed events while nobody listened.
      onChange(['entries', 'tasks', 'clock', 'scenario', 'worlds', 'journal'])
      const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
      const reader = events.getReader()
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const { event, data } = next.value
        onChange(event === 'entry' ? ['entries'] : (JSON.parse(data) as Change).what)
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ApiError && error.status === 401) return
    }
    onLost(true)
    await systemClock.sleep(retryMs, signal).catch(() => {})
  }
}
