import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMock, type Mock, type MockOptions } from '../../src/engine/mock.ts'
import { openStore } from '../../src/stores/open.ts'
import { createSqliteStore } from '../../src/stores/sqlite.ts'
import { listAll, type Store } from '../../src/stores/store.ts'
import { createManualClock, createScaledClock, isAnchored } from '../../src/time/clock.ts'
import { faults } from '../support/judge.ts'
import { host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'
import { hasRedis, type RedisServer, startRedis } from '../support/redis-server.ts'
import { sharedMocksSuite } from './shared-mocks.ts'
import { storeSuite } from './store.ts'

let folder: string
let redis: RedisServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'))
  if (hasRedis) redis = await startRedis()
})
afterAll(async () => {
  await redis?.stop()
  await rm(folder, { recursive: true })
})

storeSuite('SQLite', () => openStore(`sqlite:${folder}/state.db`))
sharedMocksSuite('SQLite', () => openStore(`sqlite:${folder}/mocks.db`))

test('a SQLite store is read by other processes and later ones, and drops what nobody changed within its time', async () => {
  let now = 0
  const open = () => createSqliteStore({ path: `${folder}/later.db`, ttlSeconds: 60, clock: { now: () => now } })
  const [one, other] = [await open(), await open()]
  await one.putIfAbsent('a', 'of one', 'w')
  await other.add('n', 2)
  expect([await other.get('a'), await one.add('n', 1)]).toEqual(['of one', 3])
  now = 50_000
  await one.replace('kept', undefined, 'later')
  await Promise.all([one.close(), other.close()])
  now = 70_000
  const later = await open()
  expect([await later.get('a'), await later.get('kept'), await later.add('n', 1)]).toEqual([undefined, 'later', 1])
  await later.close()
})

/** Holds the lock of a new database, and writes from the moment at which the store is opened. */
const holdLock = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { DatabaseSync } = require('node:sqlite')
  const database = new DatabaseSync(workerData.path)
  database.exec('BEGIN EXCLUSIVE; CREATE TABLE other (n INTEGER)')
  parentPort.postMessage('locked')
  Atomics.wait(workerData.opening, 0, 0)
  const insert = database.prepare('INSERT INTO other VALUES (?)')
  for (let n = 0; n < 20000; n++) insert.run(n)
  database.exec('COMMIT')
