import { msPerSecond } from '../time/units.ts'
import { createGuard, toUnavailable } from './guarded.ts'
import { shortKey } from './short-key.ts'
import { defaultTtlSeconds, type Store, type StoreRecord, StoreUnavailable } from './store.ts'

/** Records in a page of a list. */
const pageSize = 500
/** Longest wait for Redis, in ms: for a connection, and for an answer. */
const connectTimeout = 2000
const socketTimeout = 2000
/** Interval of pings in ms. Without them an idle connection would reach the time-out. */
const pingInterval = 500
const maxReconnectDelay = 500
/** Time for which Redis keeps the value by which a process tests whether it can write, in ms. */
const reachedTtl = 1000
/** Most commands that wait for Redis. */
const maxWaiting = 100_000

/** Writes a record that is missing, and lists the record under its world by the time in µs. Arguments: value, ttl in ms, world. */
const putScript = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local oldest = now - ARGV[2] * 1000
redis.call('ZADD', KEYS[2], now, KEYS[1])
redis.call('ZADD', KEYS[3], now, ARGV[3])
for index = 2, 3 do
  redis.call('ZREMRANGEBYSCORE', KEYS[index], '-inf', '(' .. string.format('%.0f', oldest))
  redis.call('PEXPIRE', KEYS[index], ARGV[2])
end
return 1`

/** Replaces a value that is still the expected one. Arguments: 1 if a value is expected, that value, 1 if there is a new value, that value, ttl in ms. */
const replaceScript = `
local value = redis.call('GET', KEYS[1])
if ARGV[1] == '0' then
  if value then return 0 end
elseif value ~= ARGV[2] then return 0 end
if ARGV[3] == '1' then redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5]) else redis.call('DEL', KEYS[1]) end
return 1`

/** Adds to a counter. Arguments: amount, ttl in ms. */
const addScript = `
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return sum`

/** Takes records that are gone off the list of a world. Another process may have written one again in the meantime. Arguments: the keys. */
const tidyScript = `
for index = 1, #ARGV do
  if redis.call('EXISTS', ARGV[index]) == 0 then redis.call('ZREM', KEYS[1], ARGV[index]) end
end
return 0`

/** Options of `createRedisStore`. */
export interface RedisStoreOptions {
  /** Address, such as `redis://user:password@host:6379/0`; `rediss:` for TLS. */
  readonly url: string
  /** Beginning of all keys; `proofsheet:` by default. */
  readonly prefix?: string
  /** Seconds of real time after which Redis drops state that nobody changed; a week by default. */
  readonly ttlSeconds?: number
  /** Called when the connection fails; the store connects again by itself. */
  readonly onError?: (error: Error) => void
}

/**
 * Connects to a store in Redis or Valkey, which several processes can share. While the server is away, every method rejects
 * within 2 s. Throws when the first connection fails.
 */
export async function createRedisStore({
  url,
  prefix = 'proofsheet:',
  ttlSeconds = defaultTtlSeconds,
  onError = () => {},
}: RedisStoreOptions): Promise<Store> {
  const { createClient, defineScript } = await import('@redis/client')
  type Parser = { pushKey(key: string): void; push(...values: string[]): void }
  const script = (text: string, keys: number) =>
    defineScript({
      SCRIPT: text,
      NUMBER_OF_KEYS: keys,
      parseCommand: (parser: Parser, names: readonly string[], ...values: string[]) => {
        for (const name of names) parser.pushKey(name)
        parser.push(...values)
      },
      transformReply: Number as (reply: number) => number,
    })
  let wasConnected = false
  const client = createClient({
    url,
    socket: {
      connectTimeout,
      socketTimeout,
      reconnectStrategy: (retries) => wasConnected && Math.min(2 ** retries * 10, maxReconnectDelay),
    },
    pingInterval,
    disableOfflineQueue: true,
    commandsQueueMaxLength: maxWaiting,
    scripts: {
      put: script(putScript, 3),
      swap: script(replaceScript, 1),
      sum: script(addScript, 1),
      tidy: script(tidyScript, 1),
    },
  })
  client.on('error', onError)
  await client.connect().catch((error: Error) => {
    const { host } = new URL(url)
    const remedy = /^(NOAUTH|WRONGPASS)/.test(error.message)
      ? 'pass the password, as in redis://:PASSWORD@HOST:6379/0.'
      : 'start Redis, or pass another --store.'
    throw new StoreUnavailable(`Redis at ${host} cannot be used (${error.message}): ${remedy}`)
  })
  wasConnected = true
  const ttl = String(ttlSeconds * msPerSecond)
  const keyOf = (key: string) => `${prefix}${key}`
  const indexOf = (world: string) => keyOf(`records:${world}`)
  const worldsKey = keyOf('worlds')
  const listWorlds = async (): Promise<string[]> => client.zRange(worldsKey, 0, -1)
  const list = async function* (world: string): AsyncGenerator<StoreRecord[]> {
    const index = indexOf(world)
    // The last score is listed again, because several records can have one score.
    let seen: readonly string[] = []
    for (let last = '-inf'; ; ) {
      const page = await client.zRangeWithScores(index, last, '+inf', {
        BY: 'SCORE',
        LIMIT: { offset: 0, count: pageSize + seen.length },
      })
      const keys = page.map(({ value }) => value).filter((key) => !seen.includes(key))
      if (keys.length === 0) return
      const values = await client.mGet(keys)
      const missing = keys.filter((_, number) => values[number] === null)
      if (missing.length > 0) await client.tidy([index], ...missing)
      yield keys.flatMap((key, number): StoreRecord[] => {
        const value = values[number]
        return value === null || value === undefined ? [] : [[key.slice(prefix.length), value]]
      })
      const lastScore = page.at(-1)?.score
      last = String(lastScore)
      seen = page.filter(({ score }) => score === lastScore).map(({ value }) => value)
    }
  }
  return {
    isShared: true,
    putIfAbsent: guarded(
      async (key, value, world) => (await client.put([keyOf(key), indexOf(world), worldsKey], value, ttl, world)) === 1,
    ),
    get: guarded(async (key) => (await client.get(keyOf(key))) ?? undefined),
    replace: guarded(async (key, before, after) => {
      const [isExpected, isKept] = [before, after].map((value) => (value === undefined ? '0' : '1'))
      return (await client.swap([keyOf(key)], `${isExpected}`, before ?? '', `${isKept}`, after ?? '', ttl)) === 1
    }),
    add: guarded((key, amount) => client.sum([keyOf(shortKey(key))], String(amount), ttl)),
    async *list(world) {
      try {
        for (const listed of world === undefined ? await listWorlds() : [world]) yield* list(listed)
      } catch (error) {
        throw toUnavailable(failed, error)
      }
    },
    listWorlds: guarded(listWorlds),
    remove: guarded(async (key) => {
      await client.del([keyOf(key), keyOf(shortKey(key))])
    }),
    isReachable: () =>
      client.set(keyOf('reached'), '', { expiration: { type: 'PX', value: reachedTtl } }).then(
        () => true,
        () => false,
      ),
    close: async () => client.destroy(),
  }
}

/** Description of a failure, before its reason. */
const failed = 'The Redis store does not answer'
const guarded = createGuard(failed)
