import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createManualClock, createSteerableClock } from '../../src/time/clock.ts'
import { form, host, json, type Reply, startMock } from '../support/mock.ts'
import { picture } from '../support/pictures.ts'

interface Described {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { $ref?: string; content?: object }>>
}
const document = parse(await readFile(new URL('../../openapi/admin.yaml', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Described>>
}
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'admin')

/** What the document says against a reply of the operation, `METHOD /path`. */
function judge(operation: string, { status, json: body, bytes }: Reply): string[] {
  const [method = '', path = ''] = operation.split('?')[0]?.split(' ') ?? []
  const described = document.paths[path]?.[method.toLowerCase()]
  if (!described) return [`the document has no ${method} ${path}`]
  const key = [String(status), `${String(status)[0]}XX`].find((each) => each in described.responses)
  if (!key) return [`${method} ${path} may not answer ${status}`]
  const { $ref, content } = described.responses[key] ?? {}
  if (!$ref && !content) return bytes.length === 0 ? [] : [`${status} of ${method} ${path} has a body`]
  const at = $ref ?? `#/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${key}`
  const validate = ajv.compile({ $ref: `admin${at}/content/application~1json/schema` })
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

type Asked = { key?: string; body?: unknown }

/** A mock, and a way to ask its admin API in which each reply must be what the document says. */
async function startAdmin(...args: Parameters<typeof startMock>) {
  const mock = await startMock(...args)
  const ask = async (operation: string, { key, body }: Asked = {}): Promise<Reply> => {
    const [method = '', path = ''] = operation.split(' ')
    const reply = await mock.bare(`/_proofsheet${path}`, {
      method,
      headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    expect(judge(operation, reply)).toEqual([])
    return reply
  }
  /** Submits to DimiLinks: a task of a minute, six seconds of it in the queue. Gives its id. */
  const submit = async (key: string, prompt = 'a fox', headers: Record<string, string> = {}): Promise<string> => {
    const sent = json({ prompt }, { authorization: `Bearer ${key}`, ...headers })
    return (await mock.send('/dimilinks/v1/images/generations?async=true', sent)).json.task_id
  }
  const statusOf = async (key: string, id: string): Promise<string> =>
    (await mock.send(`/dimilinks/v1/tasks/${id}`, { headers: { authorization: `Bearer ${key}` } })).json.status
  const states = async (key?: string): Promise<[prompt: string, state: string][]> =>
    (await ask('GET /tasks', key === undefined ? {} : { key })).json.tasks.map(
      ({ prompt, state }: { prompt: string; state: string }) => [prompt, state],
    )
  return { ...mock, ask, submit, statusOf, states }
}

const start = Date.UTC(2026, 10, 20)
const methods = ['get', 'put', 'post', 'delete', 'patch']
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
)

describe('the document', () => {
  test('is served as JSON, and each of its operations is served as it says', async () => {
    const { ask } = await startAdmin(['dimilinks'])
    const snapshot = (await ask('GET /snapshot')).json
    const bodies: Record<string, unknown> = { 'PUT /scenario': { scenario: 'slow' }, 'POST /restore': snapshot }
    expect((await ask('GET /openapi.json')).json).toEqual(document)
    expect(operations).toHaveLength(15)
    for (const operation of operations) {
      const query = operation === 'POST /clock/advance' ? '?seconds=1' : ''
      const { status } = await ask(`${operation}${query}`, { body: bodies[operation] })
      expect([operation, status]).toEqual([operation, expect.toSatisfy((each) => each === 200 || each === 204)])
    }
  })

  test('leaves out nothing that is served', async () => {
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
        `There is no ${method} /_proofsheet${path}: see /_proofsheet/openapi.json`,
      ])
    }
  })

  test.each([
    ['below its id', false],
    ['at the root', true],
  ])('none of it is there with admin: false, a provider %s', async (_where, atRoot) => {
    const { bare } = await startMock(['dimilinks'], { admin: false, atRoot })
    for (const operation of operations) {
      const [method = '', path = ''] = operation.split(' ')
      expect([operation, (await bare(`/_proofsheet${path}`, { method })).status]).toEqual([operation, 404])
    }
  })
})

