import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCli } from '../support/cli.ts'
import { hasRedis, type RedisServer, startRedis } from '../support/redis-server.ts'

/** Tasks that run at the same time. */
const taskCount = process.env.LONG ? 1000 : 60
/** Requests at the same time. */
const parallel = 32

let folder: string
let redis: RedisServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replicas-'))
  if (hasRedis) redis = await startRedis()
})
afterAll(async () => {
  await redis?.stop()
  await rm(folder, { recursive: true })
})

type Program = ReturnType<typeof startCli>

/** Starts a mock of DimiLinks, whose tasks take a second. */
async function startReplica(store: string): Promise<{ port: number; program: Program }> {
  const args = ['mock', '--provider', 'dimilinks', '--port', '0', '--store', store]
  const program = startCli(args, { cwd: folder })
  await program.printed('Open http')
  return { port: Number(/at http:\/\/127\.0\.0\.1:(\d+)/.exec(program.output())?.[1]), program }
}

/** Starts a proxy that sends each connection to the next port, and leaves out ports that nobody listens on. */
async function startProxy(ports: () => readonly number[]) {
  let next = 0
  const server = createServer((client) => {
    const forward = (attempts: number) => {
      const listed = ports()
      const port = listed[next++ % listed.length] ?? 0
      const upstream = connect(port, '127.0.0.1')
      const fail = () => (attempts > 1 ? forward(attempts - 1) : client.destroy())
      upstream.once('error', fail).once('connect', () => {
        upstream.off('error', fail).on('error', () => client.destroy())
        client.pipe(upstream).pipe(client)
      })
      client.on('error', () => upstream.destroy())
    }
    forward(3)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

/**
 * Creates a client that notes the acknowledged tasks, and their states, which may only go forward. After a broken connection
 * the client waits for `whenDown`.
 */
function createObserver(url: string, whenDown: () => Promise<void> = async () => {}) {
  // Without keep-alive each request has a connection of its own, and so meets the next process.
  const dispatcher = new Agent({ pipelining: 0 })
  const words = ['queued', 'in_progress', 'processing', 'running', 'succeeded']
  const states = new Map<string, string>()
  const backwards: string[] = []
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: 'Bearer sk-replicas', 'content-type': 'application/json' }
    return fetch(`${url}${path}`, { ...init, headers, dispatcher } as object)
  }
  /** Submits until the mock acknowledges; a broken connection or a 503 says nothing about the task. */
  const submit = async (prompt: string): Promise<string> => {
    for (;;) {
      const response = await ask('/v1/images/generations?async=true', {
        method: 'POST',
        body: JSON.stringify({ prompt }),
      }).catch(() => undefined)
      if (!response) await whenDown()
      if (!response || response.status === 503) continue
      const { task_id: id } = (await response.json()) as { task_id: string }
      states.set(id, 'queued')
      return id
    }
  }
  const poll = async (id: string): Promise<string> => {
    const response = await ask(`/v1/tasks/${id}`).catch(() => undefined)
    if (!response || response.status === 503) return states.get(id) ?? ''
    const { status = `HTTP ${response.status}` } = (await response.json()) as { status?: string }
    const before = states.get(id) ?? ''
    if (!words.includes(status) || words.indexOf(status) < words.indexOf(before))
      backwards.push(`${id}: ${before} -> ${status}`)
    states.set(id, status)
    return status
  }
  /** Polls every task until all have ended. */
  const pollAll = async (): Promise<void> => {
    while ([...states.values()].some((state) => state !== 'succeeded')) {
      const running = [...states].filter(([, state]) => state !== 'succeeded').map(([id]) => id)
      await inParallel(running, poll)
      if (backwards.length > 0) return
    }
  }
  return { ask, submit, poll, pollAll, states, backwards, close: () => dispatcher.destroy() }
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (const item of left) await run(item)
    }),
  )
}

const prompts = Array.from({ length: taskCount }, (_, index) => `a fox, number ${index}`)

describe.skipIf(!hasRedis)('three processes on one Redis behind a proxy', () => {
  test('lose no acknowledged task when one is killed, and when all are replaced one by one', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica(redis.url)))
    const proxy = await startProxy(() => replicas.map(({ port }) => port))
    const observer = createObserver(proxy.url)
    const half = prompts.length / 2
    await inParallel(prompts.slice(0, half), observer.submit)
    const rest = inParallel(prompts.slice(half), observer.submit)
    replicas[1]?.program.kill('SIGKILL')
    await rest
    if (process.env.LONG)
      for (const index of [1, 0, 2]) {
        const load = inParallel(prompts.slice(0, 100), observer.submit)
        replicas[index]?.program.kill('SIGTERM')
        const restarted = await startReplica(redis.url)
        replicas[index] = restarted
        await load
      }
    await observer.pollAll()
    expect(observer.backwards).toEqual([])
    expect(observer.states.size).toBe(process.env.LONG ? taskCount + 300 : taskCount)

    const [id = ''] = [...observer.states.keys()]
    const polled = (await (await observer.ask(`/v1/tasks/${id}`)).json()) as { result: { data: [{ url: string }] } }
    const { pathname, search } = new URL(polled.result.data[0].url, proxy.url)
    const images = await Promise.all(
      [1, 2, 3, 4].map(async () => Buffer.from(await (await observer.ask(pathname + search)).arrayBuffer())),
    )
    expect(images[0]?.subarray(1, 4).toString()).toBe('PNG')
    for (const image of images) expect(image.equals(images[0] as Buffer)).toBe(true)
    for (const { program } of replicas) program.kill('SIGKILL')
    proxy.close()
    await observer.close()
  }, 120_000)
})

test('a process on SQLite that is killed under load has every acknowledged task when it starts again', async () => {
  const store = `sqlite:${join(folder, 'state.db')}`
  const first = await startReplica(store)
  let { port } = first
  const proxy = await startProxy(() => [port])
  const restarted = Promise.withResolvers<void>()
  const observer = createObserver(proxy.url, () => restarted.promise)
  const load = inParallel(prompts, observer.submit)
  await inParallel(prompts.slice(0, 20), observer.submit)
  first.program.kill('SIGKILL')
  await first.program.ended
  const second = await startReplica(store)
  port = second.port
  restarted.resolve()
  await load
  await observer.pollAll()
  expect([observer.backwards, observer.states.size]).toEqual([[], taskCount + 20])
  second.program.kill('SIGKILL')
  proxy.close()
  await observer.close()
})
