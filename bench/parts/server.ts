import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cache } from './paths.ts'
import { pinToServerCore, unpinned } from './pin.ts'

/** A contender's process, on the server's core. */
export interface Server extends AsyncDisposable {
  readonly pid: number
  readonly port: number
  /** Waits for the next message over IPC. Requires `ipc`. */
  nextMessage(): Promise<unknown>
  signal(name: NodeJS.Signals): void
  /** Rejects if the process ends before it is stopped; never resolves. */
  readonly failed: Promise<never>
  ended(): boolean
}

/** Ms within which a contender has to open its port. */
const openTimeoutMs = 60_000

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('the system assigned no port')
  return address.port
}

/**
 * Starts the command. Its standard output is discarded, because reading it would take time from the generator. Its standard
 * error goes to a log, which gives the reason if the command fails. Without `pinned`, the process may use every core.
 */
export function spawnServer(
  command: readonly string[],
  port: number,
  { name, ipc = false, pinned = true }: { readonly name: string; readonly ipc?: boolean; readonly pinned?: boolean },
): Server {
  mkdirSync(join(cache, 'logs'), { recursive: true })
  const log = join(cache, 'logs', `${name}.log`)
  const errors = openSync(log, 'w')
  const [file = '', ...args] = pinned ? pinToServerCore(command) : unpinned(command)
  // A variable of the shell must not change one contender: Prism forks if NODE_ENV is `production`.
  const { NODE_ENV: _, NODE_OPTIONS: __, ...env } = process.env
  const stdio = ['ignore' as const, 'ignore' as const, errors, ...(ipc ? ['ipc' as const] : [])]
  const child = spawn(file, args, { cwd: cache, env, stdio })
  closeSync(errors)
  const kill = () => child.kill('SIGKILL')
  // An interrupted run leaves no process behind.
  process.once('exit', kill)
  let stopped = false
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message))
    child.once('exit', (code, signal) => resolve(`its process ended with ${code ?? signal}`))
  })
  const failed = ended.then((reason) => {
    if (stopped) return new Promise<never>(() => {})
    const last = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .findLast((line) => /error: /i.test(line))
    throw new Error(last === undefined ? reason : `${reason}: ${last.trim().slice(0, 100)}`)
  })
  // Without this handler the process would crash when the server fails while nothing awaits `failed`.
  failed.catch(() => {})
  return {
    pid: child.pid ?? 0,
    port,
    failed,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    nextMessage: () => once(child, 'message').then(([message]) => message),
    signal: (name) => child.kill(name),
    async [Symbol.asyncDispose]() {
      stopped = true
      process.off('exit', kill)
      kill()
      await ended
    },
  }
}

/** Starts the command and waits until its port is open. Rejects with the reason if the process ends before. */
export async function startServer(...args: Parameters<typeof spawnServer>): Promise<Server> {
  const server = spawnServer(...args)
  const ended = new AbortController()
  server.failed.catch(() => ended.abort())
  try {
    await Promise.race([server.failed, waitUntilOpen(server.port, ended.signal)])
    return server
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
}

/** Waits for work on a server. If the work fails because the server ended, rejects with the reason of the server's end. */
export async function guard<T>(server: Server, work: Promise<T>): Promise<T> {
  try {
    return await Promise.race([work, server.failed])
  } catch (error) {
    // The connection breaks before the exit of the process is reported.
    await wait(1000)
    if (server.ended()) await server.failed
    throw error
  }
}

async function waitUntilOpen(port: number, ended: AbortSignal): Promise<void> {
  const end = performance.now() + openTimeoutMs
  while (!ended.aborted && !(await acceptsConnections(port))) {
    if (performance.now() > end) throw new Error(`its port was not open after ${openTimeoutMs / 1000} s`)
    await wait(10)
  }
}

const acceptsConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
