import { describe, expect, test } from 'vitest'
import { createManualClock, createSteerableClock } from '../../src/time/clock.ts'
import { adminDocument as document, startAdmin } from '../support/admin.ts'
import { drawImage } from '../support/images.ts'
import { form, host, json, startMock } from '../support/mock.ts'

const start = Date.UTC(2026, 10, 20)
/** A clock without a speed, before which nothing lies. */
const still = { waiting: 0, speed: null, nextEventAt: null }
const methods = ['get', 'put', 'post', 'delete', 'patch']
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
)

describe('the document', () => {
  test('is served as JSON, and each operation replies as documented', async () => {
    const { ask, send } = await startAdmin(['openai'], { metrics: true, speed: Number.POSITIVE_INFINITY })
    const mask = await drawImage('png', { alpha: true })
    await send(
      '/openai/v1/images/edits',
      form([
        ['model', 'gpt-image-2'],
        ['prompt', 'a fox'],
        ['image', await drawImage()],
        ['mask', mask],
      ]),
    )
    const [{ id }] = (await ask('GET /tasks')).json.tasks
    const snapshot = (await ask('GET /snapshot')).json
    const bodies: Record<string, unknown> = { 'PUT /scenario': { scenario: 'slow' }, 'POST /restore': snapshot }
    const queries: Record<string, string> = {
      'POST /clock/advance': '?seconds=1',
      'GET /gateways/{gateway}/differences': '?to=openai',
    }
    expect((await ask('GET /openapi.json')).json).toEqual(document)
    expect(operations).toHaveLength(33)
    const params = { gateway: 'openai', number: 1, provider: 'openai', id, index: 0 }
    // The events never end, and a manual clock has no speed: test/engine/admin-events.test.ts and clock-speed.test.ts have them.
    const others = ['GET /events', 'PUT /clock/speed']
    for (const operation of operations.filter((candidate) => !others.includes(candidate))) {
      const query = queries[operation] ?? ''
      const { status } = await ask(`${operation}${query}`, { body: bodies[operation], params })
      expect([operation, status]).toEqual([operation, expect.toSatisfy((code) => code === 200 || code === 204)])
    }
  })

  test('lists every operation that is served', async () => {
    const { bare } = await startMock(['dimilinks'])
    const others = [...Object.keys(document.paths), '/nothing', '/clock/set'].flatMap((path) =>
      methods
        .filter((method) => !document.paths[path]?.[method])
        .map((method) => [method.toUpperCase(), path] as const),
    )
    for (const [method, path] of others) {
      const reply = await bare(`/_proofsheet${path}`, { method })
      expect([method, path, reply.status, reply.json.error.message]).toEqual([
        method,
        path,
        404,
        `There is no ${method} /_proofsheet${path}; /_proofsheet/openapi.json lists the operations.`,
      ])
    }
  })

  test.each([
    ['below its id', false],
    ['at the root', true],
  ])('only the questions for health are served with admin: false and a provider %s', async (_where, atRoot) => {
    const { bare } = await startMock(['dimilinks'], { admin: false, atRoot })
    for (const operation of operations) {
      const [method = '', path = ''] = operation.split(' ')
      const status = path.endsWith('z') ? 200 : 404
      expect([operation, (await bare(`/_proofsheet${path}`, { method })).status]).toEqual([operation, status])
    }
  })
})

