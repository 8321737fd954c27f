import { minKeyLength, secretName } from './secret-names.ts'

/** What may be shown of an exchange: no keys, no cookies, no signatures, and nothing long. */
export interface Redactor {
  /** `alsoSecret` is the header in which the gateway takes its key. */
  headers(headers: Headers, alsoSecret?: string): Record<string, string>
  /** Path and query. */
  path(url: URL): string
  /** A value with its long texts, lists and depths cut: pictures in base64 say how long they are. */
  value(value: unknown): unknown
}

const maxTextLength = 240
const maxMembers = 32
const maxDepth = 12
const redacted = '[redacted]'

/** `keys` are the caller's own: they are taken out wherever they turn up. */
export function createRedactor(...keys: readonly (string | undefined)[]): Redactor {
  const longKeys = keys.filter((key) => key !== undefined && key.length >= minKeyLength) as string[]
  const hide = (text: string) => longKeys.reduce((result, key) => result.replaceAll(key, redacted), text)
  const query = (url: URL) => {
    for (const name of new Set(url.searchParams.keys())) if (secretName.test(name)) url.searchParams.set(name, redacted)
    return url.search.replaceAll(encodeURIComponent(redacted), redacted)
  }
  const text = (value: string) => {
    const cut = value.length <= maxTextLength ? value : `${value.slice(0, 60)}… (${value.length} characters)`
    return hide(cut.replaceAll(/https?:\/\/\S+/g, link))
  }
  /** A link within a text: without user, password and signature. */
  const link = (linkText: string) => {
    const url = URL.parse(linkText)
    if (!url || (url.search === '' && url.username === '' && url.password === '')) return linkText
    return `${url.protocol}//${url.host}${url.pathname}${query(url)}`
  }
  const value = (input: unknown, depth = maxDepth): unknown => {
    if (typeof input === 'string') return text(input)
    if (typeof input !== 'object' || input === null) return input
    if (depth === 0) return '…'
    if (Array.isArray(input)) {
      const rest = input.length > maxMembers ? [`… (${input.length} items)`] : []
      return [...input.slice(0, maxMembers).map((item) => value(item, depth - 1)), ...rest]
    }
    const members = Object.entries(input)
    const rest = members.length > maxMembers ? [['…', `${members.length} members`]] : []
    return Object.fromEntries([
      ...members
        .slice(0, maxMembers)
        .map(([name, member]) => [name, isSecretText(name, member) ? redacted : value(member, depth - 1)]),
      ...rest,
    ])
  }
  return {
    headers: (headers, alsoSecret = '') =>
      Object.fromEntries(
        [...headers].map(([name, headerValue]) => [
          name,
          secretName.test(name) || name === alsoSecret.toLowerCase() ? redacted : text(headerValue),
        ]),
      ),
    path: (url) => hide(`${url.pathname}${query(new URL(url))}`),
    value: (input) => value(input),
  }
}

/** A text under a name such as api_key. Counts of tokens are numbers. */
const isSecretText = (name: string, value: unknown) => typeof value === 'string' && secretName.test(name)
