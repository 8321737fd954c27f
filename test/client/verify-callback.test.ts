import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import type { ClientCallbacks } from '../../src/client/runtime/types.ts'
import { verifyCallbackBy } from '../../src/client/runtime/verify-callback.ts'
import { verifyCallback } from '../../src/client/verify-callback.ts'
import { readYaml } from '../../src/contract/load.ts'
import { callbacks as callbacksSchema } from '../../src/dialect/sections/callbacks.ts'
import { writeHeaders } from '../../src/engine/callbacks/sign.ts'

interface Vectors {
  readonly body: string
  readonly secret: string
  readonly nextSecret: string
  readonly whsec: string
  readonly nextWhsec: string
  readonly publicKey: { readonly kty: string; readonly crv: string; readonly x: string }
  readonly signatures: Readonly<Record<string, { readonly value: string }>>
}
const vectors = (await readYaml(fileURLToPath(new URL('callback-vectors.yaml', import.meta.url)))) as Vectors
const { body, secret, nextSecret, whsec, nextWhsec, publicKey } = vectors
const now = 1_795_000_100_000
const of = (name: string) => vectors.signatures[name]?.value ?? ''

const toapis = (signature: string) => ({
  'x-toapis-webhook-id': 'evt_1',
  'x-toapis-webhook-timestamp': '1795000000',
  'x-toapis-webhook-signature': signature,
})
const fal = (signature: string) => ({
  'x-fal-webhook-request-id': 'task_7',
  'x-fal-webhook-user-id': 'user_9',
  'x-fal-webhook-timestamp': '1795000000',
  'x-fal-webhook-signature': signature,
})
const standard: ClientCallbacks = {
  ...{ header: 'webhook-signature', value: 'v1,{signature}', signs: '{id}.{timestamp}.{body}' },
  ...{ algorithm: 'hmacSha256', encoding: 'base64', secretForm: 'whsec', maxAge: 300 },
  headers: { id: 'webhook-id', timestamp: 'webhook-timestamp' },
}
const standardHeaders = (signature: string) => ({
  ...{ 'webhook-id': 'evt_1', 'webhook-timestamp': '1795000000', 'webhook-signature': signature },
})
const dated: ClientCallbacks = {
  ...{ header: 'Sync-Signature', value: 't={timestamp},v1={signature}', signs: '{timestamp}.{body}' },
  ...{ algorithm: 'hmacSha256', encoding: 'hex', secretForm: 'text', maxAge: 300, headers: {} },
}
const encoded: ClientCallbacks = { ...standard, value: '{signature}', encoding: 'base64url', secretForm: 'text' }
const keyed: ClientCallbacks = {
  ...{ header: 'x-signature', value: '{signature}', signs: '{timestamp}.{body}' },
  ...{ algorithm: 'ed25519', encoding: 'base64url', secretForm: 'text', headers: { timestamp: 'x-time' } },
}

/** Parses the body, with the id where a header holds the id. */
const genuine = (id?: string) => ({ ok: true, body: JSON.parse(body), ...(id === undefined ? {} : { id }) })

test.each([
  ['toapis', toapis(`v1=${of('hexOfIdTimeBody')}`), { secret }, genuine('evt_1')],
  ['toapis', toapis(`v1=${of('hexOfIdTimeBodyNext')},v1=${of('hexOfIdTimeBody')}`), { secret }, genuine('evt_1')],
  ['toapis', toapis(`v1=${of('hexOfIdTimeBody')}`), { secret: [nextSecret, secret] }, genuine('evt_1')],
  ['bfl', { 'X-BFL-Signature': `sha256=${of('hexOfBody')}` }, { secret }, genuine()],
  ['fal', fal(of('ed25519OfLines')), { publicKeys: [publicKey] }, genuine()],
] as const)('a callback of %s that another program signed is genuine', async (provider, headers, keys, expected) => {
  expect(await verifyCallback({ headers, body }, { provider, ...keys, now })).toEqual(expected)
  const request = new Request('http://receiver.example/', { method: 'POST', headers, body })
  expect(await verifyCallback(request, { provider, ...keys, now })).toEqual(expected)
  const changed = { headers, body: body.replace('fox', 'dog') }
  expect(await verifyCallback(changed, { provider, ...keys, now })).toMatchObject({ ok: false, reason: 'forged' })
})

