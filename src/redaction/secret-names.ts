import type { Dialect } from '../dialect/schema.ts'
import { keyWithoutPrefix } from '../values/api-key.ts'

// Recognizes, by name, headers, parameters and members with values that must not be written to a file, or that differ from
// run to run.

/** Words in the names of members and headers that describe an account. */
const accountWords = new Set(
  'user users customer team tenant org organization organisation account email mail phone balance quota credit credits ip'.split(
    ' ',
  ),
)
/** Headers with the route of a request, which begins with the caller's address. */
const forwardedHeader = /^(x-)?forwarded(-for)?$/i
/** Names that contain an account word but describe the client software or a rate limit. */
const exempt = /^user-agent$|rate-?limit/i
const expiryName = /^(expir(y|es?|es_?at|ation)|exp|se|st|(x|q)-[\w-]*(date|expires|time))$/i

/** Tests for a member or header that identifies an account or has its balance. */
export const isAccountName = (name: string): boolean =>
  !exempt.test(name) &&
  (forwardedHeader.test(name) ||
    /^project(_?id)?$/i.test(name) ||
    splitWords(name).some((word) => accountWords.has(word)))

/** Splits a name into lower-case words: `userEmail` and `user_email` both give `user` and `email`. */
const splitWords = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/e-mail/gi, 'email')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

/** Tests for a header that identifies an account, such as `x-project-id`. */
export const isAccountHeader = (name: string): boolean => isAccountName(name) || /-project(-id)?$/i.test(name)

/** Tests for a header with a secret. Headers that count tokens, allow cross-origin access or name a scheme have none. */
export const isSecretHeader = (name: string): boolean =>
  isSecretName(name) && !/rate-?limit|^access-control-|^www-authenticate$/i.test(name)

/** Creates tests for the signature and expiry parameters of links. */
export function createParameterTests({ results: { image } }: Pick<Dialect, 'results'>) {
  const is = (documented: string | undefined, name: string) => documented?.toLowerCase() === name.toLowerCase()
  return {
    isSignature: (name: string) => isSecretName(name) || is(image?.signature?.name, name),
    isExpiry: (name: string) => expiryName.test(name) || is(image?.expiry?.name, name),
  }
}

/** Lists the headers in which a key may be sent, in lower case. */
export const listKeyHeaders = ({ auth }: Pick<Dialect, 'auth'>): readonly string[] => [
  ...new Set([
    ...namesIn(auth, 'header').map((name) => name.toLowerCase()),
    'authorization',
    'x-api-key',
    'api-key',
    'x-goog-api-key',
  ]),
]

/** Lists the parameters of the query in which a key may be sent. */
export const listKeyParameters = ({ auth }: Pick<Dialect, 'auth'>): readonly string[] => namesIn(auth, 'query')

const namesIn = (auth: Dialect['auth'], kind: Dialect['auth']['in']): string[] =>
  [auth, ...(auth.extraPlaces ?? [])].flatMap(({ in: place, name }) => (place === kind ? [name] : []))

/** Lists the keys of a request, without a scheme. */
export const listSentKeys = (
  dialect: Pick<Dialect, 'auth'>,
  { headers, url }: { readonly headers: Readonly<Record<string, string>>; readonly url: string },
): string[] => {
  const { searchParams } = new URL(url)
  return [
    ...listKeyHeaders(dialect).flatMap((name) => splitCredential(headers[name] ?? '')[1] || []),
    ...listKeyParameters(dialect).flatMap((name) => searchParams.getAll(name).filter(Boolean)),
  ]
}

/** Splits a credential into the scheme with its space, and the key: `Bearer sk-1` becomes `['Bearer ', 'sk-1']`. */
export function splitCredential(value: string): [scheme: string, key: string] {
  const credential = value.trim()
  if (/^(bearer|basic|digest|key|token)$/i.test(credential)) return [credential, '']
  const [, scheme = '', key = credential] = /^([A-Za-z]+\s+)(.+)$/.exec(credential) ?? []
  return [scheme, key]
}

/** Matches names of cookies, passwords and signatures. */
const secretWord = /token|secret|passw|auth|cookie|credential|signature|^sig|^access$/i
/** Matches names of keys, such as `apikey`, `x-api-key` and `accessKey`, but not idempotency keys and not `turkey`. */
const keyWord = /(?<!idempotency[-_])(?<![a-z])key|apikey/i
const camelKeyWord = /[a-z]Key/

/** Minimum length of a key to redact, in characters: texts may contain a shorter key as an ordinary word. */
export const minKeyLength = 6

/**
 * Creates a function that replaces keys in a text, with and without prefix. `replace` gives the replacement of a key without
 * prefix; undefined leaves the key. A key of fewer than `minKeyLength` characters stays.
 */
export function createKeyReplacer(
  keys: readonly (string | undefined)[],
  replace: (bareKey: string) => string | undefined,
): (text: string) => string {
  const replacements = new Map(
    keys.flatMap((key = ''): [string, string][] => {
      const bare = keyWithoutPrefix(key)
      const replacement = replace(bare)
      if (replacement === undefined) return []
      return [
        [key, `${key.slice(0, key.length - bare.length)}${replacement}`],
        [bare, replacement],
      ]
    }),
  )
  // Longest first, since one key may contain another.
  const spellings = [...replacements]
    .filter(([spelling]) => spelling.length >= minKeyLength)
    .sort(([a], [b]) => b.length - a.length)
  return (text) => spellings.reduce((result, [spelling, to]) => result.replaceAll(spelling, () => to), text)
}

/**
 * Lists the spellings of keys that texts may contain, with and without prefix, and as in URLs; longest first, since one may contain
 * another.
 */
export const listSpellings = (keys: readonly (string | undefined)[]): string[] =>
  [
    ...new Set(
      keys.flatMap((key = '') => [key, keyWithoutPrefix(key)]).flatMap((key) => [key, encodeURIComponent(key)]),
    ),
  ]
    .filter((key) => key.length >= minKeyLength)
    .sort((a, b) => b.length - a.length)

/** Tests, fast and with too many hits rather than too few, whether a text contains the key in a spelling. */
export const mayContainKey = (text: string, key: string | undefined): boolean =>
  key !== undefined && key.length >= minKeyLength && text.includes(keyWithoutPrefix(key))

/** Tests for the name of a header, parameter or member with a key, a cookie or a signature. */
export const isSecretName = (name: string): boolean =>
  secretWord.test(name) || keyWord.test(name) || camelKeyWord.test(name)
