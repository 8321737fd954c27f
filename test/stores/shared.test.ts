import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/stores/open.ts'
import { createSqliteStore } from '../../src/stores/sqlite.ts'
import { hasRedis, type RedisServer, startRedis } from '../support/redis-server.ts'
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

describe.skipIf(!hasRedis)('Redis', () => {
  storeSuite('Redis', () => openStore(redis.url))

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
    'Redis at 127.0.0.1:1 cannot be reached (connect ECONNREFUSED 127.0.0.1:1): start Redis, or pass another --store.',
  ],
])('%s is refused with the remedy', async (text, message) => {
  await expect(openStore(text)).rejects.toThrow(message)
})
