import type { Provider } from '../../dialect/provider.ts'
import { parseMediaType } from '../../http/media-type.ts'
import type { RedactionRules } from '../../redaction/rules.ts'
import { listKeyHeaders, listKeyParameters } from '../../redaction/secret-names.ts'
import { parseJson } from '../../values/parse-json.ts'
import { createLocator, type RequestTarget } from '../file/locate.ts'
import { markIntegers, unmarkIntegers } from '../file/long-integers.ts'
import type { RecordedBody, RecordedRequest } from '../file/schema.ts'
import { createExchangeRedactor } from '../redaction/redact-exchange.ts'

/** Form of a request in which requests are compared. */
export interface RequestFingerprint {
  readonly target: RequestTarget
  /** Normalized request; equal for requests that mean the same. */
  readonly text: string
}

export interface FingerprintRules extends RedactionRules {
  /** Returns true for a header to compare. Keys and the content type are always compared. */
  counts(name: string): boolean
  /** Returns the text that stands for the value of a header or of a parameter with the key in the comparison. */
  credential(value: string): string
  /** True to compare the names and types of files too, not only their bytes. */
  readonly filesByName: boolean
}

/** Creates a function that converts a request to its fingerprint. `rules` decide which differences count. */
export function createFingerprinter(provider: Provider, baseUrl: string, rules: FingerprintRules) {
  const locate = createLocator(provider, baseUrl)
  const redactor = createExchangeRedactor(provider.dialect, rules)
  const keyHeaders = listKeyHeaders(provider.dialect)
  const keyParameters = listKeyParameters(provider.dialect)
  const header = (name: string, value: string): string[] => {
    if (keyHeaders.includes(name)) return [`${name}: ${rules.credential(value)}`]
    // The boundary of a form changes with every request.
    if (name === 'content-type') return [`${name}: ${parseMediaType(value)}`]
    return rules.counts(name) ? [`${name}: ${redactor.header(name, value)}`] : []
  }
  return ({ method, url, headers, body }: RecordedRequest): RequestFingerprint => {
    const target = locate(method, new URL(url))
    const sent = new URL(url).searchParams
    const query = [...new URL(redactor.text(url)).searchParams]
      .map(
        ([name, value]) => `${name}=${keyParameters.includes(name) ? rules.credential(sent.get(name) ?? '') : value}`,
      )
      .sort()
    const lines = [
      `${method} ${rules.text(target.path)}${query.length > 0 ? `?${query.join('&')}` : ''}`,
      ...Object.entries(headers)
        .flatMap(([name, value]) => header(name.toLowerCase(), value))
        .sort(),
      ...(body ? ['', ...bodyLines(redactor.body(body), rules)] : []),
    ]
    return { target, text: `${lines.join('\n')}\n` }
  }
}

function bodyLines(body: RecordedBody, { filesByName }: FingerprintRules): string[] {
  if ('json' in body) {
    const json = body.text === undefined ? body.json : parseJson(markIntegers(body.text))
    return unmarkIntegers(JSON.stringify(sortMembers(json), null, 2)).split('\n')
  }
  if ('text' in body) return body.text.split('\n')
  if (!('form' in body)) return [body.file]
  return body.form.map(([name, field]) => {
    if (typeof field === 'string') return `${name}: ${field}`
    return `${name}: ${filesByName ? `${field.name} ${field.type} ` : ''}${field.file}`
  })
}

/** Sorts the members of objects, because their order has no meaning in JSON. */
function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sortMembers(member)]))
}