describe('the clock', () => {
  /** Starts a mock on a clock that runs with `machine`. */
  async function startRunning() {
    const machine = createManualClock(start)
    return { machine, ...(await startAdmin(['dimilinks'], { clock: createSteerableClock(machine) })) }
  }
  const timeAfter = (seconds: number) => start + seconds * 1000

  test('of the mock runs, advances, freezes, advances while frozen, and resumes from its time', async () => {
    const { machine, ask } = await startRunning()
    await machine.advance(1000)
    expect((await ask('GET /clock')).json).toEqual({ now: timeAfter(1), frozen: false, moved: 0, ...still })
    expect((await ask('POST /clock/advance?seconds=10')).json).toMatchObject({ now: timeAfter(11), moved: 10_000 })
    await machine.advance(1000)
    expect((await ask('POST /clock/freeze')).json).toEqual({
      now: timeAfter(12),
      frozen: true,
      moved: 10_000,
      ...still,
    })
    await machine.advance(1000)
    expect((await ask('GET /clock')).json.now).toBe(timeAfter(12))
    expect((await ask('POST /clock/advance?seconds=0.5')).json).toMatchObject({ now: timeAfter(12.5), frozen: true })
    expect((await ask('POST /clock/resume')).json).toMatchObject({ now: timeAfter(12.5), frozen: false })
    await machine.advance(1000)
    expect((await ask('GET /clock')).json).toEqual({ now: timeAfter(13.5), frozen: false, moved: 10_500, ...still })
  })

  test('of a key is separate once it is advanced or frozen; other keys are unaffected', async () => {
    const { machine, ask, submit, statusOf } = await startRunning()
    const [a, b] = [await submit('a'), await submit('b')]
    expect((await ask('POST /clock/advance?seconds=60', { key: 'a' })).json).toEqual({
      now: timeAfter(60),
      frozen: false,
      moved: 60_000,
      ...still,
    })
    expect([await statusOf('a', a), await statusOf('b', b)]).toEqual(['succeeded', 'queued'])
    expect((await ask('POST /clock/freeze', { key: 'b' })).json).toMatchObject({
      now: timeAfter(0),
      frozen: true,
      waiting: 1,
    })
    await machine.advance(60_000)
    expect(await statusOf('b', b)).toBe('queued')
    expect((await ask('GET /clock')).json).toMatchObject({ now: timeAfter(60), frozen: false, moved: 0 })
    expect((await ask('GET /clock', { key: 'a' })).json.now).toBe(timeAfter(120))
    expect((await ask('POST /clock/advance?seconds=6', { key: 'b' })).json.now).toBe(timeAfter(6))
    expect(await statusOf('b', b)).toBe('in_progress')
    await ask('POST /clock/resume', { key: 'b' })
    await machine.advance(54_000)
    expect(await statusOf('b', b)).toBe('succeeded')
  })

  test('of the mock moves the keys without a clock of their own', async () => {
    const { ask, submit, statusOf } = await startRunning()
    const id = await submit('a')
    await ask('POST /clock/advance?seconds=60')
    expect((await ask('GET /clock', { key: 'a' })).json.now).toBe(timeAfter(60))
    expect(await statusOf('a', id)).toBe('succeeded')
  })

  test.each(['', '?seconds=', '?seconds=%20', '?seconds=soon', '?seconds=-1', '?seconds=NaN', '?seconds=Infinity'])(
    'does not advance by %j',
    async (query) => {
      const { ask } = await startAdmin(['dimilinks'])
      const reply = await ask(`POST /clock/advance${query}`)
      expect(reply).toMatchObject({
        status: 400,
        json: {
          error: {
            message:
              'Invalid seconds: expected a number from 0 to 3153600000, as in POST /_proofsheet/clock/advance?seconds=60.',
          },
        },
      })
      expect((await ask('GET /clock')).json).toMatchObject({ now: start, moved: 0 })
    },
  )

  test('does not advance beyond a century', async () => {
    const { ask } = await startAdmin(['dimilinks'])
    expect((await ask('POST /clock/advance?seconds=1e308')).status).toBe(400)
  })

  test('runs to the end of all tasks except stuck ones', async () => {
    const { ask, submit, states } = await startRunning()
    await submit('a', 'quick')
    await submit('b', 'slow [proofsheet:slow]')
    await submit('a', 'stuck [proofsheet:stuck-in-queue]')
    expect((await ask('POST /clock/run')).json).toEqual({
      now: timeAfter(600),
      frozen: false,
      moved: 600_000,
      ...still,
    })
    expect(await states('a')).toEqual(
      expect.arrayContaining([
        ['quick', 'succeeded'],
        ['stuck [proofsheet:stuck-in-queue]', 'queued'],
      ]),
    )
    expect(await states('b')).toEqual([['slow [proofsheet:slow]', 'succeeded']])
    expect((await ask('POST /clock/run')).json.now).toBe(timeAfter(600))
  })

  test('of a key runs to the end of the tasks of the key only', async () => {
    const { ask, submit, statusOf } = await startRunning()
    const [a, b] = [await submit('a'), await submit('b', 'slow [proofsheet:slow]')]
    expect((await ask('POST /clock/run', { key: 'a' })).json).toMatchObject({ now: timeAfter(60), waiting: 0 })
    expect([await statusOf('a', a), await statusOf('b', b)]).toEqual(['succeeded', 'queued'])
    expect((await ask('GET /clock')).json).toMatchObject({ now: start, waiting: 1 })
  })

  test.each([[{}], [{ key: 'sk-test' }]])('run ends a synchronous request, with the options %j', async (options) => {
    const { ask, send, clock } = await startAdmin(['dimilinks'])
    const reply = send('/dimilinks/v1/images/generations', json({ prompt: 'a fox' }))
    while ((await ask('GET /clock', options)).json.waiting === 0) await new Promise(setImmediate)
    expect((await ask('POST /clock/run', options)).json).toMatchObject({ waiting: 0 })
    expect(await reply).toMatchObject({ status: 200, json: { created: start / 1000 + 60 } })
    expect(clock.now()).toBe('key' in options ? start : start + 60_000)
  })

  test('runs to the end of tasks of a key with a frozen clock', async () => {
    const { ask, submit } = await startRunning()
    await submit('a')
    await ask('POST /clock/freeze', { key: 'a' })
    expect((await ask('POST /clock/run')).json.waiting).toBe(0)
  })
})