describe('the clock', () => {
  /** A mock on a clock that runs as `machine` is moved. */
  async function startRunning() {
    const machine = createManualClock(start)
    return { machine, ...(await startAdmin(['dimilinks'], { clock: createSteerableClock(machine) })) }
  }
  const at = (seconds: number) => start + seconds * 1000

  test('of the mock runs, is moved, frozen, moved while it is frozen, and let go from where it stands', async () => {
    const { machine, ask } = await startRunning()
    await machine.advance(1000)
    expect((await ask('GET /clock')).json).toEqual({ now: at(1), frozen: false, moved: 0, waiting: 0 })
    expect((await ask('POST /clock/advance?seconds=10')).json).toMatchObject({ now: at(11), moved: 10_000 })
    await machine.advance(1000)
    expect((await ask('POST /clock/freeze')).json).toEqual({ now: at(12), frozen: true, moved: 10_000, waiting: 0 })
    await machine.advance(1000)
    expect((await ask('GET /clock')).json.now).toBe(at(12))
    expect((await ask('POST /clock/advance?seconds=0.5')).json).toMatchObject({ now: at(12.5), frozen: true })
    expect((await ask('POST /clock/resume')).json).toMatchObject({ now: at(12.5), frozen: false })
    await machine.advance(1000)
    expect((await ask('GET /clock')).json).toEqual({ now: at(13.5), frozen: false, moved: 10_500, waiting: 0 })
  })

  test('of a key is its own once it is moved or frozen, and that of others stays', async () => {
    const { machine, ask, submit, statusOf } = await startRunning()
    const [a, b] = [await submit('a'), await submit('b')]
    expect((await ask('POST /clock/advance?seconds=60', { key: 'a' })).json).toEqual({
      now: at(60),
      frozen: false,
      moved: 60_000,
      waiting: 0,
    })
    expect([await statusOf('a', a), await statusOf('b', b)]).toEqual(['succeeded', 'queued'])
    expect((await ask('POST /clock/freeze', { key: 'b' })).json).toMatchObject({ now: at(0), frozen: true, waiting: 1 })
    await machine.advance(60_000)
    expect(await statusOf('b', b)).toBe('queued')
    expect((await ask('GET /clock')).json).toMatchObject({ now: at(60), frozen: false, moved: 0 })
    expect((await ask('GET /clock', { key: 'a' })).json.now).toBe(at(120))
    expect((await ask('POST /clock/advance?seconds=6', { key: 'b' })).json.now).toBe(at(6))
    expect(await statusOf('b', b)).toBe('in_progress')
    await ask('POST /clock/resume', { key: 'b' })
    await machine.advance(54_000)
    expect(await statusOf('b', b)).toBe('succeeded')
  })

  test('of the mock takes along the keys that run with it', async () => {
    const { ask, submit, statusOf } = await startRunning()
    const id = await submit('a')
    await ask('POST /clock/advance?seconds=60')
    expect((await ask('GET /clock', { key: 'a' })).json.now).toBe(at(60))
    expect(await statusOf('a', id)).toBe('succeeded')
  })

  test.each(['', '?seconds=', '?seconds=%20', '?seconds=soon', '?seconds=-1', '?seconds=NaN', '?seconds=Infinity'])(
    'is not moved by %j',
    async (query) => {
      const { ask } = await startAdmin(['dimilinks'])
      const reply = await ask(`POST /clock/advance${query}`)
      expect(reply).toMatchObject({
        status: 400,
        json: { error: { message: 'Say how far: POST /_proofsheet/clock/advance?seconds=60' } },
      })
      expect((await ask('GET /clock')).json).toMatchObject({ now: start, moved: 0 })
    },
  )

  test('is not moved out of all time', async () => {
    const { ask } = await startAdmin(['dimilinks'])
    expect((await ask('POST /clock/advance?seconds=1e308')).status).toBe(400)
  })

  test('runs to the end of all tasks, but not of one that is stuck', async () => {
    const { ask, submit, states } = await startRunning()
    await submit('a', 'quick')
    await submit('b', 'slow [proofsheet:slow]')
    await submit('a', 'stuck [proofsheet:stuck-in-queue]')
    expect((await ask('POST /clock/run')).json).toEqual({ now: at(600), frozen: false, moved: 600_000, waiting: 0 })
    expect(await states('a')).toEqual(
      expect.arrayContaining([
        ['quick', 'succeeded'],
        ['stuck [proofsheet:stuck-in-queue]', 'queued'],
      ]),
    )
    expect(await states('b')).toEqual([['slow [proofsheet:slow]', 'succeeded']])
    expect((await ask('POST /clock/run')).json.now).toBe(at(600))
  })

  test('of a key runs to the end of its tasks alone', async () => {
    const { ask, submit, statusOf } = await startRunning()
    const [a, b] = [await submit('a'), await submit('b', 'slow [proofsheet:slow]')]
    expect((await ask('POST /clock/run', { key: 'a' })).json).toMatchObject({ now: at(60), waiting: 0 })
    expect([await statusOf('a', a), await statusOf('b', b)]).toEqual(['succeeded', 'queued'])
    expect((await ask('GET /clock')).json).toMatchObject({ now: start, waiting: 1 })
  })

  test.each([[{}], [{ key: 'sk-test' }]])('run lets a synchronous request end, asked with %j', async (asked) => {
    const { ask, send, clock } = await startAdmin(['dimilinks'])
    const reply = send('/dimilinks/v1/images/generations', json({ prompt: 'a fox' }))
    while ((await ask('GET /clock', asked)).json.waiting === 0) await new Promise(setImmediate)
    expect((await ask('POST /clock/run', asked)).json).toMatchObject({ waiting: 0 })
    expect(await reply).toMatchObject({ status: 200, json: { created: start / 1000 + 60 } })
    expect(clock.now()).toBe('key' in asked ? start : start + 60_000)
  })

  test('runs to the end of tasks whose key has a frozen clock', async () => {
    const { ask, submit } = await startRunning()
    await submit('a')
    await ask('POST /clock/freeze', { key: 'a' })
    expect((await ask('POST /clock/run')).json.waiting).toBe(0)
  })
})

