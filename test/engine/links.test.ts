import { beforeAll, describe, expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { decode } from '../support/images.ts'
import { host, json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['dimilinks', 'apigo', 'ezlink', 'gpt-best', 'openai'], { speed: Number.POSITIVE_INFINITY })
})

const linkOf = async (body: object = {}) => {
  const reply = await mock.send('/dimilinks/v1/images/generations', json({ prompt: 'a link', ...body }))
  return { id: reply.json.task_id as string, url: reply.json.data[0].url as string }
}

test('a relative link resolves at the origin and under the provider, without a key, and the response has a cache lifetime', async () => {
  const { url } = await linkOf()
  for (const path of [url, `/dimilinks${url}`]) {
    const reply = await mock.send(path, { headers: { authorization: '' } })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('private, max-age=3600')
  }
})

test('a link is valid for 24 hours, to the millisecond; the task returns a fresh link', async () => {
  const { id, url } = await linkOf()
  expect(Number(new URL(url, 'http://x').searchParams.get('exp'))).toBe(mock.clock.now() + 86_400_000)
  await mock.clock.advance(86_400_000)
  expect((await mock.send(url)).status).toBe(200)
  await mock.clock.advance(1)
  expect(await mock.send(url)).toMatchObject({ status: 403, bytes: Buffer.alloc(0) })
  const fresh = (await mock.send(`/dimilinks/v1/tasks/${id}`)).json.result.data[0].url
  expect(fresh).not.toBe(url)
  expect((await mock.send(fresh)).status).toBe(200)
})

test.each<[what: string, change: (url: URL) => void, status: number]>([
  ['no expiry', (url) => url.searchParams.delete('exp'), 400],
  ['an expiry that is not a number', (url) => url.searchParams.set('exp', 'soon'), 400],
  ['no signature', (url) => url.searchParams.delete('sig'), 400],
  ['a forged signature', (url) => url.searchParams.set('sig', '0'.repeat(24)), 403],
  ['a later expiry', (url) => url.searchParams.set('exp', String(Number(url.searchParams.get('exp')) + 1)), 403],
  [
    'another index',
    (url) => {
      url.pathname = url.pathname.replace('/0', '/1')
    },
    403,
  ],
  [
    'an index that is not a number',
    (url) => {
      url.pathname = url.pathname.replace('/0', '/first')
    },
    400,
  ],
])('a link with %s is refused without a body', async (_what, change, status) => {
  const url = new URL((await linkOf()).url, 'http://mock')
  change(url)
  expect(await mock.send(`${url.pathname}${url.search}`)).toMatchObject({ status, bytes: Buffer.alloc(0) })
})

test('when two providers have relative links of one shape, the provider of the task responds', async () => {
  const dimilinks = await providerOf('dimilinks')
  const twin = { ...dimilinks, id: 'twin', dialect: { ...dimilinks.dialect, id: 'twin' } }
  const options = { providers: [dimilinks, twin], speed: Number.POSITIVE_INFINITY, clock: createManualClock() }
  const both = await createMock(options)
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' }
  for (const id of ['dimilinks', 'twin']) {
    const reply = await both.fetch(`${host}/${id}/v1/images/generations`, { ...json({ prompt: 'x' }), headers })
    const { data } = (await reply.json()) as { data: [{ url: string }] }
    expect((await both.fetch(new URL(data[0].url, host))).status).toBe(200)
  }
  expect((await both.fetch(`${host}/p/img/img_nope/0?exp=9999999999999&sig=x`)).status).toBe(403)
  await expect(createMock({ providers: [dimilinks, dimilinks] })).rejects.toThrow('duplicate provider id "dimilinks"')
  await expect(createMock({ providers: [] })).rejects.toThrow('no provider to serve: pass at least one')
})

