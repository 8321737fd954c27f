import { describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { drawImage } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'
import { createProgram, type Handler, key, recordMock } from './support.ts'

const provider = await providerOf('dimilinks')
const baseUrl = 'http://gateway.test/v1'
const urlOf = (path: string) => `${baseUrl}${path}`
const second = 1000

/** Records the requests and creates a replay. By default the responses are numbered: `{ number: 1 }` and so on. */
async function replayOf(requests: readonly Request[], respond?: Handler) {
  let count = 0
  const fetch = respond ?? (async () => Response.json({ number: ++count }))
  const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
  for (const request of requests) await recorder.fetch(request).catch(() => {})
  return createReplay(await recorder.cassette(), { provider })
}

const post = (body: unknown, headers: Record<string, string> = {}, path = '/images/generations') =>
  new Request(urlOf(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-recorded', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const get = (url: string, headers: Record<string, string> = {}) => new Request(url, { headers })
function form(name: string, bytes: Buffer, boundary: string): Request {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na fox\r\n--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n`
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, authorization: 'Bearer sk-recorded' }
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return new Request(urlOf('/images/edits'), { method: 'POST', headers, body: new Uint8Array(body) })
}
const png = await drawImage()
const jpeg = await drawImage('jpeg')

describe('a request matches', () => {
  const cdn = 'https://cdn.test/a.png'
  test.each<[what: string, recorded: Request, received: Request]>([
    [
      'the order of members',
      post({ prompt: 'a fox', n: { a: 1, b: 2 } }),
      post({ n: { b: 2, a: 1 }, prompt: 'a fox' }),
    ],
    ['the whitespace', post({ prompt: 'a fox' }), post('{ "prompt" :  "a fox"}\n')],
    ['the key', post({ prompt: 'a fox' }), post({ prompt: 'a fox' }, { authorization: 'Bearer another' })],
    [
      'the key that a prompt repeats',
      post({ prompt: 'my key is sk-recorded' }),
      post({ prompt: 'my key is sk-another' }, { authorization: 'Bearer sk-another' }),
    ],
    ['the client', post({ prompt: 'a fox' }), post({ prompt: 'a fox' }, { 'user-agent': 'curl', accept: '*/*' })],
    ['the user', post({ prompt: 'a fox', user: 'me' }), post({ prompt: 'a fox', user: 'you' })],
    ['the boundary, and the name of the file', form('a.png', png, 'one'), form('b.png', png, 'another')],
    ['the order of the query', get(urlOf('/models?a=1&b=2')), get(urlOf('/models?b=2&a=1'))],
    [
      'the signature of a link',
      get(urlOf('/../p/img/img_1/0?exp=1&sig=aa11bb22')),
      get(urlOf('/../p/img/img_1/0?exp=2&sig=cc33')),
    ],
    [
      'the signature of a link to another host',
      get(`${cdn}?Expires=1&Signature=a%2Fb`),
      get(`${cdn}?Expires=2&Signature=c`),
    ],
    [
      'the signature of a link in the body',
      post({ image: `${cdn}?X-Amz-Signature=1` }),
      post({ image: `${cdn}?X-Amz-Signature=2` }),
    ],
  ])('whatever %s', async (_what, recorded, received) => {
    const { fetch, misses } = await replayOf([recorded])
    expect(await (await fetch(received)).json()).toEqual({ number: 1 })
    expect(misses).toEqual([])
  })

  test.each<[what: string, recorded: Request, received: Request]>([
    ['another value', post({ prompt: 'a fox' }), post({ prompt: 'an owl' })],
    ['an image', form('a.png', png, 'one'), form('a.png', jpeg, 'one')],
    [
      'no key at all',
      post({ prompt: 'a fox' }),
      new Request(post({ prompt: 'a fox' }), { headers: { 'content-type': 'application/json' } }),
    ],
    ['another query', post({}), post({}, {}, '/images/generations?async=true')],
    ['a header that requests a task', post({}), post({}, { prefer: 'respond-async' })],
  ])('but not with %s', async (_what, recorded, received) => {
    const { fetch, misses } = await replayOf([recorded])
    expect([(await fetch(received)).status, misses.length]).toEqual([404, 1])
  })
})

test('a miss shows the diff against the most similar request', async () => {
  const recorded = [post({ prompt: 'a fox', size: '1:1', n: 1 }), post({ prompt: 'an owl', resolution: '2k' })]
  const { fetch, misses } = await replayOf([...recorded, get(urlOf('/models'))])
  const response = await fetch(post({ prompt: 'a fox', size: '16:9', n: 1 }))
  const message = `POST /images/generations is not in the cassette. The most similar recorded request:
--- recorded
+++ received
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

test.each<[where: string, request: Request]>([
  ['the body', post({ prompt: 'an owl for sk-hush-hush, or hush-hush' }, { authorization: 'Bearer sk-hush-hush' })],
  ['a text', post('sk-hush-hush', { 'content-type': 'text/plain', authorization: 'Bearer sk-hush-hush' })],
  ['the path', get(urlOf('/hush-hush/models'), { authorization: 'Bearer hush-hush' })],
  ['the query', get(urlOf('/models?key=hush-hush&for=hush-hush'), { 'x-api-key': 'hush-hush' })],
  ['a header', get(urlOf('/models'), { prefer: 'hush-hush', authorization: 'Bearer hush-hush' })],
])('a miss does not show a key that the program repeats in %s', async (_where, request) => {
  for (const recorded of [[post({ prompt: 'a fox' })], [post({ prompt: 'a fox' }), get(urlOf('/x'))], []]) {
    const { fetch, misses } = await replayOf(recorded)
    const response = await fetch(request.clone())
    expect([response.status, misses.length]).toEqual([404, 1])
    expect(`${misses} ${await response.text()}`).not.toContain('hush')
  }
})

test('a miss does not show the second of two keys', async () => {
  const { fetch, misses } = await replayOf([post({ prompt: 'a fox' })])
  for (const key of ['sk-hush-one', 'sk-hush-two'])
    await fetch(post({ prompt: `an owl for ${key}` }, { authorization: `Bearer ${key}` }))
  expect(misses).toHaveLength(2)
  expect(misses.join()).not.toContain('hush')
})

test('equal requests get their responses in order; then a GET gets the last again, and a POST is a miss', async () => {
  const { fetch, misses, unused } = await replayOf([
    post({}),
    post({}),
    get(urlOf('/models')),
    get(urlOf('/models')),
    get(urlOf('/x')),
  ])
  const numbers = []
  for (const request of [post({}), post({}), ...[1, 2, 3].map(() => get(urlOf('/models')))])
    numbers.push(((await (await fetch(request)).json()) as { number: number }).number)
  expect(numbers).toEqual([1, 2, 3, 4, 4])
  expect((await fetch(post({}))).status).toBe(404)
  expect(misses).toEqual([
    'POST /images/generations was requested more often than recorded (twice). Record the additional request too.',
  ])
  expect(unused().map(({ request }) => request.url)).toEqual([urlOf('/x')])
})

test('different keys stay different', async () => {
  const by = (name: string) => post({}, { authorization: `Bearer sk-${name}` })
  const { fetch, misses } = await replayOf([by('first'), by('other'), by('first')])
  const numbers = []
  for (const name of ['mine', 'yours', 'mine'])
    numbers.push(((await (await fetch(by(name))).json()) as { number: number }).number)
  expect([numbers, misses]).toEqual([[1, 2, 3], []])
  expect((await fetch(by('third'))).status).toBe(404)
})

test('a failed connection fails again, and a truncated body ends where it broke off', async () => {
  async function* cut() {
    yield Buffer.from('{"cut')
    throw new TypeError('terminated', { cause: { code: 'ECONNRESET' } })
  }
  const responses = [
    () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    async () => new Response(ReadableStream.from(cut())),
  ]
  const { fetch } = await replayOf(
    [post({}), post({})],
    () => responses.shift()?.() ?? Promise.reject(new Error('no response left')),
  )
  await expect(fetch(post({}))).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  await expect((await fetch(post({}))).text()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
})

test('the recorder passes a stream on as it arrives', async () => {
  const { promise: next, resolve: continueStream } = Promise.withResolvers<void>()
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
    continueStream()
  }
  expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  expect((await recorder.cassette()).exchanges[0]?.response?.body).toEqual({ text: 'data: 1\n\ndata: 2\n\n' })
})

describe('a task', () => {
  /** Records a task of 60 s that is polled at 0, 30 and 60 s, and the fetch of its image. */
  async function recordTask() {
    const { clock, base, recorder } = await recordMock('dimilinks', { speed: 1 })
    const { post, send, openImage } = createProgram(recorder.fetch, base, key)
    const { body } = await post('/images/generations?async=true', { prompt: 'a fox' })
    const { task_id: id } = body as { task_id: string }
    for (const ms of [0, 30 * second, 30 * second]) {
      await clock.advance(ms)
      const { body: poll } = await send(`/tasks/${id}`)
      const { result } = poll as { result?: { data: { url: string }[] } }
      if (result) await openImage(result.data[0]?.url ?? '')
    }
    return { id, base, cassette: await recorder.cassette() }
  }
  type Task = { task_id: string; status: string; result?: { data: { url: string }[] } }

  test('with another id is the next recorded task, and the id replaces the recorded id in responses and links', async () => {
    const { id, base, cassette } = await recordTask()
    const { fetch, misses } = createReplay(cassette, { provider })
    const { send, openImage } = createProgram(fetch, base, 'sk-dummy')
    const polls = []
    for (let count = 0; count < 4; count++) polls.push((await send('/tasks/img_of_mine')).body as Task)
    expect(polls.map(({ status, task_id }) => [status, task_id])).toEqual([
      ['queued', 'img_of_mine'],
      ['in_progress', 'img_of_mine'],
      ['succeeded', 'img_of_mine'],
      ['succeeded', 'img_of_mine'],
    ])
    const link = polls[2]?.result?.data[0]?.url ?? ''
    expect(link).toMatch(/^\/p\/img\/img_of_mine\/0\?/)
    expect((await openImage(link)).type).toBe('image/png')
    expect([misses, JSON.stringify(polls).includes(id)]).toEqual([[], false])
    expect((await send('/tasks/img_of_nobody')).status).toBe(404)
  })

  test('progresses by the clock as recorded', async () => {
    const { base, cassette } = await recordTask()
    const clock = createManualClock(0)
    const { fetch } = createReplay(cassette, { provider, clock })
    const { post, send } = createProgram(fetch, base)
    const { task_id: id } = (await post('/images/generations?async=true', { prompt: 'a fox' })).body as Task
    const states = []
    for (const seconds of [0, 29, 1, 29, 1]) {
      await clock.advance(seconds * second)
      states.push(((await send(`/tasks/${id}`)).body as Task).status)
    }
    expect(states).toEqual(['queued', 'queued', 'in_progress', 'in_progress', 'succeeded'])
  })

  test('a response takes as long as recorded, by the clock', async () => {
    const clock = createManualClock()
    const fetch = () => clock.sleep(7 * second).then(() => Response.json({}))
    const recorder = createRecorder({ provider, baseUrl, fetch, clock })
    const recorded = recorder.fetch(post({}))
    await clock.advance(7 * second)
    await recorded
    const later = createManualClock(0)
    const replay = createReplay(await recorder.cassette(), { provider, clock: later })
    let isDone = false
    const pending = replay.fetch(post({})).then(() => {
      isDone = true
    })
    while (later.sleeperCount() === 0) await new Promise(setImmediate)
    await later.advance(7 * second - 1)
    expect(isDone).toBe(false)
    await later.advance(1)
    await pending
  })
})
