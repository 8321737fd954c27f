import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cache } from './paths.ts'
import { onServerCore } from './pin.ts'

/** A contender's process, on the server's core. */
export interface Server extends AsyncDisposable {
  readonly pid: number
  readonly port: number
  /** The next that it tells over IPC, where it was started to speak. */
  heard(): Promise<unknown>
  signal(name: NodeJS.Signals): void
  /** Rejects when it ends before it was stopped; never resolves. */
  readonly failed: Promise<never>
  ended(): boolean
}

/** It has this long to open its port. */
const patience = 60_000

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/**
 * Starts the command. What it says to its standard output is lost: whoever reads it would take time from the generator.
 * Its errors are kept for when it fails.
 */
export function spawnServer(
  command: readonly string[],
  port: number,
  { name, speaks = false }: { readonly name: string; readonly speaks?: boolean },
): Server {
  mkdirSync(join(cache, 'logs'), { recursive: true })
  const log = join(cache, 'logs', `${name}.log`)
  const errors = openSync(log, 'w')
  const [file = '', ...args] = onServerCore(command)
  // A variable of the shell must not tell one contender to behave otherwise (Prism forks where it is `production`).
  const { NODE_ENV: _, NODE_OPTIONS: __, ...env } = process.env
  const stdio = ['ignore' as const, 'ignore' as const, errors, ...(speaks ? ['ipc' as const] : [])]
  const child = spawn(file, args, { cwd: cache, env, stdio })
  closeSync(errors)
  const kill = () => child.kill('SIGKILL')
  // A run that is cut short leaves no process behind.
  process.once('exit', kill)
  let stopped = false
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message))
    child.once('exit', (code, signal) => resolve(`it ended with ${code ?? signal}`))
  })
  const failed = ended.then((why) => {
    if (stopped) return new Promise<never>(() => {})
    const last = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .findLast((line) => /error: /i.test(line))
    throw new Error(last === undefined ? why : `${why}: ${last.trim().slice(0, 100)}`)
  })
  // Whoever waits for something else at that moment hears of it from that.
  failed.catch(() => {})
  return {
    pid: child.pid ?? 0,
    port,
    failed,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    heard: () => once(child, 'message').then(([message]) => message),
    signal: (name) => child.kill(name),
    async [Symbol.asyncDispose]() {
      stopped = true
      process.off('exit', kill)
      kill()
      await ended
    },
  }
}

/** Starts the command and waits until its port is open. Rejects with the reason when it ends before. */
export async function startServer(...given: Parameters<typeof spawnServer>): Promise<Server> {
  const server = spawnServer(...given)
  const gone = new AbortController()
  server.failed.catch(() => gone.abort())
  try {
    await Promise.race([server.failed, isOpen(server.port, gone.signal)])
    return server
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
}

/** What is done with a server. Where that fails because the server ended, the reason is why it did. */
export async function during<T>(server: Server, work: Promise<T>): Promise<T> {
  try {
    return await Promise.race([work, server.failed])
  } catch (error) {
    // A connection breaks before its process is known to have ended.
    await wait(1000)
    if (server.ended()) await server.failed
    throw error
  }
}

async function isOpen(port: number, gone: AbortSignal): Promise<void> {
  const end = performance.now() + patience
  while (!gone.aborted && !(await answers(port))) {
    if (performance.now() > end) throw new Error(`its port was not open after ${patience / 1000} s`)
    await wait(10)
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
