import type { ResponseParts } from '../../http/deferred-response.ts'
import { headersOfHead, type RequestHead } from '../../http/incoming-message.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { type ExchangeSides, isRaw, type JournalEntry, type StoredEntry } from './entry.ts'

/** Returns the entry without keys, as the admin API shows it. */
export function toEntry(entry: StoredEntry): JournalEntry {
  const { number, at, world, provider, operation, scenario, task, repeats, findings, violations } = entry
  return {
    ...{ number, at, world, provider, operation },
    ...sidesOf(entry),
    ...(scenario === undefined ? {} : { scenario }),
    ...(task === undefined ? {} : { task }),
    ...(repeats === undefined ? {} : { repeats }),
    ...{ findings, violations },
  }
}

function sidesOf({ sides, key, events }: StoredEntry): ExchangeSides {
  if (isRaw(sides)) {
    const { keyName, requestHead, requestText, responseParts, responseText } = sides
    const body = requestText && JSON.parse(requestText)
    const responseBody = responseText === null ? undefined : JSON.parse(responseText)
    return redactSides({ key, keyName, requestHead }, body, responseParts, responseBody)
  }
  return events && sides.response ? { ...sides, response: { ...sides.response, body: events } } : sides
}

/** Removes keys and signatures from request and response, and shortens long texts. */
export function redactSides(
  {
    key,
    keyName,
    requestHead,
  }: { readonly key: string | undefined; readonly keyName: string; readonly requestHead: RequestHead },
  body: unknown,
  response: Pick<Response | ResponseParts, 'status' | 'headers'> | null,
  responseBody: unknown,
): ExchangeSides {
  const { headers, path, value } = createRedactor(key)
  return {
    request: {
      method: requestHead.method,
      url: path(new URL(requestHead.url), keyName),
      headers: headers(headersOfHead(requestHead), keyName),
      ...(body === undefined ? {} : { body: value(body) }),
    },
    response: response && {
      status: response.status,
      headers: headers(new Headers(response.headers)),
      ...(responseBody === undefined ? {} : { body: value(responseBody) }),
    },
  }
}
