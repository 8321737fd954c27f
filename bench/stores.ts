import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { usualCalls, usualWarmUp } from './contenders/contender.ts'
import { mockCommand } from './contenders/ours.ts'
import { load } from './parts/load.ts'
import { medians } from './parts/median.ts'
import { poll, submit, type WireRequest } from './parts/requests.ts'
import { send } from './parts/send.ts'
import { freePort, type Server, startServer } from './parts/server.ts'
import type { Filled } from './programs/fill-store.ts'
import type { Settings } from './workloads/workload.ts'

/** Requests per second of some processes that share a store. */
interface ReplicaFigures {
  readonly processes: number
  readonly submits: number
  readonly polls: number
}

/** Requests per second by store and number of processes, and the cost of tasks by store. */
export interface Stores {
  readonly replicas: readonly (ReplicaFigures & { readonly store: string })[]
  readonly costs: readonly (Filled & { readonly store: string })[]
  readonly tasks: number
}

const connections = 32
const fillStore = fileURLToPath(new URL('./programs/fill-store.ts', import.meta.url))

/** Starts Redis, with nothing kept on disk. Throws when redis-server is not installed. */
async function startRedis(): Promise<{ address: string } & AsyncDisposable> {
  const port = await freePort()
  const child = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'])
  child.once('error', () => {
    throw new Error('redis-server is missing: install it with apt-get install redis-server')
  })
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('Ready to accept')) break
  child.stdout.resume()
  return {
    address: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Loads all processes at the same time. Returns the sum of their requests per second. */
async function loadAll(servers: readonly Server[], request: WireRequest, { seconds }: Settings): Promise<number> {
  const loads = await Promise.all(
    servers.map(({ pid, port }) =>
      load({
        port,
        pid,
        connections: Math.ceil(connections / servers.length),
        warmUp: usualWarmUp,
        seconds,
        requests: [request],
      }),
    ),
  )
  if (loads.some(({ bad }) => bad > 0)) throw new Error('some requests failed: expected status 2xx')
  return loads.reduce((sum, { perSecond }) => sum + perSecond, 0)
}

async function measureReplicas(store: string, processes: number, settings: Settings): Promise<ReplicaFigures> {
  const servers: Server[] = []
  try {
    for (let number = 0; number < processes; number++) {
      const port = await freePort()
      const command = mockCommand(['dimilinks'], port, '--store', store)
      servers.push(await startServer(command, port, { name: `replica-${number}`, pinned: false }))
    }
    const [first] = servers
    const id = usualCalls.id.exec((await send(first?.port ?? 0, submit)).text)?.[1] ?? ''
    return {
      processes,
      polls: await loadAll(servers, poll(id), settings),
      submits: await loadAll(servers, submit, settings),
    }
  } finally {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
  }
}

async function fill(address: string, tasks: number): Promise<Filled> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', fillStore, address, String(tasks)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Filled
}

const replicaRows = [
  ['memory', 1],
  ['SQLite', 1],
  ['Redis', 1],
  ['Redis', 2],
  ['Redis', 3],
] as const
const costRows = ['memory', 'SQLite', 'Redis'] as const

/** Measures one, two and three processes on one store, and the cost of tasks in each store. */
export async function measureStores(settings: Settings, log: (line: string) => void): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-stores-'))
  const replicas: ReplicaFigures[][] = replicaRows.map(() => [])
  const costs: Filled[][] = costRows.map(() => [])
  /** Runs with the address of an empty store. */
  const withStore = async <T>(store: (typeof costRows)[number], run: (address: string) => Promise<T>): Promise<T> => {
    await using redis = await startRedis()
    const file = join(await mkdtemp(join(folder, 'store-')), 'state.db')
    const figures = await run({ memory: 'memory', SQLite: `sqlite:${file}`, Redis: redis.address }[store])
    log(`${store}: ${JSON.stringify(figures)}`)
    return figures
  }
  try {
    for (let round = 1; round <= settings.rounds; round++) {
      for (const [row, [store, processes]] of replicaRows.entries())
        replicas[row]?.push(await withStore(store, (address) => measureReplicas(address, processes, settings)))
      for (const [row, store] of costRows.entries())
        costs[row]?.push(await withStore(store, (address) => fill(address, settings.tasks)))
    }
  } finally {
    await rm(folder, { recursive: true })
  }
  return {
    replicas: replicaRows.map(([store], row) => ({ store, ...medians(replicas[row] ?? []) })),
    costs: costRows.map((store, row) => ({ store, ...medians(costs[row] ?? []) })),
    tasks: settings.tasks,
  }
}