describe('tasks', () => {
  test('are told with state and times, those of a key alone to it', async () => {
    const { ask, submit, statusOf, clock, states } = await startAdmin(['dimilinks'])
    const id = await submit('a', 'first')
    await clock.advance(6000)
    await submit('b', 'second [proofsheet:moderated]')
    const { tasks } = (await ask('GET /tasks')).json
    expect(tasks).toEqual([
      {
        id,
        provider: 'dimilinks',
        world: expect.stringMatching(/^[0-9a-f]{16}$/),
        state: 'running',
        createdAt: start,
        startsAt: start + 6000,
        endsAt: start + 60_000,
        pictures: 1,
        does: 'generate',
        prompt: 'first',
      },
      expect.objectContaining({ state: 'failed', createdAt: start + 6000, scenario: 'moderated' }),
    ])
    expect(tasks[0].world).not.toBe(tasks[1].world)
    await clock.advance(54_000)
    expect(await states('a')).toEqual([['first', 'succeeded']])
    expect(await states('b')).toEqual([['second [proofsheet:moderated]', 'failed']])
    expect(await states('c')).toEqual([])
    expect(await statusOf('a', id)).toBe('succeeded')
  })

  test('that are stuck have no end', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('a', 'x', { 'x-proofsheet-scenario': 'stuck-in-queue' })
    await submit('b', 'x', { 'x-proofsheet-scenario': 'stuck-running' })
    const told = async (key: string) => (await ask('GET /tasks', { key })).json.tasks
    expect(await told('a')).toMatchObject([{ state: 'queued', startsAt: null, endsAt: null }])
    expect(await told('b')).toMatchObject([{ state: 'queued', startsAt: start + 6000, endsAt: null }])
  })

  test('of one moment come in the order in which they were made', async () => {
    const { submit, states } = await startAdmin(['dimilinks'])
    for (const prompt of ['one', 'two', 'three']) await submit('a', prompt)
    expect((await states()).map(([prompt]) => prompt)).toEqual(['one', 'two', 'three'])
  })

  test.each<[made: string, asked: string]>([
    ['sk-k', 'k'],
    ['k', 'sk-k'],
    ['sk-k', 'sk-k'],
  ])('EZLink: made with the key %s, they are told to %s', async (made, asked) => {
    const { send, states } = await startAdmin(['dimilinks', 'ezlink'])
    await send(
      '/ezlink/v1/async/images/generations',
      json({ prompt: 'x', model: 'gpt-image-2' }, { authorization: `Bearer ${made}` }),
    )
    expect(await states(asked)).toEqual([['x', 'queued']])
    expect(await states('other')).toEqual([])
  })

  test('DimiLinks: a key with sk- is another key', async () => {
    const { submit, states } = await startAdmin(['dimilinks'])
    await submit('sk-k')
    expect(await states('k')).toEqual([])
  })

  test("a key in a gateway's own header is taken as well", async () => {
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
    '%s is refused with the names there are',
    async (body) => {
      const { ask } = await startAdmin(['dimilinks'])
      const reply = await ask('PUT /scenario', { body })
      expect(reply.status).toBe(400)
      expect(reply.json.error.message).toMatch(
        /^Send \{"scenario": NAME\}.*there are absolute-links, .*upstream-limited\.$/,
      )
      expect((await ask('GET /scenario')).json).toEqual({ scenario: null })
    },
  )
})

