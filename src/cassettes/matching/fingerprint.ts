import type { Provider } from '../../dialect/provider.ts'
import { essenceOf } from '../file/body.ts'
import { createLocator, type Place } from '../file/locate.ts'
import type { Body, RecordedRequest } from '../file/schema.ts'
import { keyHeadersOf } from '../redaction/names.ts'
import { type CleanRules, createCleaner } from '../redaction/redact-exchange.ts'

/** A request as it is compared. */
export interface Normal {
  readonly place: Place
  /** Two requests that ask the same have the same text. */
  readonly text: string
}

export interface NormalRules extends CleanRules {
  /** Whether a header counts, beside the type of the body and keys. */
  counts(name: string): boolean
  /** What a header that holds a key is compared by. */
  credential(value: string): string
  /** Whether names and types of files count, beside their bytes. */
  readonly filesByName: boolean
}

export function createNormalizer(provider: Provider, baseUrl: string, rules: NormalRules) {
  const locate = createLocator(provider, baseUrl)
  const cleaner = createCleaner(provider.dialect, rules)
  const keyHeaders = keyHeadersOf(provider.dialect)
  const header = (name: string, value: string): string[] => {
    if (keyHeaders.includes(name)) return [`${name}: ${rules.credential(value)}`]
    // The boundary of a form is another each time.
    if (name === 'content-type') return [`${name}: ${essenceOf(value)}`]
    return rules.counts(name) ? [`${name}: ${cleaner.header(name, value)}`] : []
  }
  return ({ method, url, headers, body }: RecordedRequest): Normal => {
    const place = locate(method, new URL(url))
    const query = [...new URL(cleaner.text(url)).searchParams].map(([name, value]) => `${name}=${value}`).sort()
    const lines = [
      `${method} ${place.path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
      ...Object.entries(headers)
        .flatMap(([name, value]) => header(name.toLowerCase(), value))
        .sort(),
      ...(body ? ['', ...linesOf(cleaner.body(body), rules)] : []),
    ]
    return { place, text: `${lines.join('\n')}\n` }
  }
}

function linesOf(body: Body, { filesByName }: NormalRules): string[] {
  if ('json' in body) return JSON.stringify(sorted(body.json), null, 2).split('\n')
  if ('text' in body) return body.text.split('\n')
  if (!('form' in body)) return [body.file]
  return body.form.map(([name, field]) => {
    if (typeof field === 'string') return `${name}: ${field}`
    return `${name}: ${filesByName ? `${field.name} ${field.type} ` : ''}${field.file}`
  })
}

/** The order of members says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, each]) => [name, sorted(each)]))
}
