import { openStore } from '../../src/stores/open.ts'
import type { Store } from '../../src/stores/store.ts'
import { type RedisServer, startRedis } from './redis-server.ts'

/** Redis of this worker, started by the first test that needs Redis. */
let redis: Promise<RedisServer> | undefined
let stores = 0

/** Opens an empty store of the kind in the variable STORE, `sqlite` or `redis`; undefined without the variable. */
export async function openStoreOfRun(): Promise<Store | undefined> {
  const { STORE: kind } = process.env
  if (kind === undefined) return undefined
  if (kind === 'sqlite') return openStore('sqlite::memory:')
  if (kind !== 'redis') throw new Error(`unknown STORE "${kind}": expected sqlite or redis`)
  redis ??= startRedis()
  return openStore(`${(await redis).url}?prefix=${stores++}:`)
}
