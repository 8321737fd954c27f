import type { Dialect } from '../dialect/schema.ts'
import { isSecretName } from '../redact.ts'

/** Where things travel that do not belong into a file, or that differ from one run to the next. */

const account =
  /^(user|user_?(id|name)|account.*|e-?mail|org|org_.*|organi[sz]ation.*|project|project_?id|(\w+_)?(balance|quota)|((client|remote)_?)?ip|ip_address)$/i
const accountHeader =
  /^(.*-(organi[sz]ation|project|account|user)(-id)?|(x-)?forwarded(-for)?|x-real-ip|.*-(client|connecting)-ip)$/i
const expiry = /^(expir(y|es?|es_?at|ation)|exp|se|st|(x|q)-[\w-]*(date|expires|time))$/i

/** Members that tell whose account it is, or how it stands. */
export const isAccountName = (name: string): boolean => account.test(name)

export const isAccountHeader = (name: string): boolean => accountHeader.test(name)

/** Headers that count tokens or open a door to browsers are no secrets. */
export const isSecretHeader = (name: string): boolean =>
  isSecretName(name) && !/rate-?limit|^access-control-|^www-authenticate$/i.test(name)

/** Parameters of links that prove something, and those that say when they end. */
export function parametersOf({ results: { picture } }: Pick<Dialect, 'results'>) {
  const is = (known: string | undefined, name: string) => known?.toLowerCase() === name.toLowerCase()
  return {
    isSignature: (name: string) => isSecretName(name) || is(picture?.signature?.parameter, name),
    isExpiry: (name: string) => expiry.test(name) || is(picture?.expiry?.parameter, name),
  }
}

/** The headers in which a key may be sent, in lower case. */
export const keyHeadersOf = ({ auth }: Pick<Dialect, 'auth'>): readonly string[] => [
  ...new Set([auth.header.toLowerCase(), 'authorization', 'x-api-key', 'api-key', 'x-goog-api-key']),
]

/** The word before a key, with the space after it, and the key: `Bearer sk-1` is `['Bearer ', 'sk-1']`. */
export function splitCredential(value: string): [scheme: string, key: string] {
  const said = value.trim()
  if (/^(bearer|basic|digest|key|token)$/i.test(said)) return [said, '']
  const [, scheme = '', key = said] = /^([A-Za-z]+\s+)(.+)$/.exec(said) ?? []
  return [scheme, key]
}

/** Headers of one connection, not of what goes through it. */
export const hopHeaders = [
  'connection', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade',
] // biome-ignore format: a list

/** What is said of bytes that `fetch` has unpacked. */
export const packedHeaders = ['accept-encoding', 'content-encoding']
