import { describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { picture } from '../support/pictures.ts'
import { providerOf } from '../support/provider.ts'
import { createProgram, type Handler, key, recordMock } from './support.ts'

const provider = await providerOf('dimilinks')
const baseUrl = 'http://gateway.test/v1'
const at = (path: string) => `${baseUrl}${path}`
const second = 1000

/** A replay of what was said to requests, each answered by a number that counts up unless told otherwise. */
async function replayOf(requests: readonly Request[], answer?: Handler) {
  let count = 0
  const fetch = answer ?? (async () => Response.json({ number: ++count }))
  const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
  for (const request of requests) await recorder.fetch(request).catch(() => {})
  return createReplay(await recorder.cassette(), { provider })
}

const post = (body: unknown, headers: Record<string, string> = {}, path = '/images/generations') =>
  new Request(at(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-recorded', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const get = (url: string, headers: Record<string, string> = {}) => new Request(url, { headers })
function form(name: string, bytes: Buffer, boundary: string): Request {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na fox\r\n--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n`
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, authorization: 'Bearer sk-recorded' }
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return new Request(at('/images/edits'), { method: 'POST', headers, body: new Uint8Array(body) })
}
const png = await picture()
const jpeg = await picture('jpeg')

describe('a request is the same', () => {
  const cdn = 'https://cdn.test/a.png'
  test.each<[whatever: string, recorded: Request, asked: Request]>([
    [
      'the order of members',
      post({ prompt: 'a fox', n: { a: 1, b: 2 } }),
      post({ n: { b: 2, a: 1 }, prompt: 'a fox' }),
    ],
    ['the whitespace', post({ prompt: 'a fox' }), post('{ "prompt" :  "a fox"}\n')],
    ['the key', post({ prompt: 'a fox' }), post({ prompt: 'a fox' }, { authorization: 'Bearer another' })],
    ['the client', post({ prompt: 'a fox' }), post({ prompt: 'a fox' }, { 'user-agent': 'curl', accept: '*/*' })],
    ['the user', post({ prompt: 'a fox', user: 'me' }), post({ prompt: 'a fox', user: 'you' })],
    ['the boundary, and the name of the file', form('a.png', png, 'one'), form('b.png', png, 'another')],
    ['the order of the query', get(at('/models?a=1&b=2')), get(at('/models?b=2&a=1'))],
    [
      'the signature of a link',
      get(at('/../p/img/img_1/0?exp=1&sig=aa11bb22')),
      get(at('/../p/img/img_1/0?exp=2&sig=cc33')),
    ],
    ['the signature of a link of others', get(`${cdn}?Expires=1&Signature=a%2Fb`), get(`${cdn}?Expires=2&Signature=c`)],
    ['that of a link within', post({ image: `${cdn}?X-Amz-Signature=1` }), post({ image: `${cdn}?X-Amz-Signature=2` })],
  ])('whatever %s', async (_what, recorded, asked) => {
    const { fetch, misses } = await replayOf([recorded])
    expect(await (await fetch(asked)).json()).toEqual({ number: 1 })
    expect(misses).toEqual([])
  })

  test.each<[but: string, recorded: Request, asked: Request]>([
    ['a value', post({ prompt: 'a fox' }), post({ prompt: 'an owl' })],
    ['a picture', form('a.png', png, 'one'), form('a.png', jpeg, 'one')],
    [
      'no key at all',
      post({ prompt: 'a fox' }),
      new Request(post({ prompt: 'a fox' }), { headers: { 'content-type': 'application/json' } }),
    ],
    ['a query', post({}), post({}, {}, '/images/generations?async=true')],
    ['a header that asks for a task', post({}), post({}, { prefer: 'respond-async' })],
  ])('but not with another: %s', async (_what, recorded, asked) => {
    const { fetch, misses } = await replayOf([recorded])
    expect([(await fetch(asked)).status, misses.length]).toEqual([404, 1])
  })
})

test('a miss tells what differs from the nearest request', async () => {
  const recorded = [post({ prompt: 'a fox', size: '1:1', n: 1 }), post({ prompt: 'an owl', resolution: '2k' })]
  const { fetch, misses } = await replayOf([...recorded, get(at('/models'))])
  const response = await fetch(post({ prompt: 'a fox', size: '16:9', n: 1 }))
  const message = `POST /images/generations is not in the recording. The nearest request that is:
--- recorded
+++ asked
@@ -5,5 +5,5 @@
 {
   "n": 1,
   "prompt": "a fox",
-  "size": "1:1"
+  "size": "16:9"
 }
`
  expect([response.status, await response.json()]).toEqual([404, { error: { message, type: 'not_recorded' } }])
  expect(misses).toEqual([message])
})

test('equal requests are answered in their order; then what reads gets the last again, and what makes is a miss', async () => {
  const { fetch, misses, unused } = await replayOf([
    post({}),
    post({}),
    get(at('/models')),
    get(at('/models')),
    get(at('/x')),
  ])
  const numbers = []
  for (const each of [post({}), post({}), ...[1, 2, 3].map(() => get(at('/models')))])
    numbers.push(((await (await fetch(each)).json()) as { number: number }).number)
  expect(numbers).toEqual([1, 2, 3, 4, 4])
  expect((await fetch(post({}))).status).toBe(404)
  expect(misses).toEqual(['POST /images/generations is recorded twice, and was asked for once more.'])
  expect(unused().map(({ request }) => request.url)).toEqual([at('/x')])
})

test('keys are told apart as they were', async () => {
  const by = (name: string) => post({}, { authorization: `Bearer sk-${name}` })
  const { fetch, misses } = await replayOf([by('first'), by('other'), by('first')])
  const numbers = []
  for (const name of ['mine', 'yours', 'mine'])
    numbers.push(((await (await fetch(by(name))).json()) as { number: number }).number)
  expect([numbers, misses]).toEqual([[1, 2, 3], []])
  expect((await fetch(by('third'))).status).toBe(404)
})

test('a connection that broke breaks again, and a body where it broke off', async () => {
  async function* cut() {
    yield Buffer.from('{"cut')
    throw new TypeError('terminated', { cause: { code: 'ECONNRESET' } })
  }
  const answers = [
    () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    async () => new Response(ReadableStream.from(cut())),
  ]
  const { fetch } = await replayOf(
    [post({}), post({})],
    () => answers.shift()?.() ?? Promise.reject(new Error('no more')),
  )
  await expect(fetch(post({}))).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  await expect((await fetch(post({}))).text()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
})

test('a stream passes the recorder as it comes', async () => {
  const { promise: next, resolve: goOn } = Promise.withResolvers<void>()
  async function* events() {
    yield Buffer.from('data: 1\n\n')
    await next
    yield Buffer.from('data: 2\n\n')
  }
  const fetch = async () =>
    new Response(ReadableStream.from(events()), { headers: { 'content-type': 'text/event-stream' } })
  const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
  const { body } = await recorder.fetch(post({ stream: true }))
  const texts = []
  for await (const chunk of body ?? []) {
    texts.push(Buffer.from(chunk).toString())
    goOn()
  }
  expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  expect((await recorder.cassette()).exchanges[0]?.response?.body).toEqual({ text: 'data: 1\n\ndata: 2\n\n' })
})

describe('a task', () => {
  /** A task of a minute that is asked for at 0, 30 and 60 s, and its picture. */
  async function recordTask() {
    const { clock, base, recorder } = await recordMock('dimilinks', { speed: 1 })
    const { post, send, picture } = createProgram(recorder.fetch, base, key)
    const { body } = await post('/images/generations?async=true', { prompt: 'a fox' })
    const { task_id: id } = body as { task_id: string }
    for (const ms of [0, 30 * second, 30 * second]) {
      await clock.advance(ms)
      const { body: poll } = await send(`/tasks/${id}`)
      const { result } = poll as { result?: { data: { url: string }[] } }
      if (result) await picture(result.data[0]?.url ?? '')
    }
    return { id, base, cassette: await recorder.cassette() }
  }
  type Told = { task_id: string; status: string; result?: { data: { url: string }[] } }

  test('of another id is the one that nobody has asked for, and its answers and links say so', async () => {
    const { id, base, cassette } = await recordTask()
    const { fetch, misses } = createReplay(cassette, { provider })
    const { send, picture } = createProgram(fetch, base, 'sk-dummy')
    const polls = []
    for (let count = 0; count < 4; count++) polls.push((await send('/tasks/img_of_mine')).body as Told)
    expect(polls.map(({ status, task_id }) => [status, task_id])).toEqual([
      ['queued', 'img_of_mine'],
      ['in_progress', 'img_of_mine'],
      ['succeeded', 'img_of_mine'],
      ['succeeded', 'img_of_mine'],
    ])
    const link = polls[2]?.result?.data[0]?.url ?? ''
    expect(link).toMatch(/^\/p\/img\/img_of_mine\/0\?/)
    expect((await picture(link)).type).toBe('image/png')
    expect([misses, JSON.stringify(polls).includes(id)]).toEqual([[], false])
    expect((await send('/tasks/img_of_nobody')).status).toBe(404)
  })

  test('grows as old as it was, by the clock', async () => {
    const { base, cassette } = await recordTask()
    const clock = createManualClock(0)
    const { fetch } = createReplay(cassette, { provider, clock })
    const { post, send } = createProgram(fetch, base)
    const { task_id: id } = (await post('/images/generations?async=true', { prompt: 'a fox' })).body as Told
    const told = []
    for (const seconds of [0, 29, 1, 29, 1]) {
      await clock.advance(seconds * second)
      told.push(((await send(`/tasks/${id}`)).body as Told).status)
    }
    expect(told).toEqual(['queued', 'queued', 'in_progress', 'in_progress', 'succeeded'])
  })

  test('an answer takes as long as it took, by the clock', async () => {
    const clock = createManualClock()
    const fetch = () => clock.sleep(7 * second).then(() => Response.json({}))
    const recorder = createRecorder({ provider, baseUrl, fetch, clock })
    const recorded = recorder.fetch(post({}))
    await clock.advance(7 * second)
    await recorded
    const later = createManualClock(0)
    const replay = createReplay(await recorder.cassette(), { provider, clock: later })
    let isThere = false
    const asked = replay.fetch(post({})).then(() => {
      isThere = true
    })
    while (later.sleeperCount() === 0) await new Promise(setImmediate)
    await later.advance(7 * second - 1)
    expect(isThere).toBe(false)
    await later.advance(1)
    await asked
  })
})
