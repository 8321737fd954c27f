import { given, readLens } from './document.ts'
import type { ClientDialect, ClientLens, ErrorClass, ImageError, Result } from './types.ts'

/** Describes a value in words: an error with its causes, and any other object by its message, its code or as JSON. */
export function describe(value: unknown): string {
  if (Object(value) !== value) return `${value}`
  const { message, code, cause } = value as Record<string, unknown>
  const text = message || code ? describe(message || code) : JSON.stringify(value)
  return cause ? `${text}: ${describe(cause)}` : text
}

/** Creates an error of the client itself, which no response caused. */
export const clientError = ({ id }: ClientDialect, message: string, kind: ErrorClass = 'refused'): ImageError => ({
  class: kind,
  status: 0,
  message: `${id}: ${message}`,
})

/**
 * Resolves to the value of `work`, or to the error in its place: the error value that `work` throws, or a description of any other
 * exception. Rejects only when the caller has aborted the signal.
 */
export const attempt = <T>(
  dialect: ClientDialect,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<Result<T>> =>
  work().then(
    (data) => ({ data }),
    (error) => ({ error: toErrorValue(dialect, signal, error) }),
  )

/** Converts an exception to an error value. Throws the reason of the signal if the caller has aborted. */
export function toErrorValue(dialect: ClientDialect, signal: AbortSignal | undefined, error: unknown): ImageError {
  if (Object(error).class) return error as ImageError
  signal?.throwIfAborted()
  return clientError(dialect, describe(error), 'server')
}

/** Reads the delay in ms: `retry-after-ms`, or `Retry-After` in seconds or as a date, which counts from the date of the response. */
function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after') || '-'
  const ms = Number(headers.get('retry-after-ms') || Number(text) * 1000)
  const delay = / GMT$/.test(text) ? Math.max(0, Date.parse(text) - Date.parse(headers.get('date') ?? '')) : ms
  return delay >= 0 ? delay : undefined
}

/** Writes a code as a number or a text. */
export const toCode = (code: unknown): string | number | undefined =>
  code === undefined || typeof code === 'number' ? code : describe(code)

const classes: Readonly<Record<number, ErrorClass>> = { 401: 'auth', 402: 'billing', 403: 'auth', 429: 'limit' }

/** Reads the first error whose message is a text, or else the first that has a message. */
export function findError(lenses: readonly ClientLens[], document: unknown): Record<string, unknown> | undefined {
  const found = lenses.map((lens) => readLens(lens, document)).filter(({ message }) => message)
  return found.find(({ message }) => typeof message === 'string') ?? found[0]
}

/** Converts a response that is not a success to an error value. The code decides the class, then the status. */
export function toError(
  { id, errors }: ClientDialect,
  { status, headers, ok }: Response,
  document?: unknown,
  lenses: readonly ClientLens[] = errors.lenses,
): ImageError {
  const { message, code } = findError(lenses, document) ?? {}
  const missing = ok ? 'an image; check what was charged before you try again' : 'a message'
  return {
    class: errors.classes[`${code}`] ?? classes[status] ?? (status >= 400 && status < 500 ? 'refused' : 'server'),
    status,
    message: describe(message ?? `${id}: status ${status} without ${missing}.`),
    ...given({
      code: toCode(code),
      requestId: headers.get(errors.requestId ?? '-'),
      retryAfter: readRetryAfter(headers),
    }),
  }
}
