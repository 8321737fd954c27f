import { defaultTtlSeconds, type Store } from './store.ts'

const expectation = 'expected memory, sqlite:./state.db, or redis://HOST:6379/0'

/**
 * Opens the store that a text names: `memory`, `sqlite:PATH`, `redis://…`, `rediss://…` or `valkey://…`. The query
 * `?ttl=SECONDS` sets how long state is kept that nobody changes, and `?prefix=TEXT` the beginning of the keys in Redis.
 * Throws for any other text, and when the store cannot be opened. `onError` is called when a connection breaks.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider, openStore } from 'proofsheet'
 *
 * const store = await openStore('memory') // or sqlite:./state.db, redis://HOST:6379/0
 * const mock = await createMock({ providers: [await loadProvider('./lumen')], store })
 * console.log((await mock.fetch('http://localhost/')).status) // 200
 * await store.close()
 * ```
 */
export async function openStore(text: string, onError?: (error: Error) => void): Promise<Store> {
  if (text === 'memory') return (await import('./memory.ts')).createMemoryStore()
  const [address = '', query = ''] = text.split('?', 2)
  const options = readOptions(text, new URLSearchParams(query))
  const { scheme, rest } = /^(?<scheme>[a-z]+):(?<rest>.+)$/.exec(address)?.groups ?? {}
  if (scheme === 'sqlite' && rest) {
    const { createSqliteStore } = await import('./sqlite.ts')
    return createSqliteStore({ path: rest, ...options }).catch((error: Error) => {
      throw new Error(
        `cannot open the SQLite store ${rest} (${error.message}): pass a file in a folder that can be written`,
      )
    })
  }
  if (scheme === 'redis' || scheme === 'rediss' || scheme === 'valkey') {
    const { createRedisStore } = await import('./redis.ts')
    const url = URL.parse(`${scheme === 'valkey' ? 'redis' : scheme}:${rest}`)
    if (!url?.host) throw new Error(`invalid store: ${expectation}`)
    return createRedisStore({ url: url.href, ...options, ...(onError && { onError }) })
  }
  // A text with a password is not repeated.
  throw new Error(`invalid store${text.includes('@') ? '' : ` "${text}"`}: ${expectation}`)
}

function readOptions(text: string, query: URLSearchParams): { ttlSeconds: number; prefix?: string } {
  const unknown = [...query.keys()].find((name) => name !== 'ttl' && name !== 'prefix')
  if (unknown !== undefined)
    throw new Error(`invalid store: ${unknown} is unknown in ?${text.split('?')[1]}; expected ttl or prefix`)
  const ttlSeconds = query.has('ttl') ? Number(query.get('ttl')) : defaultTtlSeconds
  if (!(Number.isInteger(ttlSeconds) && ttlSeconds > 0))
    throw new Error(`invalid ttl "${query.get('ttl')}": expected whole seconds above 0, such as ?ttl=86400`)
  const prefix = query.get('prefix')
  return { ttlSeconds, ...(prefix === null ? {} : { prefix }) }
}