describe('tasks', () => {
  test('are listed with state and times; a key sees only its own tasks', async () => {
    const { ask, submit, statusOf, clock, states } = await startAdmin(['dimilinks'])
    const id = await submit('a', 'first')
    await clock.advance(6000)
    await submit('b', 'second [proofsheet:moderated]')
    const { tasks } = (await ask('GET /tasks')).json
    expect(tasks).toMatchObject([
      {
        id,
        provider: 'dimilinks',
        world: expect.stringMatching(/^[0-9a-f]{16}$/),
        state: 'running',
        createdAt: start,
        startsAt: start + 6000,
        endsAt: start + 60_000,
        images: 1,
        does: 'generate',
        prompt: 'first',
      },
      { state: 'failed', createdAt: start + 6000, scenario: 'moderated' },
    ])
    expect(tasks[0].world).not.toBe(tasks[1].world)
    await clock.advance(54_000)
    expect(await states('a')).toEqual([['first', 'succeeded']])
    expect(await states('b')).toEqual([['second [proofsheet:moderated]', 'failed']])
    expect(await states('c')).toEqual([])
    expect(await statusOf('a', id)).toBe('succeeded')
  })

  test('have no end when they are stuck', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('a', 'x', { 'x-proofsheet-scenario': 'stuck-in-queue' })
    await submit('b', 'x', { 'x-proofsheet-scenario': 'stuck-running' })
    const tasksOf = async (key: string) => (await ask('GET /tasks', { key })).json.tasks
    expect(await tasksOf('a')).toMatchObject([{ state: 'queued', startsAt: null, endsAt: null }])
    expect(await tasksOf('b')).toMatchObject([{ state: 'queued', startsAt: start + 6000, endsAt: null }])
  })

  test('of the same moment are listed in the order of creation', async () => {
    const { submit, states } = await startAdmin(['dimilinks'])
    for (const prompt of ['one', 'two', 'three']) await submit('a', prompt)
    expect((await states()).map(([prompt]) => prompt)).toEqual(['one', 'two', 'three'])
  })

  test.each<[submitted: string, listed: string]>([
    ['sk-k', 'k'],
    ['k', 'sk-k'],
    ['sk-k', 'sk-k'],
  ])('EZLink: submitted with the key %s, they are listed for %s', async (submitted, listed) => {
    const { send, states } = await startAdmin(['dimilinks', 'ezlink'])
    await send(
      '/ezlink/v1/async/images/generations',
      json({ prompt: 'x', model: 'gpt-image-2' }, { authorization: `Bearer ${submitted}` }),
    )
    expect(await states(listed)).toEqual([['x', 'queued']])
    expect(await states('other')).toEqual([])
  })

  test('DimiLinks: a key with the prefix sk- is a different key', async () => {
    const { submit, states } = await startAdmin(['dimilinks'])
    await submit('sk-k')
    expect(await states('k')).toEqual([])
  })

  test("a key in a gateway's own header is accepted", async () => {
    const lumen = new URL('../fixtures/lumen', import.meta.url).pathname
    const { bare } = await startMock([lumen])
    await bare('/lumen/api/2026/pictures', json({ text: 'a lamp' }, { 'x-lumen-key': 'k' }))
    const count = async (key: string) =>
      (await bare('/_proofsheet/tasks', { headers: { 'x-lumen-key': key } })).json.tasks.length
    expect([await count('k'), await count('other')]).toEqual([1, 0])
  })
})

