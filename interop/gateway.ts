import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A gateway that runs in front of the mock. */
export interface RunningGateway {
  readonly version: string
  /** Base URL of the image operations. */
  readonly baseUrl: string
  /** API key that the gateway accepts. */
  readonly key: string
  /** Key of a second account, if the gateway has accounts without a database. */
  readonly otherKey?: string
  readonly headers?: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** A gateway that can be installed. */
export interface GatewayPackage {
  readonly name: string
  /** Installs the gateway if it is absent. Throws Unavailable if this machine lacks a program that the gateway needs. */
  install(): Promise<void>
  /** Starts the gateway in front of an upstream, which has the base URL and accepts the keys. */
  start(upstream: Upstream): Promise<RunningGateway>
}

/** The mock, as a gateway sees it. */
export interface Upstream {
  readonly baseUrl: string
  readonly key: string
  readonly otherKey: string
}

/** A gateway can't run on this machine. The message is a sentence with the reason. */
export class Unavailable extends Error {}

/** Runs a program to its end, and prints its output only if it fails. Throws an Error with the output. */
export async function runToEnd(program: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = collectOutput(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with exit code ${code}:\n${output()}`)
  return output()
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  let text = ''
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-20_000)
    })
  return () => text
}

export interface ServerOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** URL that answers with status 200 once the server is ready. */
  readonly readyUrl: string
}

const startLimitMs = 180_000

/**
 * Starts a server and waits until it is ready. Returns a function that stops the server. Throws an Error with the output if
 * the server ends or is not ready within three minutes.
 */
export async function startServer({ program, args, cwd, env, readyUrl }: ServerOptions): Promise<() => Promise<void>> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = collectOutput(child)
  const ended = once(child, 'close')
  const stopAtExit = () => void child.kill('SIGKILL')
  process.once('exit', stopAtExit)
  const stop = async () => {
    process.off('exit', stopAtExit)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(timer)
  }
  const giveUpAt = Date.now() + startLimitMs
  for (;;) {
    const response = await fetch(readyUrl).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok) return stop
    const isAlive = child.exitCode === null && child.signalCode === null
    if (!isAlive || Date.now() > giveUpAt) {
      await stop()
      throw new Error(`${program} is not ready at ${readyUrl}:\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Returns a port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('the system gave no port')
  return address.port
}
