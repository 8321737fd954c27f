import { nextTurn } from '../time/clock.ts'
import { type Clock, systemClock } from '../time/system-clock.ts'
import { msPerSecond } from '../time/units.ts'
import { createGuard } from './guarded.ts'
import { shortKey } from './short-key.ts'
import { defaultTtlSeconds, type Store, type StoreRecord } from './store.ts'

/** Records in a page of a list. */
const pageSize = 500
/** Writes after which expired rows are deleted. */
const sweepAfterWrites = 10_000
/** Longest wait for another process that writes, in ms. It counts from the first statement on, because a new file may be locked. */
const lockTimeout = 5000
/** Longest time for which the whole process stands still in that wait, and time to the next try, in ms. */
const lockStandstill = 20
const lockRetry = 5
/** Code of SQLite for a locked database. */
const busyCode = 5

const schema = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS state (
  number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, world TEXT, expires INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS records ON state (world, number) WHERE world IS NOT NULL;
CREATE INDEX IF NOT EXISTS expiries ON state (expires);
CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, sum INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/** Options of `createSqliteStore`. */
export interface SqliteStoreOptions {
  /** File of the database, which is created when missing. */
  readonly path: string
  /** Seconds of real time after which state that nobody changed is deleted; a week by default. */
  readonly ttlSeconds?: number
  readonly clock?: Pick<Clock, 'now'>
}

/**
 * Opens a store in a SQLite database. State survives the end of the process, also by SIGKILL. Several processes on one
 * machine can use the file at the same time. Throws when the file cannot be opened.
 */
export async function createSqliteStore({
  path,
  ttlSeconds = defaultTtlSeconds,
  clock = systemClock,
}: SqliteStoreOptions): Promise<Store> {
  const { DatabaseSync } = loadSqlite()
  const database = new DatabaseSync(path, { timeout: lockTimeout })
  database.exec(schema)
  const statements = {
    insert: database.prepare(
      'INSERT INTO state (key, value, world, expires) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    get: database.prepare('SELECT value FROM state WHERE key = ?'),
    replace: database.prepare('UPDATE state SET value = ?, expires = ? WHERE key = ? AND value = ?'),
    removeValue: database.prepare('DELETE FROM state WHERE key = ? AND value = ?'),
    remove: database.prepare('DELETE FROM state WHERE key = ?'),
    removeCounter: database.prepare('DELETE FROM counters WHERE key = ?'),
    add: database.prepare(
      'INSERT INTO counters (key, sum, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET sum = sum + excluded.sum, expires = excluded.expires RETURNING sum',
    ),
    list: database.prepare(
      `SELECT number, key, value FROM state WHERE world IS NOT NULL AND number > ? ORDER BY number LIMIT ${pageSize}`,
    ),
    listWorld: database.prepare(
      `SELECT number, key, value FROM state WHERE world = ? AND number > ? ORDER BY number LIMIT ${pageSize}`,
    ),
    worlds: database.prepare('SELECT DISTINCT world FROM state WHERE world IS NOT NULL'),
    sweep: database.prepare('DELETE FROM state WHERE expires < ?'),
    sweepCounters: database.prepare('DELETE FROM counters WHERE expires < ?'),
  }
  const expires = () => clock.now() + ttlSeconds * msPerSecond
  const sweep = () => {
    statements.sweep.run(clock.now())
    statements.sweepCounters.run(clock.now())
  }
  sweep()
  database.exec(`PRAGMA busy_timeout = ${lockStandstill}`)
  const queue: Write[] = []
  let writesSinceSweep = 0
  /** Begins to write. Other requests are answered while another process writes. */
  const begin = async (): Promise<void> => {
    for (const end = systemClock.now() + lockTimeout; ; await systemClock.sleep(lockRetry))
      try {
        return database.exec('BEGIN IMMEDIATE')
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== busyCode || systemClock.now() >= end) throw error
      }
  }
  /** Runs the writes of a turn of the event loop in one transaction, which takes a tenth of the time of one for each. */
  const flush = async (): Promise<void> => {
    await nextTurn()
    const failure = await begin().catch((error: Error) => error)
    const writes = queue.splice(0)
    try {
      if (failure) throw failure
      for (const { run } of writes) run()
      writesSinceSweep += writes.length
      if (writesSinceSweep >= sweepAfterWrites) {
        writesSinceSweep = 0
        sweep()
      }
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      for (const { reject } of writes) reject(error)
      return
    }
    for (const { resolve } of writes) resolve()
  }
  const write = <Args extends unknown[], T>(run: (...args: Args) => T) =>
    guarded(
      (...args: Args) =>
        new Promise<T>((resolve, reject) => {
          let result: T
          const length = queue.push({
            run: () => {
              result = run(...args)
            },
            resolve: () => resolve(result),
            reject,
          })
          if (length === 1) void flush()
        }),
    )
  const add = write(
    (key: string, amount: number) => statements.add.get(shortKey(key), amount, expires())?.sum as number,
  )
  return {
    isShared: true,
    putIfAbsent: write((key, value, world) => statements.insert.run(key, value, world, expires()).changes > 0),
    get: guarded(async (key) => statements.get.get(key)?.value as string | undefined),
    replace: write((key, before, after) => {
      if (before === undefined)
        return after === undefined
          ? statements.get.get(key) === undefined
          : statements.insert.run(key, after, null, expires()).changes > 0
      if (after === undefined) return statements.removeValue.run(key, before).changes > 0
      return statements.replace.run(after, expires(), key, before).changes > 0
    }),
    add,
    async *list(world) {
      let last = 0
      const read = guarded(async () =>
        world === undefined ? statements.list.all(last) : statements.listWorld.all(world, last),
      )
      for (let rows = await read(); rows.length > 0; rows = await read()) {
        last = rows.at(-1)?.number as number
        yield rows.map(({ key, value }): StoreRecord => [key as string, value as string])
      }
    },
    listWorlds: guarded(async () => statements.worlds.all().map(({ world }) => world as string)),
    remove: write((key) => {
      statements.remove.run(key)
      statements.removeCounter.run(shortKey(key))
    }),
    isReachable: () =>
      add('reached', 1).then(
        () => true,
        () => false,
      ),
    async close() {
      while (queue.length > 0) await nextTurn()
      database.close()
    },
  }
}

/** A write that waits for the end of the turn. */
interface Write {
  readonly run: () => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const guarded = createGuard('The SQLite store failed')

/** Loads Node's SQLite without its warning that the module is experimental, which says nothing to the user of a mock. */
function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