describe('the scenario', () => {
  test.each(['null', '"slow"', '[]', '{', '{"scenario": 1}', '{"scenario": "slow;times=0"}', '{"scenario": "nobody"}'])(
    '%s is refused with a list of the scenarios',
    async (body) => {
      const { ask } = await startAdmin(['dimilinks'])
      const reply = await ask('PUT /scenario', { body })
      expect(reply.status).toBe(400)
      expect(reply.json.error.message).toMatch(
        /^Unknown scenario: send \{"scenario": "NAME"\} or .* with one of absolute-links, .*upstream-limited\.$/,
      )
      expect((await ask('GET /scenario')).json).toEqual({ scenario: null })
    },
  )
})

describe('reset', () => {
  test('of a key removes its state, and the same requests give the same ids again', async () => {
    const { ask, submit, states } = await startAdmin(['dimilinks'])
    const submitThree = async (key: string) => [await submit(key), await submit(key), await submit(key, 'a hare')]
    const ids = [await submitThree('a'), await submitThree('b')]
    expect(new Set(ids.flat()).size).toBe(6)
    await ask('PUT /scenario', { key: 'a', body: { scenario: 'slow' } })
    await ask('POST /clock/advance?seconds=60', { key: 'a' })
    expect((await ask('POST /reset', { key: 'a' })).status).toBe(204)
    expect(await states('a')).toEqual([])
    expect((await ask('GET /journal', { key: 'a' })).json.entries).toEqual([])
    expect((await ask('GET /scenario', { key: 'a' })).json).toEqual({ scenario: null })
    expect((await ask('GET /clock', { key: 'a' })).json).toEqual({ now: start, frozen: false, moved: 0, ...still })
    expect((await states('b')).length).toBe(3)
    expect((await ask('GET /journal', { key: 'b' })).json.entries).toHaveLength(3)
    expect(await submitThree('a')).toEqual(ids[0])
  })

  test('of all keys removes their state, and leaves the clock of the mock', async () => {
    const { ask, submit, states } = await startAdmin(['dimilinks'])
    const submitThree = async () => [await submit('a'), await submit('a'), await submit('b')]
    const ids = await submitThree()
    await ask('PUT /scenario', { body: { scenario: 'slow' } })
    await ask('POST /clock/freeze', { key: 'a' })
    await ask('POST /clock/advance?seconds=5')
    expect((await ask('POST /reset')).status).toBe(204)
    expect(await states()).toEqual([])
    expect((await ask('GET /journal')).json.entries).toEqual([])
    expect((await ask('GET /scenario')).json).toEqual({ scenario: null })
    expect((await ask('GET /clock')).json.now).toBe(start + 5000)
    expect((await ask('GET /clock', { key: 'a' })).json).toMatchObject({ now: start + 5000 })
    expect(await submitThree()).toEqual(ids)
  })

  test('of a key resets the limits of that key only', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'], { limits: { requests: 1 } })
    const isTaken = async (key: string) => (await submit(key)) !== undefined
    expect([await isTaken('a'), await isTaken('a'), await isTaken('b')]).toEqual([true, false, true])
    await ask('POST /reset', { key: 'a' })
    expect([await isTaken('a'), await isTaken('b')]).toEqual([true, false])
  })
})