describe('reset', () => {
  test('of a key forgets what is its own, and the same requests give the same ids again', async () => {
    const { ask, submit, states } = await startAdmin(['dimilinks'])
    const make = async (key: string) => [await submit(key), await submit(key), await submit(key, 'a hare')]
    const ids = [await make('a'), await make('b')]
    expect(new Set(ids.flat()).size).toBe(6)
    await ask('PUT /scenario', { key: 'a', body: { scenario: 'slow' } })
    await ask('POST /clock/advance?seconds=60', { key: 'a' })
    expect((await ask('POST /reset', { key: 'a' })).status).toBe(204)
    expect(await states('a')).toEqual([])
    expect((await ask('GET /journal', { key: 'a' })).json.entries).toEqual([])
    expect((await ask('GET /scenario', { key: 'a' })).json).toEqual({ scenario: null })
    expect((await ask('GET /clock', { key: 'a' })).json).toEqual({ now: start, frozen: false, moved: 0, waiting: 0 })
    expect((await states('b')).length).toBe(3)
    expect((await ask('GET /journal', { key: 'b' })).json.entries).toHaveLength(3)
    expect(await make('a')).toEqual(ids[0])
  })

  test('of all forgets every key, and leaves the clock of the mock', async () => {
    const { ask, submit, states } = await startAdmin(['dimilinks'])
    const make = async () => [await submit('a'), await submit('a'), await submit('b')]
    const ids = await make()
    await ask('PUT /scenario', { body: { scenario: 'slow' } })
    await ask('POST /clock/freeze', { key: 'a' })
    await ask('POST /clock/advance?seconds=5')
    expect((await ask('POST /reset')).status).toBe(204)
    expect(await states()).toEqual([])
    expect((await ask('GET /journal')).json.entries).toEqual([])
    expect((await ask('GET /scenario')).json).toEqual({ scenario: null })
    expect((await ask('GET /clock')).json.now).toBe(start + 5000)
    expect((await ask('GET /clock', { key: 'a' })).json).toMatchObject({ now: start + 5000 })
    expect(await make()).toEqual(ids)
  })

  test("of a key gives it its limits anew, and not another's", async () => {
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
      ['file', new File([new Uint8Array(await picture())], name, { type: 'image/png' })],
      ['purpose', 'vision'],
    ])

  test('brings tasks, files and time back to what they were', async () => {
    const { ask, submit, states, send } = await startAdmin(['dimilinks', 'openai'])
    const key = 'sk-test'
    const kept = (await send('/openai/v1/files', await upload('kept.png'))).json.id
    const first = await submit(key, 'first')
    await ask('POST /clock/freeze', { key })
    await ask('POST /clock/advance?seconds=10', { key })
    await submit('other', 'of another key')
    const snapshot = (await ask('GET /snapshot', { key })).json

    const later = (await send('/openai/v1/files', await upload('later.png'))).json.id
    await send(`/openai/v1/files/${kept}`, { method: 'DELETE' })
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
    expect([await statusOf(kept), await statusOf(later)]).toEqual([200, 404])
    // What is done again is done as before.
    expect([await submit(key, 'second'), first === second]).toEqual([second, false])
  })

  test('works in a second mock of the same seed: tasks, links and what follows', async () => {
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
    ['half of it', { format: 1, worlds: [] }],
    ['more than it', { format: 1, worlds: [], records: [], more: 1 }],
    ['a world without time', { format: 1, worlds: [{ id: 'a', frozen: true }], records: [] }],
    ['a record that is none', { format: 1, worlds: [], records: [['task:x']] }],
  ])('that is %s is refused and changes nothing', async (_what, body) => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('a')
    const before = (await ask('GET /snapshot')).json
    const reply = await ask('POST /restore', { body })
    expect(reply.status).toBe(400)
    expect(reply.json.error.message).toMatch(/^Send what GET \/_proofsheet\/snapshot gave: ./)
    expect((await ask('GET /snapshot')).json).toEqual(before)
  })

  test.each<[what: string, record: [string, string]]>([
    ['that holds no JSON', ['task:dimilinks:img_x', 'nonsense']],
    ['of no task', ['task:dimilinks:img_x', '{}']],
    ['of a kind there is not', ['x', 'y']],
  ])('with a record %s is refused', async (_what, record) => {
    const { ask } = await startAdmin(['dimilinks'])
    expect((await ask('POST /restore', { body: { format: 1, worlds: [], records: [record] } })).status).toBe(400)
  })

  test('put back leaves the scenario of the key, and begins its limits anew', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'], { limits: { requests: 1 } })
    await submit('a')
    await ask('PUT /scenario', { key: 'a', body: { scenario: 'slow' } })
    await ask('POST /restore', { body: (await ask('GET /snapshot', { key: 'a' })).json })
    expect((await ask('GET /scenario', { key: 'a' })).json).toEqual({ scenario: 'slow' })
    expect(await submit('a')).toMatch(/^img_/)
    expect(await submit('a')).toBeUndefined()
  })

  test('of all holds the clock of the mock, one of a key does not', async () => {
    const { ask, clock } = await startAdmin(['dimilinks'])
    const [all, own] = [(await ask('GET /snapshot')).json, (await ask('GET /snapshot', { key: 'a' })).json]
    expect([all.clock, own.clock]).toEqual([{ now: start, frozen: true }, null])
    await clock.advance(5000)
    await ask('POST /restore', { body: own })
    expect(clock.now()).toBe(start + 5000)
    await ask('POST /restore', { body: all })
    expect(clock.now()).toBe(start)
  })

  test('of a key whose clock ran lets it run again', async () => {
    const { ask, clock } = await startAdmin(['dimilinks'])
    const running = (await ask('GET /snapshot', { key: 'a' })).json
    await ask('POST /clock/freeze', { key: 'a' })
    await ask('POST /restore', { body: running })
    await clock.advance(1000)
    expect((await ask('GET /clock', { key: 'a' })).json).toMatchObject({ now: start + 1000 })
  })

  test.each<[what: string, change: (record: [string, string]) => [string, string]]>([
    ['of a key that is not in it', ([key, value]) => [key, value.replace(/"world":"\w+"/, '"world":"other"')]],
    ['under a key of another task', ([, value]) => ['task:dimilinks:img_other', value]],
    ['without its pictures', ([key, value]) => [key, value.replace('"pictures":1', '"pictures":0')]],
    ['of a size that nothing has', ([key, value]) => [key, value.replace('"width":1024', '"width":102400')]],
  ])('with a task %s is refused', async (_what, change) => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('a')
    const snapshot = (await ask('GET /snapshot', { key: 'a' })).json
    const changed = { ...snapshot, records: snapshot.records.map(change) }
    const reply = await ask('POST /restore', { body: changed })
    expect([reply.status, reply.json.error.message]).toEqual([
      400,
      'Send what GET /_proofsheet/snapshot gave: records/0: is no record of a task or a file of these worlds',
    ])
    expect((await ask('POST /restore', { body: snapshot })).status).toBe(204)
  })
})

