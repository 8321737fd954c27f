import type { RequestHead } from '../../http/incoming-message.ts'
import { isRaw, type JournalInput } from './entry.ts'

/** Estimated bytes of the objects of an exchange, apart from its texts: raw, and redacted. */
const rawOverhead = 1000
const redactedOverhead = 200

/** Estimates the memory of an entry, in bytes. */
export function sizeOf({ sides, findings, violations, message, parts, events, sent }: JournalInput): number {
  const rest =
    (findings.length + violations.length > 0 ? lengthOf([findings, violations]) : 0) +
    (message?.length ?? 0) +
    (parts || events ? lengthOf([parts, events]) : 0)
  if (!isRaw(sides)) return redactedOverhead + rest + lengthOf(sides) + sentLength(sent)
  const { requestHead, requestText, responseParts, responseText } = sides
  return (
    rawOverhead +
    rest +
    requestHead.url.length +
    headersLength(requestHead.headers) +
    (requestText?.length ?? 0) +
    headersLength(responseParts.headers) +
    (responseText?.length ?? 0)
  )
}

/** Counts what a request as sent adds. The bytes of forms are limited by themselves. */
const sentLength = (sent: JournalInput['sent']): number =>
  sent === undefined
    ? 0
    : sent.head.url.length + headersLength(sent.head.headers) + (typeof sent.body === 'string' ? sent.body.length : 0)

/** Counts the characters of headers. Makes no list of them, because every request is counted. */
function headersLength(headers: RequestHead['headers'] | Readonly<Record<string, string>>): number {
  if (typeof headers === 'string') return headers.length
  let length = 0
  if (isHeaders(headers)) for (const [name, value] of headers) length += name.length + value.length
  else for (const name in headers) length += name.length + (headers[name as never] as string).length
  return length
}

/** Tests for headers without `instanceof`, because Node loads all of `fetch` with the class. */
const isHeaders = (headers: object): headers is Headers => 'get' in headers && typeof headers.get === 'function'

const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, member]) => sum + key.length + lengthOf(member), 16)
}