describe('a snapshot', () => {
  const upload = async (name: string) =>
    form([
      ['file', new File([new Uint8Array(await drawImage())], name, { type: 'image/png' })],
      ['purpose', 'vision'],
    ])

  test('restores tasks, files and clocks', async () => {
    const { ask, submit, states, send } = await startAdmin(['dimilinks', 'openai'])
    const key = 'sk-test'
    const fileId = (await send('/openai/v1/files', await upload('first.png'))).json.id
    const first = await submit(key, 'first')
    await ask('POST /clock/freeze', { key })
    await ask('POST /clock/advance?seconds=10', { key })
    await submit('other', 'of another key')
    const snapshot = (await ask('GET /snapshot', { key })).json

    const later = (await send('/openai/v1/files', await upload('later.png'))).json.id
    await send(`/openai/v1/files/${fileId}`, { method: 'DELETE' })
    const second = await submit(key, 'second')
    await ask('POST /clock/resume', { key })
    await ask('POST /clock/advance?seconds=600', { key })
    expect((await states(key)).length).toBe(2)

    expect((await ask('POST /restore', { body: snapshot })).status).toBe(204)
    expect((await ask('GET /clock', { key })).json).toMatchObject({ now: start + 10_000, frozen: true, waiting: 1 })
    expect(await states(key)).toEqual([['first', 'running']])
    expect(await states('other')).toEqual([['of another key', 'queued']])
    expect((await ask('GET /snapshot', { key })).json).toEqual({
      ...snapshot,
      records: expect.toSatisfy((records: [string, string][]) => {
        expect([...records].sort()).toEqual([...snapshot.records].sort())
        return true
      }),
    })
    const statusOf = async (id: string) => (await send(`/openai/v1/files/${id}`)).status
    expect([await statusOf(fileId), await statusOf(later)]).toEqual([200, 404])
    // The same request gives the same id after the restore.
    expect([await submit(key, 'second'), first === second]).toEqual([second, false])
  })

  test('restores tasks and links in a second mock of the same seed, and new ids agree', async () => {
    const one = await startAdmin(['dimilinks', 'openai'])
    const id = await one.submit('a')
    await one.ask('POST /clock/advance?seconds=60', { key: 'a' })
    const headers = { authorization: 'Bearer a' }
    const poll = (mock: typeof one) => mock.send(`/dimilinks/v1/tasks/${id}`, { headers })
    const { json: done } = await poll(one)
    const link = done.result.data[0].url

    const two = await startAdmin(['dimilinks', 'openai'])
    expect((await two.ask('POST /restore', { body: (await one.ask('GET /snapshot')).json })).status).toBe(204)
    expect((await poll(two)).json).toEqual(done)
    expect((await two.send(link, { headers })).bytes).toEqual((await one.send(link, { headers })).bytes)
    expect(await two.submit('a')).toBe(await one.submit('a'))
  })

  test.each<[what: string, body: unknown]>([
    ['no body', ''],
    ['no JSON', '{'],
    ['null', null],
    ['another format', { format: 2, worlds: [], records: [] }],
    ['half a snapshot', { format: 2, worlds: [] }],
    ['a snapshot with an extra field', { format: 2, worlds: [], records: [], more: 1 }],
    ['a world without time', { format: 2, worlds: [{ id: 'a', frozen: true }], records: [] }],
    ['a record without a value', { format: 2, worlds: [], records: [['task:x']] }],
  ])('is refused when it is %s, and changes nothing', async (_what, body) => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('a')
    const before = (await ask('GET /snapshot')).json
    const reply = await ask('POST /restore', { body })
    expect(reply.status).toBe(400)
    expect(reply.json.error.message).toMatch(
      /^Invalid snapshot: .+\. Send a body that GET \/_proofsheet\/snapshot returned\.$/,
    )
    expect((await ask('GET /snapshot')).json).toEqual(before)
  })

  test.each<[what: string, record: [string, string]]>([
    ['without JSON', ['task:dimilinks:img_x', 'nonsense']],
    ['without a task', ['task:dimilinks:img_x', '{}']],
    ['of an unknown kind', ['x', 'y']],
  ])('with a record %s is refused', async (_what, record) => {
    const { ask } = await startAdmin(['dimilinks'])
    expect((await ask('POST /restore', { body: { format: 2, worlds: [], records: [record] } })).status).toBe(400)
  })

  test('leaves the scenario of the key on restore, and resets its limits', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'], { limits: { requests: 1 } })
    await submit('a')
    await ask('PUT /scenario', { key: 'a', body: { scenario: 'slow' } })
    await ask('POST /restore', { body: (await ask('GET /snapshot', { key: 'a' })).json })
    expect((await ask('GET /scenario', { key: 'a' })).json).toEqual({ scenario: 'slow' })
    expect(await submit('a')).toMatch(/^img_/)
    expect(await submit('a')).toBeUndefined()
  })

  test('of all keys has the clock of the mock, a snapshot of a key does not', async () => {
    const { ask, clock } = await startAdmin(['dimilinks'])
    const [all, own] = [(await ask('GET /snapshot')).json, (await ask('GET /snapshot', { key: 'a' })).json]
    expect([all.clock, own.clock]).toEqual([{ now: start, frozen: true }, null])
    await clock.advance(5000)
    await ask('POST /restore', { body: own })
    expect(clock.now()).toBe(start + 5000)
    await ask('POST /restore', { body: all })
    expect(clock.now()).toBe(start)
  })

  test('of a key with a running clock resumes the clock', async () => {
    const { ask, clock } = await startAdmin(['dimilinks'])
    const running = (await ask('GET /snapshot', { key: 'a' })).json
    await ask('POST /clock/freeze', { key: 'a' })
    await ask('POST /restore', { body: running })
    await clock.advance(1000)
    expect((await ask('GET /clock', { key: 'a' })).json).toMatchObject({ now: start + 1000 })
  })

  test.each<[what: string, change: (record: [string, string]) => [string, string]]>([
    ['of a key that the snapshot lacks', ([key, value]) => [key, value.replace(/"world":"\w+"/, '"world":"other"')]],
    ['under a key of another task', ([, value]) => ['task:dimilinks:img_other', value]],
    ['without images', ([key, value]) => [key, value.replace('"images":1', '"images":0')]],
    ['of an impossible size', ([key, value]) => [key, value.replace('"width":1024', '"width":102400')]],
  ])('with a task %s is refused', async (_what, change) => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('a')
    const snapshot = (await ask('GET /snapshot', { key: 'a' })).json
    const changed = { ...snapshot, records: snapshot.records.map(change) }
    const reply = await ask('POST /restore', { body: changed })
    expect([reply.status, reply.json.error.message]).toEqual([
      400,
      'Invalid snapshot: records/0: is not a record of a task or a file of these worlds. Send a body that GET /_proofsheet/snapshot returned.',
    ])
    expect((await ask('POST /restore', { body: snapshot })).status).toBe(204)
  })
})

