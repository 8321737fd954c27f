import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import type { CallbackListener, ReceivedCallback } from '../callback-listener.ts'

export type Signature = NonNullable<Callbacks['signature']>

const texts = ['{body}', '{timestamp}.{body}', '{id}.{timestamp}.{body}', '{task}.{timestamp}.{body}']
const values = ['{signature}', 'sha256={signature}', 'v1={signature}', 'v1,{signature}']

/** Lists the documented recipe, then those that differ in one member. */
function* recipesNear(documented: Signature, headers: readonly string[]): Generator<Signature> {
  yield documented
  for (const header of headers) yield { ...documented, header }
  for (const encoding of ['hex', 'base64', 'base64url'] as const) yield { ...documented, encoding }
  for (const value of values) yield { ...documented, value }
  for (const signs of texts) yield { ...documented, signs }
  for (const algorithm of ['hmacSha256', 'ed25519'] as const) yield { ...documented, algorithm }
  for (const secretForm of ['text', 'whsec'] as const) yield { ...documented, secretForm }
}

/** Finds the recipe that fits the signature of a callback: the documented one, or one that differs in one member. */
export function findRecipe(
  documented: Signature,
  callback: ReceivedCallback,
  facts: Readonly<Record<string, string | undefined>>,
  keys: Pick<CallbackListener, 'secret' | 'publicKeys'>,
): Signature | undefined {
  for (const recipe of recipesNear(documented, Object.keys(callback.headers)))
    if (fits(recipe, callback, facts, keys)) return recipe
  return undefined
}

function fits(
  recipe: Signature,
  { headers, body }: ReceivedCallback,
  facts: Readonly<Record<string, string | undefined>>,
  { secret, publicKeys }: Pick<CallbackListener, 'secret' | 'publicKeys'>,
): boolean {
  const header = headers[recipe.header.toLowerCase()]
  const sent = header === undefined ? undefined : signatureIn(recipe, header)
  if (sent === undefined) return false
  const text = Buffer.from(body).toString()
  const filled = { ...facts, body: text, bodySha256: createHash('sha256').update(body).digest('hex') }
  const signed = recipe.signs.replaceAll(/\{(\w+)\}/g, (whole, name: string) => filled[name as 'body'] ?? whole)
  if (recipe.algorithm === 'ed25519')
    return publicKeys.some((key) =>
      verify(
        null,
        Buffer.from(signed),
        createPublicKey({ key: { ...key }, format: 'jwk' }),
        Buffer.from(sent, recipe.encoding),
      ),
    )
  if (secret === undefined) return false
  const key = recipe.secretForm === 'whsec' ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64') : secret
  const expected = Buffer.from(createHmac('sha256', key).update(signed).digest(recipe.encoding))
  const given = Buffer.from(sent)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Reads the signature out of its header; undefined for another form. */
function signatureIn({ value }: Signature, header: string): string | undefined {
  const [before = '', after = ''] = value.split('{signature}')
  const around = (part: string) => escapeRegExp(part).replaceAll('\\{timestamp\\}', '\\d+')
  return new RegExp(`^${around(before)}([\\w+/=-]+)${around(after)}`).exec(header)?.[1]
}