`

test('a SQLite store waits while another process that starts at the same time has locked the new file', async () => {
  const path = `${folder}/new.db`
  const opening = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(holdLock, { eval: true, workerData: { path, opening } })
  await once(worker, 'message')
  Atomics.store(opening, 0, 1)
  Atomics.notify(opening, 0)
  const store = await createSqliteStore({ path })
  expect(await store.putIfAbsent('k', 'value', 'w')).toBe(true)
  await store.close()
})

describe.skipIf(!hasRedis)('Redis', () => {
  storeSuite('Redis', () => openStore(redis.url))
  sharedMocksSuite('Redis', () => openStore(`${redis.url}?prefix=mocks:`))

  test('a record that is written again while another process lists the world stays in the list', async () => {
    const [one, other] = [await openStore(`${redis.url}?prefix=again:`), await openStore(`${redis.url}?prefix=again:`)]
    for (let round = 0; round < 200; round++) {
      const listings = listAll(other, 'w')
        .then(() => listAll(other, 'w'))
        .then(() => listAll(other, 'w'))
      for (let time = 0; time < 4; time++) {
        await one.remove('task:1')
        await one.putIfAbsent('task:1', 'value', 'w')
      }
      await listings
      expect(await listAll(one, 'w')).toEqual([['task:1', 'value']])
    }
    await Promise.all([one.close(), other.close()])
  })

  test('stores with different prefixes do not see each other; state ends by its expiry', async () => {
    const [one, other] = [await openStore(`${redis.url}?prefix=a:&ttl=60`), await openStore(`${redis.url}?prefix=b:`)]
    await one.putIfAbsent('k', 'of one', 'w')
    expect([await one.get('k'), await other.get('k'), await other.listWorlds()]).toEqual(['of one', undefined, []])
    const { createClient } = await import('@redis/client')
    const client = createClient({ url: redis.url })
    await client.connect()
    const times = await Promise.all(['a:k', 'a:records:w', 'a:worlds'].map((key) => client.pTTL(key)))
    for (const time of times) expect(time).toBeGreaterThan(50_000)
    for (const time of times) expect(time).toBeLessThanOrEqual(60_000)
    client.destroy()
    await Promise.all([one.close(), other.close()])
  })
})

test('a clock does not go back at a mock that learns of a later move before its own is complete', async () => {
  const [ownStore, otherStore] = [
    await openStore(`sqlite:${folder}/moves.db`),
    await openStore(`sqlite:${folder}/moves.db`),
  ]
  const [clock, providers] = [createManualClock(), [await providerOf('openai')]]
  const times: number[] = []
  let meanwhile = async () => {}
  const store: Store = {
    ...ownStore,
    async get(key) {
      times.push(clock.now())
      return ownStore.get(key)
    },
    async replace(...args) {
      const isReplaced = await ownStore.replace(...args)
      await meanwhile()
      times.push(clock.now())
      return isReplaced
    },
  }
  const mock = await createMock({ providers, store, clock })
  const other = await createMock({ providers, store: otherStore, clock: createManualClock() })
  const start = clock.now()
  const advance = (at: Mock, seconds: number) =>
    at.fetch(`${host}/_proofsheet/clock/advance?seconds=${seconds}`, { method: 'POST' })
  meanwhile = async () => {
    meanwhile = async () => {}
    await advance(other, 2)
    await mock.fetch(`${host}/_proofsheet/clock`)
  }
  await advance(mock, 1)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(clock.now() - start).toBe(3000)
  await Promise.all([ownStore.close(), otherStore.close()])
})

test.runIf(process.env.LONG)('a snapshot has the clocks of more keys than a process holds', async () => {
  const store = await createSqliteStore({ path: ':memory:' })
  const mock = await createMock({ providers: [await providerOf('dimilinks')], store, clock: createManualClock(0) })
  const keys = Array.from({ length: 10_050 }, (_, index) => `sk-${index}`)
  for (const key of keys) {
    const init = json({ prompt: 'a fox' }, { authorization: `Bearer ${key}` })
    await mock.fetch(`${host}/_proofsheet/clock/advance?seconds=100`, { ...init, body: null })
    await mock.fetch(`${host}/dimilinks/v1/images/generations?async=true`, init)
  }
  const response = await mock.fetch(`${host}/_proofsheet/snapshot`)
  const { worlds } = (await response.json()) as { worlds: { now: number }[] }
  expect([worlds.length, new Set(worlds.map(({ now }) => now))]).toEqual([10_050, new Set([100_000])])
  await store.close()
})

test('an instant mock leaves the speed of the others alone', async () => {
  const start = async (options: Partial<MockOptions>) => {
    const store = await openStore(`sqlite:${folder}/speeds.db`)
    const mock = await createMock({ providers: [await providerOf('openai')], store, ...options })
    await mock.fetch('http://mock/_proofsheet/clock')
    return { mock, store }
  }
  const clock = createScaledClock(60)
  const [running, instant] = [await start({ clock }), await start({ speed: Number.POSITIVE_INFINITY })]
  await running.mock.fetch('http://mock/_proofsheet/clock')
  expect(isAnchored(clock) && clock.anchor().speed).toBe(60)
  await Promise.all([running.store.close(), instant.store.close()])
})

test('a SQLite store answers reads while another process writes, and writes after that', async () => {
  const path = `${folder}/held.db`
  const store = await createSqliteStore({ path })
  await store.putIfAbsent('k', 'value', 'w')
  const other = new DatabaseSync(path)
  other.exec('BEGIN IMMEDIATE')
  const writing = store.putIfAbsent('later', 'value', 'w')
  for (let turn = 0; turn < 3; turn++) await nextTurn()
  expect(await store.get('k')).toBe('value')
  other.exec('COMMIT')
  expect(await writing).toBe(true)
  other.close()
  await store.close()
})

test('a SQLite store that takes no writes is not reachable', async () => {
  const store = await createSqliteStore({ path: `${folder}/full.db` })
  const other = new DatabaseSync(`${folder}/full.db`)
  other.exec("CREATE TRIGGER full BEFORE INSERT ON counters BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
  expect(await store.isReachable()).toBe(false)
  other.exec('DROP TRIGGER full')
  expect(await store.isReachable()).toBe(true)
  other.close()
  await store.close()
})

test('time goes on without a step back when a later mock has another speed or kind of clock', async () => {
  const providers = [await providerOf('dimilinks')]
  const start = async (options: Partial<MockOptions>) =>
    createMock({ providers, store: await openStore(`sqlite:${folder}/kinds.db`), ...options })
  const times: number[] = []
  for (const options of [{ speed: 1000 }, { speed: 1 }, { clock: createManualClock() }, { speed: 1 }]) {
    const mock = await start(options)
    times.push(mock.now(), mock.now())
  }
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect((times.at(-1) ?? 0) - (times[1] ?? 0)).toBeLessThan(3_600_000)
  const response = await (await start({ speed: 1 })).fetch('http://mock/_proofsheet/clock')
  const { now, frozen } = (await response.json()) as { now: number; frozen: boolean }
  expect([frozen, now >= (times.at(-1) ?? 0)]).toEqual([false, true])
})

/** Starts Redis and a mock of it. `generate` sends a request, and tells what came back. */
async function startWithRedis() {
  const server = await startRedis()
  const store = await openStore(server.url)
  const mock = await createMock({
    providers: [await providerOf('openai')],
    atRoot: true,
    store,
    clock: createManualClock(),
    speed: Number.POSITIVE_INFINITY,
    onError: (error) => faults.push(error),
  })
  const generate = async () => {
    const init = json({ prompt: 'a fox', model: 'gpt-image-1-mini' }, { authorization: 'Bearer sk-test' })
    const response = await mock.fetch('http://mock/v1/images/generations', init)
    const { error } = (await response.json()) as { error?: { message: string; type: string } }
    return { status: response.status, retryAfter: response.headers.get('retry-after'), message: error?.message }
  }
  const statusOf = async (path: string) => (await mock.fetch(`http://mock/_proofsheet/${path}`)).status
  return { server, store, mock, generate, statusOf }
}

