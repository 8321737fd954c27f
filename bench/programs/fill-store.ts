/**
 * Writes tasks into a store: `node fill-store.ts ADDRESS COUNT`. Prints the figures as JSON. Runs in a process of its own, so that
 * its memory is that of the store.
 */
import { statSync } from 'node:fs'
import { createMemoryStore, createMock, findProvider, openStore, type Store } from '../../dist/index.js'
import { submit } from '../parts/requests.ts'

export interface Filled {
  readonly perSecond: number
  readonly readsPerSecond: number
  /** Growth of this process's RSS per task. */
  readonly rssBytes: number
  /** Growth of the database per task: the file of SQLite, the memory of Redis. Undefined for memory. */
  readonly databaseBytes?: number | undefined
}

const batch = 1000
const reads = 20_000

/** Returns the record of a task as the mock writes it. */
async function recordOfTask(): Promise<string> {
  let record = ''
  const memory = createMemoryStore()
  const store: Store = {
    ...memory,
    putIfAbsent: (key, value, world) => {
      record = value
      return memory.putIfAbsent(key, value, world)
    },
  }
  const mock = await createMock({ providers: [await findProvider('dimilinks')], atRoot: true, store })
  const { body, ...init } = submit
  await mock.fetch(`http://bench${submit.path}`, { ...init, body: new Uint8Array(body ?? []) })
  return record
}

async function databaseSize(address: string): Promise<number | undefined> {
  if (address.startsWith('sqlite:')) {
    const path = address.slice('sqlite:'.length)
    return statSync(path).size + statSync(`${path}-wal`).size
  }
  if (!address.startsWith('redis:')) return undefined
  const { createClient } = await import('@redis/client')
  const client = await createClient({ url: address }).connect()
  const text = String(await client.info('memory'))
  client.destroy()
  return Number(/used_memory:(\d+)/.exec(text)?.[1])
}

/** Calls `run` for each number, in batches that run together. Returns calls per second. */
async function inBatches(count: number, run: (number: number) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let first = 0; first < count; first += batch)
    await Promise.all(Array.from({ length: Math.min(batch, count - first) }, (_, index) => run(first + index)))
  return count / ((performance.now() - start) / 1000)
}

const [address = 'memory', count = 1000] = [process.argv[2], Number(process.argv[3])]
const record = await recordOfTask()
const store = await openStore(address)
const keyOf = (number: number) => `task:dimilinks:img_${number.toString(16).padStart(24, '0')}`
const measure = async () => {
  globalThis.gc?.()
  return { rss: process.memoryUsage().rss, database: await databaseSize(address) }
}
await inBatches(10 * batch, (number) => store.putIfAbsent(`warm-up:${number}`, record, 'warm-up'))
const before = await measure()
const perSecond = await inBatches(count, (number) => store.putIfAbsent(keyOf(number), record, 'world'))
const after = await measure()
const step = Math.max(1, Math.floor(count / reads))
const readsPerSecond = await inBatches(Math.min(reads, count), (number) => store.get(keyOf(number * step)))
const filled: Filled = {
  perSecond,
  readsPerSecond,
  rssBytes: (after.rss - before.rss) / count,
  ...(after.database === undefined ? {} : { databaseBytes: (after.database - (before.database ?? 0)) / count }),
}
console.log(JSON.stringify(filled))
await store.close()
