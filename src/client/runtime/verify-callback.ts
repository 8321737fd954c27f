import { systemClock } from '../../time/system-clock.ts'
import type { ClientCallbacks } from './types.ts'

/** A callback as a server received it. `body` has the bytes as they came, because a parsed and rewritten body has another signature. */
export interface ReceivedCallback {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string | Uint8Array
}

/** A public key of Ed25519, as a JSON Web Key. */
export interface PublicKey {
  readonly kty: string
  readonly crv: string
  readonly x: string
}

/** Keys with which a callback is verified, and the time. */
export interface CallbackKeys {
  /** Shared secret, or several while a gateway replaces one. */
  readonly secret?: string | readonly string[]
  /** Public keys that the gateway publishes, for signatures with Ed25519. */
  readonly publicKeys?: readonly PublicKey[]
  /** Largest difference between the time of the callback and now, in seconds; by default that of the gateway, if it documents any. */
  readonly maxAgeSeconds?: number
  /** Time in ms since 1970; by default that of the machine. */
  readonly now?: number
}

/**
 * A genuine callback with its parsed body, or the reason against it. `unsigned`: the signature is missing. `incomplete`: a header that
 * is signed too is missing. `old`: the time differs too much from now. `forged`: no key fits. `malformed`: the body is no JSON.
 */
export type VerifiedCallback =
  | {
      readonly ok: true
      readonly body: unknown
      /** Id of the callback, which stays when the callback is repeated. */
      readonly id?: string
    }
  | {
      readonly ok: false
      readonly reason: 'unsigned' | 'incomplete' | 'old' | 'forged' | 'malformed'
      readonly message: string
    }

/** Most signatures of a header that are tried. */
const maxSignatures = 8

/** Verifies the signature and the age of a callback by the recipe of a gateway. Throws if the keys for the recipe are missing. */
export async function verifyCallbackBy(
  recipe: ClientCallbacks,
  request: Request | ReceivedCallback,
  keys: CallbackKeys,
): Promise<VerifiedCallback> {
  const read = (name: string | undefined) => (name === undefined ? undefined : headerIn(request.headers, name))
  const bytes = await bodyOf(request)
  const value = read(recipe.header)
  if (value === undefined) return refuse('unsigned', `the header ${recipe.header} is missing`)
  const { id, task, timestamp = timestampIn(recipe.value, value), user } = mapValues(recipe.headers, read)
  const now = Math.floor((keys.now ?? systemClock.now()) / 1000)
  const maxAge = keys.maxAgeSeconds ?? recipe.maxAge
  if (maxAge !== undefined && timestamp === undefined)
    return refuse('incomplete', 'the time of the callback is missing')
  // A text that is no time is too old.
  if (maxAge !== undefined && !(Math.abs(now - Number(timestamp)) <= maxAge))
    return refuse('old', `the time ${timestamp} differs by more than ${maxAge} s from ${now}`)
  const texts: Readonly<Record<string, string | undefined>> = {
    id,
    task,
    timestamp,
    user,
    bodySha256: await sha256(bytes),
  }
  const missing = [...recipe.signs.matchAll(/\{(\w+)\}/g)].find(
    ([, name = '']) => name !== 'body' && texts[name] === undefined,
  )
  if (missing) return refuse('incomplete', `the signed value ${missing[0]} is in no header`)
  const signed = join(
    recipe.signs.split('{body}').map((part) => fill(part, texts)),
    bytes,
  )
  const verifiers = await importKeys(recipe, keys)
  for (const signature of signaturesIn(recipe, value))
    for (const verify of verifiers)
      if (await verify(signature, signed)) {
        const body = parse(bytes)
        return body
          ? { ok: true, ...body, ...(id === undefined ? {} : { id }) }
          : refuse('malformed', 'the body is no JSON')
      }
  return refuse('forged', `no key fits the signature in ${recipe.header}`)
}

const refuse = (reason: Extract<VerifiedCallback, { ok: false }>['reason'], message: string): VerifiedCallback => ({
  ok: false,
  reason,
  message: `The callback cannot be trusted: ${message}.`,
})

