import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

/** Redis or Valkey in the path of this machine; undefined if there is neither. */
const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)

/** Tests that Redis can be started. Says so once when it cannot, because the tests with Redis are then skipped. */
export const hasRedis = program !== undefined
if (!hasRedis)
  console.warn('Redis is not installed: the tests with Redis are skipped. Install redis-server to run them.')

export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Sends a signal to the server, such as SIGSTOP. */
  kill(signal: NodeJS.Signals): void
  /** Ends the server. Its data is gone. */
  stop(): Promise<void>
}

/** Starts Redis on a port, a free one by default, with nothing kept on disk. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const chosen = port ?? (await findFreePort())
  const command = `${program} --port ${chosen} --bind 127.0.0.1 --save '' --appendonly no & echo pid $!; cat; kill -9 $!`
  // Redis ends with this process, however that ends, because the shell then reads the end of its input.
  const child = spawn('sh', ['-c', command])
  const lines = createInterface({ input: child.stdout })
  let pid = 0
  for await (const line of lines) {
    if (line.startsWith('pid ')) pid = Number(line.slice(4))
    if (line.includes('Ready to accept connections')) break
  }
  child.stdout.resume()
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    kill: (signal) => void process.kill(pid, signal),
    async stop() {
      const ended = once(child, 'exit')
      process.kill(pid, 'SIGKILL')
      child.stdin.end()
      await ended
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const closed = once(server, 'close')
  server.close()
  await closed
  return typeof address === 'object' && address !== null ? address.port : 0
}