describe.skipIf(!hasRedis)('a Redis that goes away', () => {
  test('gives 503 in the envelope of the gateway, and the mock recovers by itself', async () => {
    const { server, store, generate, statusOf } = await startWithRedis()
    expect(await generate()).toMatchObject({ status: 200 })
    await server.stop()
    expect(await generate()).toEqual({
      status: 503,
      retryAfter: '1',
      message: expect.stringMatching(/^The mock cannot reach its store; try again later\. /),
    })
    expect([await statusOf('readyz'), await statusOf('healthz'), await statusOf('clock')]).toEqual([503, 200, 503])
    const restarted = await startRedis(server.port)
    while (!(await store.isReachable())) await nextTurn()
    expect([await generate(), await statusOf('readyz')]).toMatchObject([{ status: 200 }, 200])
    await store.close()
    await restarted.stop()
  })

  test('is not ready while it refuses writes', async () => {
    const { server, store, generate, statusOf } = await startWithRedis()
    const { createClient } = await import('@redis/client')
    const client = await createClient({ url: server.url }).connect()
    await client.configSet('maxmemory', '1')
    expect([(await generate()).status, await statusOf('readyz')]).toEqual([503, 503])
    await client.configSet('maxmemory', '0')
    expect([(await generate()).status, await statusOf('readyz')]).toEqual([200, 200])
    client.destroy()
    await store.close()
    await server.stop()
  })

  // The time-out takes two seconds of real time.
  test.runIf(process.env.LONG)('is given up when it does not answer, and nothing hangs', async () => {
    const { server, store, generate, statusOf } = await startWithRedis()
    server.kill('SIGSTOP')
    const replies = await Promise.all(Array.from({ length: 50 }, generate))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([503]))
    server.kill('SIGCONT')
    while (!(await store.isReachable())) await nextTurn()
    expect([await generate(), await statusOf('readyz')]).toMatchObject([{ status: 200 }, 200])
    await store.close()
    await server.stop()
  })
})

test.each([
  ['mysql:./x', 'invalid store "mysql:./x": expected memory, sqlite:./state.db, or redis://HOST:6379/0'],
  ['redis://?ttl=5', 'invalid store: expected memory, sqlite:./state.db, or redis://HOST:6379/0'],
  ['http://me:secret@host', 'invalid store: expected memory, sqlite:./state.db, or redis://HOST:6379/0'],
  ['sqlite:x?ttl=soon', 'invalid ttl "soon": expected whole seconds above 0, such as ?ttl=86400'],
  ['sqlite:x?time=5', 'invalid store: time is unknown in ?time=5; expected ttl or prefix'],
  [
    'sqlite:/no/such/folder/state.db',
    'cannot open the SQLite store /no/such/folder/state.db (unable to open database file): pass a file in a folder that can be written',
  ],
  [
    'redis://me:secret@127.0.0.1:1/0',
    'Redis at 127.0.0.1:1 cannot be used (connect ECONNREFUSED 127.0.0.1:1): start Redis, or pass another --store.',
  ],
])('%s is refused with the remedy', async (text, message) => {
  await expect(openStore(text)).rejects.toThrow(message)
})
