import { describe, expect, test } from 'vitest'
import { checkHeaders, parseHeader } from '../../src/conformance/lab/gateway-headers.ts'
import { toRequest } from '../../src/conformance/lab/send.ts'
import { probe, verify } from '../../src/conformance/verify.ts'
import type { Ask } from '../../src/probes/ask.ts'
import { serveGateway } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const provider = await providerOf('openai')
const { dialect } = provider
const headers = { 'x-tenant': 'a', 'x-upstream-token': 'hush-hush-hush' }
const target = { baseUrl: 'http://gateway.test/v1', key: 'sk-right', headers, fetch: async () => new Response() }

test.each([
  ['the base URL', '/images/generations', 'a'],
  ['another path of the origin', '//health', 'a'],
  ['another origin', 'http://images.test/1.png', null],
])('a request to %s: %s', async (_what, path, expected) => {
  const { headers: sent } = toRequest({ method: 'GET', path }, dialect, target)
  expect(sent.get('x-tenant')).toBe(expected)
})

test('the headers of a probe and the key take precedence', () => {
  const ask: Ask = { method: 'GET', path: '/models', headers: { 'X-Tenant': 'b' } }
  const { headers: sent } = toRequest(ask, dialect, target)
  expect([sent.get('x-tenant'), sent.get('authorization')]).toEqual(['b', 'Bearer sk-right'])
})

describe('every request of a run has the headers, and the report has no secret', () => {
  test('verify', async () => {
    const { fetch, sent } = await serve()
    const report = await verify({ ...fetch, provider, headers, maxImages: 5, only: ['auth.*', 'models.*'] })
    expect(sent.length).toBeGreaterThan(3)
    expect(sent.every((values) => values === 'a, hush-hush-hush')).toBe(true)
    expect(report.exchanges[0]?.request.headers).toMatchObject({ 'x-tenant': 'a', 'x-upstream-token': '[redacted]' })
    expect(JSON.stringify(report)).not.toContain('hush')
  })

  test('probe', async () => {
    const { fetch, sent } = await serve()
    const { report } = await probe({ ...fetch, id: 'inferred', headers })
    expect(sent.every((values) => values === 'a, hush-hush-hush')).toBe(true)
    expect(JSON.stringify(report)).not.toContain('hush')
  })
})

/** Serves a mock of the provider. `sent` lists the values of the added headers, by request. */
async function serve() {
  const sent: string[] = []
  const { fetch, baseUrl, key, clock } = await serveGateway(provider, (send) => (request) => {
    sent.push(`${request.headers.get('x-tenant')}, ${request.headers.get('x-upstream-token')}`)
    return send(request)
  })
  return { fetch: { fetch, baseUrl, key, clock }, sent }
}

test.each([
  ['X-Tenant: a', ['X-Tenant', 'a']],
  ['x-url:http://a/b: c', ['x-url', 'http://a/b: c']],
  ['X-Tenant', undefined],
  ['X-Tenant: ', undefined],
  [': a', undefined],
  ['X Tenant: a', undefined],
  ['X-Tenant: 狐', undefined],
])('the header %j is %j', (text, expected) => {
  expect(parseHeader(text)).toEqual(expected)
})

test.each([
  [{ 'x tenant': 'a' }, 'invalid header "x tenant": expected a name without spaces, and a value in one line'],
  [{ 'x-tenant': 'a\nb' }, 'invalid header "x-tenant": expected a name without spaces, and a value in one line'],
  [{ authorization: 'a' }, 'expected another name, since the gateway reads the API key from authorization'],
  [{ 'Content-Type': 'a' }, 'expected another name, since each request sets Content-Type'],
  [{ Host: 'a' }, 'expected another name, since each request sets Host'],
])('verify refuses the headers %j', async (invalid, message) => {
  expect(() => checkHeaders(invalid, dialect)).toThrow(message)
  await expect(verify({ ...target, provider, headers: invalid })).rejects.toThrow(message)
})