describe('who may ask', () => {
  test.each(['Basic hush', 'Token hush'])(
    'a key that can not be read (%s) is not taken for none',
    async (authorization) => {
      const { bare, submit, states } = await startAdmin(['openai', 'dimilinks'])
      await submit('a')
      const reply = await bare('/_proofsheet/reset', { method: 'POST', headers: { authorization } })
      expect([reply.status, reply.json.error.message]).toEqual([
        400,
        "The key in Authorization can't be read; send it as the gateway takes it, or none.",
      ])
      expect(await states()).toHaveLength(1)
    },
  )

  test.each<[headers: Record<string, string>, status: number]>([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ host: 'evil.example' }, 403],
    [{ host: 'evil.example:4010', origin: 'http://evil.example:4010' }, 403],
    [{ host: '127.0.0.1:4010', origin: 'http://localhost:3000' }, 204],
    [{ host: '[::1]:4010' }, 204],
    [{ host: 'mock:4010' }, 204],
    [{}, 204],
  ])('a request with %j gets %i', async (headers, status) => {
    // Past the door: a client sets these headers by itself.
    const { handler } = await startAdmin(['dimilinks'])
    const reply = await handler(new Request(`${host}/_proofsheet/reset`, { method: 'POST', headers }))
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([status, null])
  })

  test('a body that is too long to be meant is refused', async () => {
    const { bare } = await startAdmin(['dimilinks'])
    const body = JSON.stringify({ scenario: 'x'.repeat(70_000) })
    const headers = { 'content-length': String(body.length) }
    expect(await bare('/_proofsheet/scenario', { method: 'PUT', body, headers })).toMatchObject({
      status: 413,
      json: { error: { message: 'The body is longer than 65536 bytes.' } },
    })
  })
})

test('a journal of exchanges of every kind is what the document says', async () => {
  const { ask, send, submit, clock } = await startAdmin(['dimilinks', 'openai'], { speed: Infinity })
  const id = await submit('sk-test', 'x [proofsheet:slow]')
  const { url } = (await send(`/dimilinks/v1/tasks/${id}`)).json.result.data[0]
  await send(url)
  await send(
    '/openai/v1/images/edits',
    form([
      ['prompt', 'x'],
      ['image', await picture()],
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
