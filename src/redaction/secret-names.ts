import type { Dialect } from '../dialect/schema.ts'

/** Where things travel that do not belong into a file, or that differ from one run to the next. */

/** Words of names under which an account is told of. */
const accountWords = new Set(
  'user users customer team tenant org organization organisation account email mail phone balance quota credit credits ip'.split(
    ' ',
  ),
)
/** Ways that a request went, whose first stop is the caller. */
const forwardedHeader = /^(x-)?forwarded(-for)?$/i
/** Names of other things: what the client is, and how much of a limit is left. */
const exempt = /^user-agent$|rate-?limit/i
const expiryName = /^(expir(y|es?|es_?at|ation)|exp|se|st|(x|q)-[\w-]*(date|expires|time))$/i

/** Members and headers that tell whose account it is, or how it stands. */
export const isAccountName = (name: string): boolean =>
  !exempt.test(name) &&
  (forwardedHeader.test(name) ||
    /^project(_?id)?$/i.test(name) ||
    splitWords(name).some((word) => accountWords.has(word)))

/** `userEmail`, `user_email` and `x-user-email` have the same words. */
const splitWords = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/e-mail/gi, 'email')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

export const isAccountHeader = (name: string): boolean => isAccountName(name) || /-project(-id)?$/i.test(name)

/** Headers that count tokens or open a door to browsers are no secrets. */
export const isSecretHeader = (name: string): boolean =>
  isSecretName(name) && !/rate-?limit|^access-control-|^www-authenticate$/i.test(name)

/** Parameters of links that prove something, and those that say when they end. */
export function createParameterTests({ results: { picture } }: Pick<Dialect, 'results'>) {
  const is = (documented: string | undefined, name: string) => documented?.toLowerCase() === name.toLowerCase()
  return {
    isSignature: (name: string) => isSecretName(name) || is(picture?.signature?.parameter, name),
    isExpiry: (name: string) => expiryName.test(name) || is(picture?.expiry?.parameter, name),
  }
}

/** The headers in which a key may be sent, in lower case. */
export const listKeyHeaders = ({ auth }: Pick<Dialect, 'auth'>): readonly string[] => [
  ...new Set([auth.header.toLowerCase(), 'authorization', 'x-api-key', 'api-key', 'x-goog-api-key']),
]

/** The word before a key, with the space after it, and the key: `Bearer sk-1` is `['Bearer ', 'sk-1']`. */
export function splitCredential(value: string): [scheme: string, key: string] {
  const credential = value.trim()
  if (/^(bearer|basic|digest|key|token)$/i.test(credential)) return [credential, '']
  const [, scheme = '', key = credential] = /^([A-Za-z]+\s+)(.+)$/.exec(credential) ?? []
  return [scheme, key]
}

// biome-ignore format: a list

/** Names under which keys and signatures travel; those of idempotency are none. */
export const secretName = /(?<!idempotency[-_])key|token|secret|passw|auth|cookie|credential|signature|^sig|^access$/i

/** A shorter key is a word that texts may hold anyway. */
export const minKeyLength = 6

/** A key without its prefix: probes send it so too, and a gateway may repeat that. */
export const keyWithoutPrefix = (key: string): string => key.replace(/^[a-z]{2,3}-/, '')

/** Whether a header, a parameter or a member of that name holds a key, a cookie or a signature. */
export const isSecretName = (name: string): boolean => secretName.test(name)
