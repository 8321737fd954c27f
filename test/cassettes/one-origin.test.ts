import { expect, test } from 'vitest'
import { rewriteOrigins } from '../../src/cassettes/rewrite-origins.ts'
import { providerOf } from '../support/provider.ts'

const { dialect } = await providerOf('dimilinks')
const here = 'http://127.0.0.1:4444'
const cdn = 'https://cdn.test/a/b.png?Expires=1&Signature=a%2Fb'
const proxied = `${here}/_proofsheet/at/https/cdn.test/a/b.png?Expires=1&Signature=a%2Fb`

/** Puts a proxy in front of a gateway with these responses. `sent` has the requests that reached the gateway or a host. */
function createProxy(respond: () => Response) {
  const sent: { url: string; headers: Record<string, string>; body: string }[] = []
  const fetch = rewriteOrigins({
    dialect,
    baseUrl: 'https://gateway.test/v1',
    async fetch(forwarded) {
      const { url, headers } = forwarded
      sent.push({ url, headers: Object.fromEntries(headers), body: await forwarded.text() })
      return respond()
    },
  })
  const request = (path: string, init?: RequestInit) => fetch(new Request(new URL(path, here), init))
  return { request, sent }
}

test('links point to the proxy and are restored in requests; only the gateway gets the key', async () => {
  const { request, sent } = createProxy(() =>
    Response.json({ url: cdn, own: 'https://gateway.test/p/1', text: `see ${cdn}` }),
  )
  const headers = { authorization: 'Bearer sk-mine', cookie: 'a=1', connection: 'close', 'accept-encoding': 'gzip' }
  const response = await request('/v1/images/generations?async=true', { headers })
  expect(await response.json()).toEqual({ url: proxied, own: `${here}/p/1`, text: `see ${cdn}` })
  await request(proxied, { headers })
  const body = JSON.stringify({ image: proxied, mask: `${here}/p/1` })
  await request('/v1/images/edits', { method: 'POST', headers, body })
  expect(sent).toEqual([
    {
      url: 'https://gateway.test/v1/images/generations?async=true',
      headers: { authorization: 'Bearer sk-mine', cookie: 'a=1' },
      body: '',
    },
    { url: cdn, headers: {}, body: '' },
    {
      url: 'https://gateway.test/v1/images/edits',
      headers: { authorization: 'Bearer sk-mine', cookie: 'a=1', 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify({ image: cdn, mask: 'https://gateway.test/p/1' }),
    },
  ])
})

test('a host that no response has linked to gets no request', async () => {
  const { request, sent } = createProxy(() => new Response())
  expect((await request('/_proofsheet/at/http/169.254.169.254/latest/meta-data')).status).toBe(404)
  expect(sent).toEqual([])
})

test('events pass as they arrive, with rewritten links', async () => {
  const { promise: next, resolve: continueStream } = Promise.withResolvers<void>()
  async function* events() {
    yield Buffer.from(`data: {"url":"https:\\/\\/cdn.te`)
    yield Buffer.from('st\\/a"}\n\n')
    await next
    yield Buffer.from('data: [DONE]')
  }
  const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'identity', 'content-length': '9' }
  const { request } = createProxy(() => new Response(ReadableStream.from(events()), { headers }))
  const response = await request('/v1/images/generations')
  expect(Object.fromEntries(response.headers)).toEqual({ 'content-type': 'text/event-stream' })
  const texts = []
  for await (const chunk of response.body ?? []) {
    texts.push(Buffer.from(chunk).toString())
    continueStream()
  }
  expect(texts).toEqual([`data: {"url":"${here}/_proofsheet/at/https/cdn.test/a"}\n\n`, 'data: [DONE]'])
})

test('a link within a quotation in a text stays unchanged', async () => {
  const refusal = { error: { message: `cannot load "${cdn}" now`, url: cdn } }
  const { request } = createProxy(() => Response.json(refusal, { status: 400 }))
  expect(await (await request('/v1/images/generations')).json()).toEqual({ error: { ...refusal.error, url: proxied } })
})
