import { parseJson } from '../../values/parse-json.ts'

/** Reply of a gateway, as its documents show it. */
export interface ReplySample {
  /** HTTP status; undefined if the text has no status line. */
  readonly status: number | undefined
  readonly json: unknown
  /** Path of the request with the query, if the text starts with the request. */
  readonly path: string | undefined
}

/**
 * Reads a reply: JSON alone, or with the status line and the headers that `curl -i` prints, or below the request. Throws an Error
 * that says what was expected.
 */
export function parseReply(text: string): ReplySample {
  const body = /^[ \t]*[{[].*/ms.exec(text)?.[0] ?? ''
  const head = text.slice(0, text.length - body.length)
  const json = parseJson(body.slice(0, Math.max(body.lastIndexOf('}'), body.lastIndexOf(']')) + 1))
  if (json === undefined) throw new Error('expected a reply in JSON, such as {"data": [{"url": "https://…"}]}')
  const status = /^HTTP\/[\d.]+ (\d{3})/m.exec(head)?.[1]
  const path = /https?:\/\/[^/\s'"]+(\/[^\s'"]*)/.exec(head)?.[1] ?? /\bGET (\/\S*)/.exec(head)?.[1]
  return { status: status === undefined ? undefined : Number(status), json, path }
}
