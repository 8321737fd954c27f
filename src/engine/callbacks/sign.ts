import { createHash, createHmac, createPrivateKey, createPublicKey, sign as signBytes } from 'node:crypto'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import { digestOfParts } from '../model/digest.ts'
import type { CallbackKey } from '../request/deliveries.ts'

/** Values that the headers and the signed text of a callback can contain. */
export interface CallbackFacts {
  readonly id: string
  readonly task: string
  readonly user: string
  /** In seconds since 1970. */
  readonly timestamp: string
  readonly body: string
}

/** Keys that can sign a callback. */
export interface SigningKeys {
  /** Shared secret; without one, an HMAC is left out. */
  readonly secret: string | undefined
  /** Secret of the mock, from which the key pair of Ed25519 is derived. */
  readonly signingKey: string
}

/** Returns the headers of a callback, with its signature if the gateway signs and a key is known. */
export function writeHeaders(
  { headers = {}, signature }: Callbacks,
  facts: CallbackFacts,
  keys: SigningKeys,
): Record<string, string> {
  const texts = { ...facts, bodySha256: createHash('sha256').update(facts.body).digest('hex') }
  const fill = (template: string, more: Readonly<Record<string, string>> = {}) =>
    template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => ({ ...texts, ...more })[name] ?? whole)
  const written: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'proofsheet',
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fill(value)])),
  }
  const value = signature && signText(signature, fill(signature.signs), keys)
  if (signature && value !== undefined)
    written[signature.header.toLowerCase()] = fill(signature.value, { signature: value })
  return written
}

/** Signs a text; undefined without the secret that an HMAC needs. */
function signText(
  { algorithm, encoding, secretForm }: NonNullable<Callbacks['signature']>,
  text: string,
  { secret, signingKey }: SigningKeys,
): string | undefined {
  if (algorithm === 'ed25519') return signBytes(null, Buffer.from(text), privateKeyOf(signingKey)).toString(encoding)
  if (secret === undefined) return undefined
  const key = secretForm === 'whsec' ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64') : secret
  return createHmac('sha256', key).update(text).digest(encoding)
}

/** Bytes before the 32 bytes of a private key of Ed25519 in PKCS #8 (RFC 8410). */
const pkcs8Prefix = '302e020100300506032b657004220420'

/** Derives the private key from the secret of the mock: the same secret gives the same key. */
function privateKeyOf(signingKey: string) {
  const seed = digestOfParts(64, 'callbacks', signingKey)
  return createPrivateKey({ key: Buffer.from(pkcs8Prefix + seed, 'hex'), format: 'der', type: 'pkcs8' })
}

/** Returns the public key of Ed25519 as a JSON Web Key. */
export function publicKeyOf(signingKey: string): CallbackKey {
  const { x = '' } = createPublicKey(privateKeyOf(signingKey)).export({ format: 'jwk' })
  return { kty: 'OKP', crv: 'Ed25519', x, kid: digestOfParts(16, 'callbacks', x), use: 'sig', alg: 'EdDSA' }
}