const bodyOf = async (request: Request | ReceivedCallback): Promise<Uint8Array<ArrayBuffer>> =>
  'arrayBuffer' in request
    ? new Uint8Array(await request.arrayBuffer())
    : typeof request.body === 'string'
      ? new TextEncoder().encode(request.body)
      : new Uint8Array(request.body)

function headerIn(headers: ReceivedCallback['headers'], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())
  return typeof entry?.[1] === 'object' ? entry[1].join(',') : entry?.[1]
}

const mapValues = (
  names: ClientCallbacks['headers'],
  read: (name: string | undefined) => string | undefined,
): { readonly [name in keyof ClientCallbacks['headers']]?: string | undefined } =>
  Object.fromEntries(Object.entries(names).map(([name, header]) => [name, read(header)]))

const fill = (template: string, texts: Readonly<Record<string, string | undefined>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => texts[name] ?? whole)

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Reads the time out of the header of the signature, such as `t=1795000000,v1=…`. */
function timestampIn(template: string, value: string): string | undefined {
  const [before, after] = template.split('{timestamp}')
  return after === undefined
    ? undefined
    : new RegExp(`(?:^|[,;\\s])${escapePattern(before ?? '')}(\\d+)`).exec(value)?.[1]
}

/** Lists the signatures of the header: several while a gateway replaces its key, with commas or blanks between them. */
function signaturesIn({ value: template, encoding }: ClientCallbacks, value: string): Uint8Array<ArrayBuffer>[] {
  const [before = ''] = template.split('{signature}')
  const prefix = before.slice(before.lastIndexOf('}') + 1).replace(/^[,;\s]+/, '')
  const found = [...value.matchAll(new RegExp(`(?:^|[,;\\s])${escapePattern(prefix)}([\\w+/=-]+)`, 'g'))]
  return found.slice(0, maxSignatures).flatMap(([, text = '']) => decode(text, encoding) ?? [])
}

function decode(text: string, encoding: ClientCallbacks['encoding']): Uint8Array<ArrayBuffer> | undefined {
  if (encoding === 'hex')
    return /^([\da-f]{2})+$/i.test(text)
      ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
      : undefined
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Joins texts with the body between them. */
function join(texts: readonly string[], body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = texts.flatMap((text, index) => [...(index === 0 ? [] : [body]), new TextEncoder().encode(text)])
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let end = 0
  for (const part of parts) {
    joined.set(part, end)
    end += part.length
  }
  return joined
}

type Verify = (signature: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>) => Promise<boolean>

/** Imports the keys of the recipe. The verification of Web Crypto takes a time that does not depend on the signature. */
async function importKeys(
  { algorithm, secretForm }: ClientCallbacks,
  { secret = [], publicKeys = [] }: CallbackKeys,
): Promise<Verify[]> {
  const { subtle } = crypto
  const secrets = [secret].flat()
  if (algorithm === 'ed25519' ? publicKeys.length === 0 : !secrets.some((text) => text !== ''))
    throw new Error(
      algorithm === 'ed25519'
        ? 'no public key: pass publicKeys with the JSON Web Keys that the gateway publishes'
        : 'no secret: pass the secret that the gateway signs callbacks with',
    )
  if (algorithm === 'ed25519')
    return Promise.all(
      publicKeys.map(async ({ kty, crv, x }) => {
        const key = await subtle.importKey('jwk', { kty, crv, x }, { name: 'Ed25519' }, false, ['verify'])
        return (signature: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>) =>
          subtle.verify('Ed25519', key, signature, signed)
      }),
    )
  return Promise.all(
    secrets
      .filter((text) => text !== '')
      .map(async (text) => {
        const bytes =
          secretForm === 'whsec' ? decode(text.replace(/^whsec_/, ''), 'base64') : new TextEncoder().encode(text)
        if (!bytes) throw new Error('the secret is no base64 after whsec_: pass the secret as the gateway shows it')
        const key = await subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
        return (signature: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>) =>
          subtle.verify('HMAC', key, signature, signed)
      }),
  )
}

/** Parses JSON; undefined if the bytes are none. */
function parse(bytes: Uint8Array): { readonly body: unknown } | undefined {
  try {
    return { body: JSON.parse(new TextDecoder().decode(bytes)) }
  } catch {
    return undefined
  }
}
