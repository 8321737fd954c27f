/** A gateway that resembles no provider, and uses the rarest words of the dialect together. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { createImageClient } from '../../src/client/image-client.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'
import { probes } from '../../src/probes/probes.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { decode, drawImage } from '../support/images.ts'
import { host, json, type Reply } from '../support/mock.ts'

const provider = await findProvider(fileURLToPath(new URL('../fixtures/quill', import.meta.url)))

/** Opens a mock of the gateway. Returns a function that sends a request, and returns status, headers and body. */
async function open(speed: number) {
  const clock = createManualClock()
  const mock = await createMock({ providers: [provider], atRoot: true, clock, speed })
  const send = async (path: string, init: RequestInit = {}, key: Record<string, string> = { 'x-quill-key': 'k' }) => {
    const headers = { ...key, ...Object.fromEntries(new Headers(init.headers)) }
    const response = await mock.fetch(new Request(`${host}${path}`, { ...init, headers }))
    const body: Reply['json'] = await response.json()
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }
  return { clock, send }
}

const task = (settings: object) => json({ task: { input: { text: 'a quill' }, settings } })

describe('the mock', () => {
  test('takes nested fields, and links the task in a header and in the body', async () => {
    const { send } = await open(1)
    const { status, headers, body } = await send('/studio/nib-1/pictures', task({ canvas: { wide: 64, high: 96 } }))
    const { number } = body.task
    expect(number).toMatch(/^task_[0-9A-Z]{26}$/)
    expect([status, headers.location, headers['x-job']]).toEqual([201, `/studio/tasks/${number}`, `job=${number}`])
    expect(body).toEqual({
      task: { number, since: '2026-11-20T00:00:00.000Z', self: `${host}/studio/tasks/${number}` },
      note: `nib-1 draws ${number}; {braces} stay.`,
    })
  })

  test('numbers the states, and shows one picture, whose link says when it ends', async () => {
    const { clock, send } = await open(1)
    const { number } = (await send('/studio/nib-2/pictures', task({ count: 1 }))).body.task
    const stages: unknown[] = []
    for (const ms of [0, 6000, 14_000]) {
      await clock.advance(ms)
      const { body, headers } = await send(`/studio/tasks/${number}`)
      stages.push([body.task.stage, body.task.done, headers['retry-after']])
      if (body.task.stage !== 3) continue
      expect(body.links).toEqual({ seconds: 600 })
      expect(body.task.outcome).toMatch(/^\{"picture":\{"href":/)
      expect(JSON.parse(body.task.outcome).picture).toEqual({
        href: expect.stringMatching(
          /\/pictures\/task_\w+\/0\.webp\?until=2026-11-20T00%3A10%3A20\.000Z&seal=[\w-]{22}$/,
        ),
        type: 'image/webp',
        seen_as: 'a quill',
        place: 0,
        label: `picture 0 of ${number}`,
      })
    }
    expect(stages).toEqual([
      [0, null, '2'],
      [2, null, '1'],
      [3, '2026-11-20T00:00:20.000Z', undefined],
    ])
  })

  test.each<[what: string, path: string, key: Record<string, string>, status: number, body: object]>([
    [
      'an unknown task in a 200',
      '/studio/tasks/task_01',
      { 'x-quill-key': 'k' },
      200,
      { task: { trouble: { code: -9 } } },
    ],
    ['a key in the query', '/studio/tasks/task_01?quill=k', {}, 200, { task: { trouble: { code: -9 } } }],
    [
      'a key with its word',
      '/studio/tasks/task_01',
      { authorization: 'Token k' },
      200,
      { task: { trouble: { code: -9 } } },
    ],
    ['no key, in the form of a poll', '/studio/tasks/task_01', {}, 401, { task: { trouble: { code: 4010 } } }],
    [
      'a path that it lacks, in the usual form',
      '/studio',
      { 'x-quill-key': 'k' },
      404,
      { number: 4040, title: 'Refused' },
    ],
  ])('answers %s', async (_what, path, key, status, body) => {
    const { send } = await open(1)
    expect(await send(path, {}, key)).toMatchObject({ status, body })
  })

  test.each<[model: string, count: number, status: number]>([
    ['nib-2', 3, 201],
    ['nib-2', 4, 422],
    ['nib-1', 2, 201],
    ['nib-1', 3, 422],
  ])('limits the pictures of %s: %d get %d', async (model, count, status) => {
    const { send } = await open(1)
    const picture = { kind: 'reference', source: { href: 'https://img.example/a.png' } }
    const body = { task: { input: { text: 'a quill', pictures: Array(count).fill(picture) } } }
    expect((await send(`/studio/${model}/pictures`, json(body))).status).toBe(status)
  })

  test.each<[model: string, format: 'png' | 'jpeg', status: number]>([
    ['nib-2', 'jpeg', 201],
    ['nib-1', 'jpeg', 422],
    ['nib-1', 'png', 422],
  ])('reads the file for %s: %s gets %d', async (model, format, status) => {
    const { send } = await open(1)
    const bytes = await drawImage(format, { width: 300, height: 300 })
    const href = `data:image/${format};base64,${bytes.toString('base64')}`
    const body = { task: { input: { text: 'a quill', pictures: [{ kind: 'reference', source: { href } }] } } }
    expect((await send(`/studio/${model}/pictures`, json(body))).status).toBe(status)
  })

  test('refuses as problem+json', async () => {
    const { send } = await open(1)
    const { status, headers, body } = await send('/studio/nib-2/pictures', task({ canvas: { wide: 65, high: 64 } }))
    expect([status, headers['content-type']]).toEqual([422, 'application/problem+json'])
    expect(body).toEqual({
      detail: expect.stringContaining('65x64: width and height must be multiples of 32 pixels.'),
      number: 4220,
      type: 'about:blank',
      title: 'Refused',
      where: ['task', 'settings', 'canvas', 'wide'],
    })
  })
})

describe('a request that waits', () => {
  test.each([
    ['for its task', 'wait=20', 20, [201, 3]],
    ['in a list of words', 'respond-async, Wait="25"', 20, [201, 3]],
    ['without a number', 'wait', 20, [201, 3]],
    ['too briefly', 'wait=3', 3, [201, undefined]],
    ['by another word', 'waits=20', 0, [201, undefined]],
    ['not at all', 'wait=0', 0, [201, undefined]],
    ['for too long', 'wait=31', 0, [422, undefined]],
    ['for no number', 'wait=long', 0, [422, undefined]],
  ])('%s', async (_what, prefer, seconds, expected) => {
    const { clock, send } = await open(1)
    const begin = clock.now()
    const { status, body } = await clock.runUntil(
      send('/studio/nib-2/pictures', { ...task({}), headers: { 'content-type': 'application/json', prefer } }),
    )
    expect([status, body.task?.stage]).toEqual(expected)
    expect((clock.now() - begin) / 1000).toBe(seconds)
    if (expected[1] !== 3) return
    expect(JSON.parse(body.task.outcome).picture.href).toContain(`/pictures/${body.task.number}/0.webp`)
  })
})

describe('lists of tasks', () => {
  /** Submits three tasks, 10 s apart, and returns their ids. The first has ended. */
  async function submitThree({ clock, send }: Awaited<ReturnType<typeof open>>) {
    const ids: string[] = []
    for (const count of [1, 1, 1]) {
      const { body } = await send('/studio/nib-2/pictures', task({ count }))
      ids.push(body.task.number)
      await clock.advance(10_000)
    }
    return ids
  }
  const search = (numbers: unknown) => json({ filter: { numbers } })

  test('shows the tasks that a request names, each as in a poll, and leaves out unknown ones', async () => {
    const gateway = await open(1)
    const [first = '', , last = ''] = await submitThree(gateway)
    const { status, body } = await gateway.send('/studio/tasks/search', search([last, 'task_01', first]))
    const polls = await Promise.all([last, first].map((id) => gateway.send(`/studio/tasks/${id}`)))
    expect([status, body]).toEqual([200, { tasks: polls.map((poll) => poll.body.task), kind: 'list' }])
    expect(body.tasks.map(({ stage }: { stage: number }) => stage)).toEqual([2, 3])
    const others = await gateway.send('/studio/tasks/search', search([first]), { 'x-quill-key': 'other' })
    expect(others.body).toEqual({ tasks: [], kind: 'list' })
  })

  test.each([
    ['no ids', search([]), 422, 4221],
    ['too many ids', search(['a', 'b', 'c', 'd']), 422, 4220],
  ])('refuses %s', async (_what, init, status, number) => {
    const { send } = await open(1)
    expect(await send('/studio/tasks/search', init)).toMatchObject({ status, body: { number } })
  })

  test('takes ids in one text of the query, and refuses an unknown one', async () => {
    const gateway = await open(1)
    const [first, second] = await submitThree(gateway)
    const { body } = await gateway.send(`/studio/tasks/named?numbers=${first},${second}`)
    expect(body.tasks.map((one: Reply['json']) => [one.task.number, one.links])).toEqual([
      [first, { seconds: 600 }],
      [second, { seconds: 600 }],
    ])
    const refused = await gateway.send(`/studio/tasks/named?numbers=${first},task_01`)
    expect(refused.body).toEqual({ title: 'Refused', number: -9, detail: 'There is no task task_01.' })
  })

  test('shows all tasks of the key page by page, the newest first', async () => {
    const gateway = await open(1)
    const [first, second, third] = await submitThree(gateway)
    const pages: unknown[] = []
    for (const query of ['', `?after=${second}`, '?most=1', '?most=9', '?most=0']) {
      const { body } = await gateway.send(`/studio/tasks${query}`)
      pages.push(body.tasks ? [body.tasks.map((one: Reply['json']) => one.number), body.count, body.more] : body.number)
    }
    expect(pages).toEqual([
      [[third, second], 3, true],
      [[first], 3, false],
      [[third], 3, true],
      [[third, second, first], 3, false],
      4220,
    ])
    expect((await gateway.send('/studio/tasks', {}, { 'x-quill-key': 'other' })).body).toEqual({
      tasks: [],
      count: 0,
      more: false,
    })
  })
})

test.each<[what: string, changes: Record<string, unknown>, fault: string]>([
  [
    'a list by a field that the endpoint lacks',
    { '/tasks/lists/several/ids/name': 'ids' },
    '/tasks/lists/several/ids/name: POST /studio/tasks/search has no ids in its body: correct the name, or add it in overlay.yaml',
  ],
  [
    'a list in the form of a poll that is not there',
    { '/tasks/lists/all/poll': 'brief' },
    '/tasks/lists/all/poll: brief is not in /tasks/polls: expected one of show',
  ],
  [
    'a list of another part of the poll',
    { '/tasks/lists/all/part': '/links' },
    '/tasks/lists/all/part: an item is no part of the poll: no response of the contract has a member at /seconds: correct the pointer, or add the member in overlay.yaml',
  ],
  [
    'pages of named tasks',
    { '/tasks/lists/several/page': { size: 20 } },
    '/tasks/lists/several/page: a list of the tasks that a request names has no pages: remove page or ids',
  ],
  [
    'a page above the most tasks',
    { '/tasks/lists/all/page/size': 4 },
    '/tasks/lists/all/page/size: 4 is more than the most tasks on a page, 3',
  ],
  [
    'a wait that no request can name',
    { '/async/wait/name': 'X-Wait' },
    '/async/wait/name: no async operation of the contract has X-Wait in its header: correct the name, or add it in overlay.yaml',
  ],
  [
    'a default above the longest wait',
    { '/async/wait/defaultSeconds': 31 },
    '/async/wait/defaultSeconds: 31 is more than the longest wait, 30',
  ],
  [
    'a status of its own for a reply',
    { '/async/wait/document': 'reply', '/results/reply/lens/items': '/task/picture' },
    '/async/wait/status: a synchronous reply has the status 200: remove it, or set document to poll',
  ],
  [
    'a reply without images',
    { '/async/wait/document': 'reply', '/async/wait/status': undefined },
    '/results/reply/lens/items: missing: add the pointer to the list of images, because /async/wait answers with images',
  ],
  [
    'a poll for which the operation has no place',
    { '/tasks/polls/show/lens/firstUrl': '/task/first' },
    '/async/wait/document: the operation has no place for the document of the poll show: no response of the contract has a member at /task/first: correct the pointer, or add the member in overlay.yaml',
  ],
])('%s is refused', (_what, changes, fault) => {
  expect(checkDialect(deviant(provider, changes).dialect, provider.contract)).toContain(fault)
})

describe('the key in the query', () => {
  test('stands in the command of the page, and not in the journal', async () => {
    const { fetch } = await createMock({ providers: [provider], atRoot: true })
    const read = async (path: string) => (await fetch(new Request(`${host}${path}`))).text()
    expect(await read('/')).toMatch(/curl -X POST '[^ ]*\/studio\/nib-2\/pictures\?quill=sk-test'/)
    expect(await read('/studio/tasks/task_01')).toContain('send the parameter quill=KEY.')
    await read('/studio/tasks/task_01?quill=abc')
    expect(await read('/_proofsheet/journal?quill=abc')).toContain('/studio/tasks/task_01?quill=[redacted]')
  })

  test('stands in no recording, and another key replays the recording', async () => {
    const { fetch } = await createMock({ providers: [provider], atRoot: true })
    const recorder = createRecorder({ provider, baseUrl: host, fetch, clock: createManualClock() })
    const ask = (key: string) => new Request(`${host}/studio/tasks/task_01?quill=${key}`)
    const { status } = await recorder.fetch(ask('abc'))
    const cassette = await recorder.cassette()
    expect(cassette.exchanges.map(({ request }) => request.url)).toEqual([
      `${host}/studio/tasks/task_01?quill=redacted-key-1`,
    ])
    expect((await createReplay(cassette, { provider }).fetch(ask('another'))).status).toBe(status)
  })
})

test('verification of its mock finds nothing, and its report has no key', async () => {
  const report = await verifyMock(provider)
  const { findings, coverage } = report
  expect(JSON.stringify(report)).not.toContain('right-and-known')
  expect(JSON.stringify(report)).toContain('?quill=[redacted]')
  expect(findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')).toEqual([])
  expect(coverage.seen / coverage.observable).toBeGreaterThan(0.9)
})

/** Answers a wait with a reply in place of a poll. */
const replying = deviant(provider, {
  '/async/wait/document': 'reply',
  '/async/wait/in': 'query',
  '/async/wait/name': 'hold',
  '/async/wait/token': undefined,
  '/results/reply/lens/items': '/pictures',
})

test.each([
  ['follows the states', provider, {}, false],
  ['follows the states after a wait that was too short', provider, { waitSeconds: 1 }, false],
  ['waits for a task', provider, { waitSeconds: 20 }, true],
  ['waits for a reply', replying, { waitSeconds: 20 }, true],
])('a client submits, %s, and gets the bytes', async (_what, gateway, options, isHeld) => {
  const clock = createManualClock()
  const { fetch } = await createMock({ providers: [gateway], clock, atRoot: true })
  const client = createImageClient({ dialect: toClientDialect(gateway), apiKey: 'k', baseUrl: host, fetch, clock })
  const settings = { canvas: { wide: 64, high: 96 } }
  const request = { model: 'nib-1', task: { input: { text: 'a quill' }, settings } }
  const { data: submitted = {} } = await clock.runUntil(client.submit('generate', request as never, options))
  expect(submitted.images !== undefined).toBe(isHeld)
  const { data: images = [] } = await clock.runUntil(client.wait(submitted))
  const { data = new Uint8Array() } = await client.bytes(images[0] ?? { index: 0 })
  expect(await decode(Buffer.from(data))).toMatchObject({ format: 'webp', width: 64, height: 96 })
})

test('verification takes an image that failed for told, and reads its error', async () => {
  const { findings } = await verifyMock(provider, {
    probes: planProbes(probes, ['images.n', 'results.failures']),
    around: (fetch) => (request) => {
      request.headers.set('x-proofsheet-scenario', 'partial')
      return fetch(request)
    },
  })
  const verdictOf = Object.fromEntries(findings.map(({ trait, verdict }) => [trait, verdict]))
  expect(verdictOf).toMatchObject({
    'a response has the requested number of images': 'conforms',
    '/tasks/polls/show/item/errorCode': 'conforms',
    '/tasks/polls/show/item/errorMessage': 'conforms',
  })
})

test('a client gets the bytes of one image, and the error of the other', async () => {
  const clock = createManualClock()
  const { fetch } = await createMock({ providers: [provider], clock, atRoot: true })
  const client = createImageClient({ dialect: toClientDialect(provider), apiKey: 'k', baseUrl: host, fetch, clock })
  const settings = { canvas: { wide: 64, high: 96 }, count: 2 }
  const request = { model: 'nib-1', task: { input: { text: 'a quill [proofsheet:partial]' }, settings } }
  const { data: submitted = {} } = await client.submit('generate', request as never)
  const { data: images = [] } = await clock.runUntil(client.wait(submitted))
  const { data = new Uint8Array() } = await client.bytes(images[0] ?? { index: 0 })
  expect(await decode(Buffer.from(data))).toMatchObject({ format: 'webp', width: 64, height: 96 })
  const failed = { errorCode: 5020, errorMessage: 'The image could not be made.', index: 1 }
  expect(images[1]).toMatchObject(failed)
  expect((await client.bytes(failed)).error).toMatchObject({
    class: 'refused',
    message: `quill: ${failed.errorMessage}`,
  })
})
