import { isSecretName, listSpellings } from './secret-names.ts'

/** Makes an exchange safe to show: removes keys, cookies and signatures, and shortens long values. */
export interface Redactor {
  /** `alsoSecret` names the header in which the gateway expects the key. */
  headers(headers: Headers, alsoSecret?: string): Record<string, string>
  /** Returns path and query. `alsoSecret` names the parameter in which the gateway expects the key. */
  path(url: URL, alsoSecret?: string): string
  /** Shortens long texts and lists and cuts deep nesting. A shortened text, such as an image in base64, states its length. */
  value(value: unknown): unknown
}

const maxTextLength = 240
const maxMembers = 32
const maxDepth = 12
/** Text in the place of a secret. */
export const redacted = '[redacted]'

/** Creates a redactor. `keys` are the caller's keys, which are removed wherever they occur, with and without prefix. */
export function createRedactor(...keys: readonly (string | undefined)[]): Redactor {
  const longKeys = listSpellings(keys)
  const hide = (text: string) => longKeys.reduce((result, key) => result.replaceAll(key, redacted), text)
  const query = (url: URL, alsoSecret?: string) => {
    const parameters = [...url.searchParams]
    const safe = parameters.map(([name, value]): [string, string] => [
      name,
      isSecretName(name) || name === alsoSecret ? redacted : value.replace(/^https?:\/\/\S+$/, link),
    ])
    // The text stays as it was sent if nothing is secret.
    if (safe.some(([, value], index) => value !== parameters[index]?.[1]))
      url.search = String(new URLSearchParams(safe))
    return url.search.replaceAll(encodeURIComponent(redacted), redacted)
  }
  const text = (value: string) => {
    // Before the text is shortened: the start of a key that reaches over the end would stay.
    const cut = value.length <= maxTextLength ? value : `${hide(value).slice(0, 60)}… (${value.length} characters)`
    return hide(cut.replaceAll(/https?:\/\/\S+/g, link))
  }
  /** Removes user, password and signature from a link within a text. */
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
        .map(([name, member]) => [hide(name), isSecretText(name, member) ? redacted : value(member, depth - 1)]),
      ...rest,
    ])
  }
  return {
    headers: (headers, alsoSecret = '') =>
      Object.fromEntries(
        [...headers].map(([name, headerValue]) => [
          hide(name),
          isSecretName(name) || name === alsoSecret.toLowerCase() ? redacted : text(headerValue),
        ]),
      ),
    path: (url, alsoSecret) => hide(`${url.pathname}${query(new URL(url), alsoSecret)}`),
    value: (input) => value(input),
  }
}

/** Tests for a text under a name such as `api_key`. Numbers are token counts. */
const isSecretText = (name: string, value: unknown) => typeof value === 'string' && isSecretName(name)