test.each<[what: string, recipe: ClientCallbacks, headers: Record<string, string>, keys: object]>([
  ['Standard Webhooks', standard, standardHeaders(`v1,${of('base64OfIdTimeBodyWhsec')}`), { secret: whsec }],
  [
    'Standard Webhooks while the secret is replaced',
    standard,
    standardHeaders(`v1,${of('base64OfIdTimeBodyNextWhsec')} v1a,AAAA v1,${of('base64OfIdTimeBodyWhsec')}`),
    { secret: whsec },
  ],
  ['the time in the signature', dated, { 'sync-signature': `t=1795000000,v1=${of('hexOfTimeBody')}` }, { secret }],
  ['base64 for URLs', encoded, standardHeaders(of('base64urlOfIdTimeBody')), { secret }],
  [
    'Ed25519 in base64 for URLs',
    keyed,
    { 'x-signature': of('ed25519OfTimeBody'), 'x-time': '1795000000' },
    { publicKeys: [publicKey] },
  ],
])('a signature with %s that another program made is genuine', async (_what, recipe, headers, keys) => {
  expect(await verifyCallbackBy(recipe, { headers, body }, { ...keys, now })).toMatchObject({ ok: true })
  const changed = { headers, body: body.replace('fox', 'dog') }
  expect(await verifyCallbackBy(recipe, changed, { ...keys, now })).toMatchObject({ ok: false, reason: 'forged' })
})

test.each<[what: string, headers: Record<string, string>, now: number, reason: string]>([
  ['without a signature', { ...toapis(''), 'x-toapis-webhook-signature': undefined as never }, now, 'unsigned'],
  [
    'without an id that is signed',
    { ...toapis('v1=00'), 'x-toapis-webhook-id': undefined as never },
    now,
    'incomplete',
  ],
  ['from six minutes ago', toapis(`v1=${of('hexOfIdTimeBody')}`), 1_795_000_360_000, 'old'],
  ['from the future', toapis(`v1=${of('hexOfIdTimeBody')}`), 1_794_999_000_000, 'old'],
  ['with a text as its time', { ...toapis('v1=00'), 'x-toapis-webhook-timestamp': 'now' }, now, 'old'],
  ['with another signature', toapis(`v1=${'0'.repeat(64)}`), now, 'forged'],
  ['with a signature that is no hexadecimal', toapis('v1=zz'), now, 'forged'],
  ['with the signature of another version', toapis(`v2=${of('hexOfIdTimeBody')}`), now, 'forged'],
])('a callback %s is refused', async (_what, headers, at, reason) => {
  const verified = await verifyCallback({ headers, body }, { provider: 'toapis', secret, now: at })
  expect(verified).toMatchObject({ ok: false, reason })
})

test('a wrong use says what is missing', async () => {
  const request = { headers: toapis('v1=00'), body }
  await expect(verifyCallback(request, { provider: 'toapis', now })).rejects.toThrow('no secret: pass the secret')
  await expect(verifyCallback(request, { provider: 'toapis', secret: '', now })).rejects.toThrow('no secret')
  const ofFal = { headers: fal('00'), body }
  await expect(verifyCallback(ofFal, { provider: 'fal', secret, now })).rejects.toThrow(
    'no public key: pass publicKeys',
  )
  await expect(verifyCallback(request, { provider: 'openai', secret })).rejects.toThrow(
    'openai documents no signature of callbacks: poll the task before you trust a callback',
  )
  await expect(verifyCallback(request, { provider: 'nobody' as never, secret })).rejects.toThrow(
    'unknown provider "nobody"',
  )
})

test('the official client of another vendor takes the signature that a mock makes for Standard Webhooks', async () => {
  const section = callbacksSchema.parse({
    url: [{ in: 'account' }],
    secret: { in: 'account' },
    headers: { 'webhook-id': '{id}', 'webhook-timestamp': '{timestamp}' },
    signature: {
      ...{ header: 'webhook-signature', value: 'v1,{signature}', signs: '{id}.{timestamp}.{body}' },
      ...{ encoding: 'base64', secretForm: 'whsec' },
    },
  })
  const facts = { id: 'evt_1', task: 'task_7', user: 'user_9', timestamp: '1795000000', body }
  const headers = writeHeaders(section, facts, { secret: whsec, signingKey: 'any' })
  expect(headers['webhook-signature']).toBe(`v1,${of('base64OfIdTimeBodyWhsec')}`)
  const client = new OpenAI({ apiKey: 'sk-test', webhookSecret: whsec })
  const endless = Number.MAX_SAFE_INTEGER
  await client.webhooks.verifySignature(body, headers, whsec, endless)
  await expect(client.webhooks.verifySignature(`${body} `, headers, whsec, endless)).rejects.toThrow()
  await expect(client.webhooks.verifySignature(body, headers, nextWhsec, endless)).rejects.toThrow()
})