test('an image that requires a key opens only with the key of the task', async () => {
  const dimilinks = await providerOf('dimilinks')
  const { results } = dimilinks.dialect
  const image = { ...results.image, withoutKey: 'reject' } as typeof results.image
  const keyed = { ...dimilinks, dialect: { ...dimilinks.dialect, results: { ...results, image } } }
  const keyedMock = await createMock({
    providers: [keyed],
    speed: Number.POSITIVE_INFINITY,
    clock: createManualClock(),
  })
  const headers = { authorization: 'Bearer mine', 'content-type': 'application/json' }
  const reply = await keyedMock.fetch(`${host}/dimilinks/v1/images/generations`, { ...json({ prompt: 'x' }), headers })
  const { data } = (await reply.json()) as { data: [{ url: string }] }
  const open = async (authorization?: string) =>
    (await keyedMock.fetch(new URL(data[0].url, host), authorization ? { headers: { authorization } } : {})).status
  expect([await open('Bearer mine'), await open('Bearer other'), await open()]).toEqual([200, 404, 401])
})

test('a poll returns links when its items have no field for the requested bytes', async () => {
  const body = json({ prompt: 'x', model: 'flux-pro', response_format: 'b64_json' })
  const { json: submitted } = await mock.send('/ezlink/v1/async/images/generations', body)
  expect(submitted).toMatchObject({ task_status: 'succeed' })
  const done = await mock.send(`/ezlink/v1/async/images/result?taskid=${submitted.task_id}`)
  const image_urls = [expect.stringMatching(/^http:\/\/mock\//)]
  expect(done.json).toMatchObject({ task_status: 'succeed', image_urls })
})

test('b64_json from DimiLinks is a data URL in url', async () => {
  const { url } = await linkOf({ response_format: 'b64_json', output_format: 'jpeg' })
  const [, base64 = ''] = url.split('data:image/jpeg;base64,')
  expect(await decode(Buffer.from(base64, 'base64'))).toMatchObject({ format: 'jpeg', width: 1024, height: 1024 })
})

test.each([
  ['apigo', { model: 'gpt-image-1' }],
  ['ezlink', { model: 'gpt-image-2' }],
  ['gpt-best', { model: 'gpt-image-2', response_format: 'url' }],
])('%s responds with an absolute link that opens', async (id, extra) => {
  const reply = await mock.send(`/${id}/v1/images/generations`, json({ prompt: 'a link', ...extra }))
  expect(reply.json.data[0].url).toMatch(/^http:\/\/mock\//)
  const image = await mock.send(reply.json.data[0].url, { headers: { authorization: '' } })
  expect(await decode(image.bytes)).toMatchObject({ format: 'png', width: 1024, height: 1024 })
})

test.each([
  ['openai', { model: 'gpt-image-2' }],
  ['gpt-best', { model: 'gpt-image-2' }],
])('%s responds with base64 and usage', async (id, extra) => {
  const reply = await mock.send(`/${id}/v1/images/generations`, json({ prompt: 'bytes', ...extra }))
  expect(Object.keys(reply.json.data[0])).toEqual(['b64_json'])
  expect(await decode(Buffer.from(reply.json.data[0].b64_json, 'base64'))).toMatchObject({ format: 'png' })
  const { usage } = reply.json
  expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens)
})

describe('the secret of links', () => {
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' }

  /** Starts a mock with one finished task. Returns its link, and the status with which the mock answers a link. */
  async function startWithTask(options: object) {
    const { fetch } = await createMock({ providers: [await providerOf('dimilinks')], speed: Infinity, ...options })
    const reply = await fetch(`${host}/dimilinks/v1/images/generations`, { ...json({ prompt: 'x' }), headers })
    const { data } = (await reply.json()) as { data: [{ url: string }] }
    return { link: data[0].url, statusOf: async (link: string) => (await fetch(new URL(link, host))).status }
  }

  test.each<[what: string, first: object, second: object, status: number]>([
    ['no seed and no key: each mock draws a secret', {}, {}, 403],
    ['the same seed', { seed: 'a' }, { seed: 'a' }, 200],
    ['the same key, without a seed', { signingKey: 'k' }, { signingKey: 'k' }, 200],
    ['the same seed and another key', { seed: 'a', signingKey: 'k' }, { seed: 'a', signingKey: 'l' }, 403],
    ['a key and a seed of the same text', { signingKey: 'k' }, { seed: 'k' }, 404],
  ])('%s', async (_what, first, second, status) => {
    const [{ link, statusOf }, other] = [await startWithTask(first), await startWithTask(second)]
    expect([await statusOf(link), await other.statusOf(link)]).toEqual([200, status])
  })
})
