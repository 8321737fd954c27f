import { expect, test } from 'vitest'
import { rewriteOrigins } from '../../src/cassettes/rewrite-origins.ts'
import { providerOf } from '../support/provider.ts'

const { dialect } = await providerOf('dimilinks')
const here = 'http://127.0.0.1:4444'
const cdn = 'https://cdn.test/a/b.png?Expires=1&Signature=a%2Fb'
const proxied = `${here}/_proofsheet/at/https/cdn.test/a/b.png?Expires=1&Signature=a%2Fb`

/** A proxy before a gateway that answers so, and what it was sent. */
function proxy(answer: () => Response) {
  const sent: { url: string; headers: Record<string, string>; body: string }[] = []
  const fetch = rewriteOrigins({
    dialect,
    baseUrl: 'https://gateway.test/v1',
    async fetch(request) {
      const { url, headers } = request
      sent.push({ url, headers: Object.fromEntries(headers), body: await request.text() })
      return answer()
    },
  })
  const ask = (path: string, init?: RequestInit) => fetch(new Request(new URL(path, here), init))
  return { ask, sent }
}

test('links lead through it, and back to where they led; a key goes to the gateway alone', async () => {
  const { ask, sent } = proxy(() => Response.json({ url: cdn, own: 'https://gateway.test/p/1', told: `see ${cdn}` }))
  const headers = { authorization: 'Bearer sk-mine', cookie: 'a=1', connection: 'close', 'accept-encoding': 'gzip' }
  const response = await ask('/v1/images/generations?async=true', { headers })
  expect(await response.json()).toEqual({ url: proxied, own: `${here}/p/1`, told: `see ${cdn}` })
  await ask(proxied, { headers })
  const body = JSON.stringify({ image: proxied, mask: `${here}/p/1` })
  await ask('/v1/images/edits', { method: 'POST', headers, body })
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

test('a host that no answer has named is not asked', async () => {
  const { ask, sent } = proxy(() => new Response())
  expect((await ask('/_proofsheet/at/http/169.254.169.254/latest/meta-data')).status).toBe(404)
  expect(sent).toEqual([])
})

test('events pass as they come, with their links', async () => {
  const { promise: next, resolve: goOn } = Promise.withResolvers<void>()
  async function* events() {
    yield Buffer.from(`data: {"url":"https:\\/\\/cdn.te`)
    yield Buffer.from('st\\/a"}\n\n')
    await next
    yield Buffer.from('data: [DONE]')
  }
  const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'identity', 'content-length': '9' }
  const { ask } = proxy(() => new Response(ReadableStream.from(events()), { headers }))
  const response = await ask('/v1/images/generations')
  expect(Object.fromEntries(response.headers)).toEqual({ 'content-type': 'text/event-stream' })
  const texts = []
  for await (const chunk of response.body ?? []) {
    texts.push(Buffer.from(chunk).toString())
    goOn()
  }
  expect(texts).toEqual([`data: {"url":"${here}/_proofsheet/at/https/cdn.test/a"}\n\n`, 'data: [DONE]'])
})

test('a link that is quoted within a text is a part of the text', async () => {
  const said = { error: { message: `cannot load "${cdn}" now`, url: cdn } }
  const { ask } = proxy(() => Response.json(said, { status: 400 }))
  expect(await (await ask('/v1/images/generations')).json()).toEqual({ error: { ...said.error, url: proxied } })
})