describe('access', () => {
  test.each(['Basic hush', 'Token hush'])(
    'a key that cannot be read (%s) is refused, not ignored',
    async (authorization) => {
      const { bare, submit, states } = await startAdmin(['openai', 'dimilinks'])
      await submit('a')
      const reply = await bare('/_proofsheet/reset', { method: 'POST', headers: { authorization } })
      expect([reply.status, reply.json.error.message]).toEqual([
        400,
        'The key in Authorization cannot be read: send the key as the gateway expects it, or no key.',
      ])
      expect(await states()).toHaveLength(1)
    },
  )

  /** Asks the handler itself, because an HTTP client sets Host and Origin. */
  async function startWithHeaders(headers: Record<string, string>, options: object = {}) {
    const { handler } = await startAdmin(['dimilinks'], options)
    return async (method: string, path: string, more: Record<string, string> = {}) => {
      const reply = await handler(
        new Request(`${host}/_proofsheet/${path}`, { method, headers: { ...headers, ...more } }),
      )
      return { reply, seen: [reply.status, reply.headers.get('access-control-allow-origin')] }
    }
  }

  test.each<
    [headers: Record<string, string>, reset: number, read: number, readBy: string | null, allowedHosts?: string[]]
  >([
    [{}, 204, 200, null],
    [{ host: '[::1]:4010' }, 204, 200, null],
    [{ host: '203.0.113.7:4010' }, 204, 200, null],
    [{ host: 'mock:4010' }, 204, 200, null],
    [{ host: 'evil.example' }, 403, 403, null],
    [{ host: 'mock.example:4010' }, 403, 403, null],
    [{ host: 'mock.example:4010' }, 204, 200, null, ['Mock.example']],
    [{ host: 'mock.example:4010' }, 403, 403, null, ['example', 'a.mock.example']],
    [{ origin: 'https://evil.example' }, 403, 403, null],
    [{ origin: 'null' }, 403, 403, null],
    [{ origin: 'nonsense' }, 403, 403, null],
    [{ host: 'evil.example:4010', origin: 'http://evil.example:4010' }, 403, 403, null],
    [{ host: '127.0.0.1:4010', origin: 'http://127.0.0.1:4010' }, 204, 200, 'http://127.0.0.1:4010'],
    [{ host: 'mock:4010', origin: 'http://mock:4010' }, 204, 200, 'http://mock:4010'],
    [{ host: '127.0.0.1:4010', origin: 'http://localhost:3000' }, 403, 200, 'http://localhost:3000'],
    [{ host: '127.0.0.1:4010', origin: 'http://127.0.0.1:3000' }, 403, 200, 'http://127.0.0.1:3000'],
    [{ host: '127.0.0.1:4010', origin: 'http://203.0.113.7' }, 403, 403, null],
    [{ host: '10.0.0.5:4010', origin: 'http://10.0.0.5:3000' }, 403, 200, 'http://10.0.0.5:3000'],
    [{ host: 'mock:80', origin: 'https://mock.example' }, 403, 200, 'https://mock.example', ['mock.example']],
  ])('a reset with %j gets %i, a reader %i', async (headers, reset, read, readBy, allowedHosts = []) => {
    const ask = await startWithHeaders(headers, { allowedHosts })
    const changedBy = reset === 204 ? readBy : null
    expect((await ask('POST', 'reset')).seen).toEqual([reset, changedBy])
    expect((await ask('GET', 'tasks')).seen).toEqual([read, readBy])
    // A browser asks first whether a page may send a key or JSON.
    const wish = { 'access-control-request-headers': 'authorization' }
    const mayPut = await ask('OPTIONS', 'scenario', { ...wish, 'access-control-request-method': 'PUT' })
    const mayGet = await ask('OPTIONS', 'scenario', { ...wish, 'access-control-request-method': 'GET' })
    expect([mayPut.seen, mayGet.seen]).toEqual([
      [reset, changedBy],
      [read === 200 ? 204 : read, readBy],
    ])
    if (read === 200) {
      expect(mayGet.reply.headers.get('access-control-allow-methods')).toMatch(/PUT/)
      expect(mayGet.reply.headers.get('access-control-allow-headers')).toBe('authorization')
    }
    // A page reads errors too.
    expect((await ask('GET', 'nothing')).seen).toEqual([read === 200 ? 404 : read, readBy])
  })

  test.each<[headers: Record<string, string>, status: number]>([
    [{}, 401],
    [{ 'x-proofsheet-token': 'hush' }, 401],
    [{ 'x-proofsheet-token': 'hush-hush-hush' }, 401],
    [{ authorization: 'Bearer hush-hush' }, 401],
    [{ 'x-proofsheet-token': '' }, 401],
    [{ 'x-proofsheet-token': 'hush-hush' }, 200],
    [{ 'x-proofsheet-token': 'hush-hush', authorization: 'Bearer sk-test' }, 200],
  ])('a mock with a token answers a request with %j with %i', async (headers, status) => {
    const ask = await startWithHeaders(headers, { adminToken: 'hush-hush' })
    for (const path of ['openapi.json', 'tasks', 'journal', 'snapshot', 'clock', 'nothing']) {
      const { reply } = await ask('GET', path)
      expect([path, reply.status]).toEqual([path, status === 200 && path === 'nothing' ? 404 : status])
      if (status === 401)
        expect(await reply.json()).toEqual({
          error: {
            message: expect.stringMatching(/^The admin API needs a token: send the header X-Proofsheet-Token /),
          },
        })
    }
    expect((await ask('POST', 'reset')).reply.status).toBe(status === 200 ? 204 : status)
    for (const path of ['healthz', 'readyz']) expect((await ask('GET', path)).reply.status).toBe(200)
    // A browser asks without the token.
    const wish = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-proofsheet-token' }
    const preflight = await ask('OPTIONS', 'tasks', { ...wish, origin: 'http://localhost:3000' })
    expect(preflight.reply.headers.get('access-control-allow-headers')).toBe('x-proofsheet-token')
  })

  test.each<[headers: Record<string, string>, status: number]>([
    [{}, 401],
    [{ authorization: 'Bearer hush' }, 401],
    [{ authorization: 'bearer hush-hush' }, 200],
    [{ 'x-proofsheet-token': 'hush-hush' }, 200],
  ])('a scraper with %j gets %i', async (headers, status) => {
    const ask = await startWithHeaders(headers, { adminToken: 'hush-hush', metrics: true })
    expect((await ask('GET', 'metrics')).reply.status).toBe(status)
  })

  test.each<[options: object, message: string]>([
    [{ adminToken: '' }, 'invalid admin token: expected one or more ASCII characters without spaces'],
    [{ adminToken: 'two words' }, 'invalid admin token: expected one or more ASCII characters without spaces'],
    [{ allowedHosts: ['http://a.b'] }, 'invalid host "http://a.b": expected a bare host name such as mock.example'],
    [{ signingKey: '' }, 'the signing key is empty: expected one or more characters'],
  ])('a mock with %j does not start', async (options, message) => {
    await expect(startMock(['dimilinks'], options)).rejects.toThrow(message)
  })

  test('a mock that cannot take requests is alive but not ready', async () => {
    let answer = async () => false
    const { bare } = await startMock(['dimilinks'], { isReady: () => answer() })
    const statuses = async () => [
      (await bare('/_proofsheet/healthz')).status,
      (await bare('/_proofsheet/readyz')).status,
    ]
    expect(await statuses()).toEqual([200, 503])
    answer = () => Promise.reject(new Error('the store is away'))
    expect(await statuses()).toEqual([200, 503])
    const { headers, json } = await bare('/_proofsheet/readyz')
    expect([headers.get('retry-after'), json.error.message]).toEqual([
      '1',
      'The mock cannot take requests now: ask again later.',
    ])
    answer = async () => true
    expect(await statuses()).toEqual([200, 200])
  })

  test('a body that is too long is refused', async () => {
    const { bare } = await startAdmin(['dimilinks'])
    const body = JSON.stringify({ scenario: 'x'.repeat(70_000) })
    const headers = { 'content-length': String(body.length) }
    expect(await bare('/_proofsheet/scenario', { method: 'PUT', body, headers })).toMatchObject({
      status: 413,
      json: { error: { message: 'The body is too long: expected at most 65536 bytes.' } },
    })
  })
})

test('a journal of exchanges of every kind matches the document', async () => {
  const { ask, send, submit, clock } = await startAdmin(['dimilinks', 'openai'], { speed: Infinity })
  const id = await submit('sk-test', 'x [proofsheet:slow]')
  const { url } = (await send(`/dimilinks/v1/tasks/${id}`)).json.result.data[0]
  await send(url)
  await send(
    '/openai/v1/images/edits',
    form([
      ['prompt', 'x'],
      ['image', await drawImage()],
      ['model', 'gpt-image-2'],
    ]),
  )
  await send('/openai/v1/images/generations', json({ prompt: 'x', model: 'gpt-image-2', n: 'two' }))
  await send('/openai/v1/images/generations', json({ prompt: 'x', model: 'gpt-image-2', stream: true }))
  await send('/openai/v1/nowhere')
  await send('/openai/v1/models', { headers: { 'x-proofsheet-scenario': 'bad-gateway' } })
  const { entries } = (await ask('GET /journal')).json
  expect(entries.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(clock.now()).toBe(start)
  expect(new URL(url, host).pathname).toContain(id)
})
