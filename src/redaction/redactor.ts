/** What may be shown of an exchange: no keys, no cookies, no signatures, and nothing long. */
export interface Redactor {
  /** `alsoSecret` is the header in which the gateway takes its key. */
  headers(headers: Headers, alsoSecret?: string): Record<string, string>
  /** Path and query. */
  path(url: URL): string
  /** A value with its long texts, lists and depths cut: pictures in base64 say how long they are. */
  value(value: unknown): unknown
}

/** Names under which keys and signatures travel; those of idempotency are none. */
const secret = /(?<!idempotency[-_])key|token|secret|passw|auth|cookie|credential|signature|^sig|^access$/i
const longest = 240
const most = 32
const deepest = 12
/** A shorter key is a word that texts may hold anyway. */
export const shortestKey = 6

/** A key without its prefix: probes send it so too, and a gateway may repeat that. */
export const bareKey = (key: string): string => key.replace(/^[a-z]{2,3}-/, '')

/** Whether a header, a parameter or a member of that name holds a key, a cookie or a signature. */
export const isSecretName = (name: string): boolean => secret.test(name)

const redacted = '[redacted]'

/** `keys` are the caller's own: they are taken out wherever they turn up. */
export function createRedactor(...keys: readonly (string | undefined)[]): Redactor {
  const long = keys.filter((key) => key !== undefined && key.length >= shortestKey) as string[]
  const hide = (text: string) => long.reduce((left, key) => left.replaceAll(key, redacted), text)
  const query = (url: URL) => {
    for (const name of new Set(url.searchParams.keys())) if (secret.test(name)) url.searchParams.set(name, redacted)
    return url.search.replaceAll(encodeURIComponent(redacted), redacted)
  }
  const text = (value: string) => {
    const cut = value.length <= longest ? value : `${value.slice(0, 60)}… (${value.length} characters)`
    return hide(cut.replaceAll(/https?:\/\/\S+/g, link))
  }
  /** A link within a text: without user, password and signature. */
  const link = (given: string) => {
    const url = URL.parse(given)
    if (!url || (url.search === '' && url.username === '' && url.password === '')) return given
    return `${url.protocol}//${url.host}${url.pathname}${query(url)}`
  }
  const value = (each: unknown, depth = deepest): unknown => {
    if (typeof each === 'string') return text(each)
    if (typeof each !== 'object' || each === null) return each
    if (depth === 0) return '…'
    if (Array.isArray(each)) {
      const rest = each.length > most ? [`… (${each.length} items)`] : []
      return [...each.slice(0, most).map((item) => value(item, depth - 1)), ...rest]
    }
    const members = Object.entries(each)
    const rest = members.length > most ? [['…', `${members.length} members`]] : []
    return Object.fromEntries([
      ...members
        .slice(0, most)
        .map(([name, member]) => [name, isKey(name, member) ? redacted : value(member, depth - 1)]),
      ...rest,
    ])
  }
  return {
    headers: (headers, alsoSecret = '') =>
      Object.fromEntries(
        [...headers].map(([name, said]) => [
          name,
          secret.test(name) || name === alsoSecret.toLowerCase() ? redacted : text(said),
        ]),
      ),
    path: (url) => hide(`${url.pathname}${query(new URL(url))}`),
    value: (each) => value(each),
  }
}

/** A text under a name such as api_key. Counts of tokens are numbers. */
const isKey = (name: string, value: unknown) => typeof value === 'string' && secret.test(name)
