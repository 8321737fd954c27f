import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Buildah } from './build-image.ts'

/** Part of the configuration of an image that `docker run` uses. */
interface ImageConfig {
  readonly User: string
  readonly Env: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly Cmd: readonly string[]
  readonly Healthcheck: { readonly Test: readonly string[] }
}

/** Address of the container other than loopback, in a network of its own. */
const address = '10.64.0.1'

/** Mounts as a container engine does: the root read-only, /proc and /dev, and the given folder writable. */
const enter = `
ip link set lo up
ip address add ${address}/32 dev lo
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -o remount,bind,ro "$1"
if [ "$2" != none ]; then mount --bind "$1$2" "$1$2"; mount -o remount,bind,rw "$1$2"; fi
root=$1 user=$3
shift 3
cd "$root"
exec chroot --userspec="$user" "$root" env -i "$@"
`

export function readConfig(buildah: Buildah, image: string): ImageConfig {
  const { Docker } = JSON.parse(buildah('inspect', '--type', 'image', image)) as { Docker: { config: ImageConfig } }
  return Docker.config
}

interface Options {
  /** Arguments in place of the command of the image. */
  readonly args?: readonly string[]
  readonly env?: readonly string[]
  /** Folder of the container that is writable. */
  readonly writable?: string
}

export type Container = ReturnType<typeof startContainer>

/**
 * Runs the image as a container: process 1 of its own processes, network and mounts, as the user of the image, with a read-only root
 * and without the environment of this machine. `folder` is the root file system.
 */
export function startContainer(
  folder: string,
  config: ImageConfig,
  { args = config.Cmd, env = [], writable = 'none' }: Options = {},
) {
  const variables = [...config.Env, ...env]
  const own = ['--mount', '--pid', '--net', '--fork', '--kill-child']
  const start = [
    'sh',
    '-ec',
    enter,
    'enter',
    folder,
    writable,
    config.User,
    ...variables,
    ...config.Entrypoint,
    ...args,
  ]
  const child = spawn('unshare', [...own, ...start], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))

  /** Returns the process that is number 1 in the container. */
  const findPid = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()

  /** Runs a program in the container, as `docker exec` does. */
  const execute = (...command: readonly string[]): { code: number | null; output: string } => {
    const inside = ['chroot', `--userspec=${config.User}`, folder, 'env', '-i', ...variables, ...command]
    const { status, stdout, stderr } = spawnSync(
      'nsenter',
      ['--target', findPid(), '--mount', '--pid', '--net', ...inside],
      { encoding: 'utf8' },
    )
    return { code: status, output: `${stdout}${stderr}` }
  }

  /** Runs the HEALTHCHECK of the image. */
  const isHealthy = (): boolean => {
    const [kind, ...command] = config.Healthcheck.Test
    if (kind !== 'CMD') throw new Error(`HEALTHCHECK ${kind}: expected CMD, because the image needs no shell then`)
    return execute(...command).code === 0
  }

  return {
    execute,
    isHealthy,
    /** Returns the output so far. */
    output: () => output,

    /** Returns the numbers of the users as whom the process runs. */
    userIds(): string[] {
      const [, ids = ''] = /^Uid:\s*(.*)$/m.exec(readFileSync(`/proc/${findPid()}/status`, 'utf8')) ?? []
      return [...new Set(ids.split('\t'))]
    },

    /** Sends a request with curl from the network of the container, to another address than loopback. */
    request(path: string, ...options: readonly string[]): { status: number; body: string } {
      const curl = ['curl', '-sS', '-w', '\n%{http_code}', ...options, `http://${address}:4010${path}`]
      const { stdout, stderr } = spawnSync('nsenter', ['--target', findPid(), '--net', ...curl], {
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      })
      const end = stdout.lastIndexOf('\n')
      if (end < 0) throw new Error(`curl failed: ${stderr}`)
      return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) }
    },

    /** Waits until the HEALTHCHECK succeeds. Throws after 50 attempts. */
    async waitUntilHealthy(): Promise<void> {
      for (let attempt = 0; attempt < 50; attempt++) {
        await setTimeout(200)
        if (child.exitCode === null && isHealthy()) return
      }
      throw new Error(`the container did not become healthy; its output:\n${output}`)
    },

    /** Sends SIGTERM as `docker stop` does. Returns the exit code, and the time in ms. */
    async stop(): Promise<{ code: number | null; tookMs: number }> {
      const startedAt = performance.now()
      const ended = once(child, 'exit')
      process.kill(Number(findPid()), 'SIGTERM')
      const [code] = (await ended) as [number | null]
      return { code, tookMs: Math.round(performance.now() - startedAt) }
    },

    /** Ends the container at once, if it still runs: the end of `unshare` alone would leave a process of another user. */
    kill() {
      if (child.exitCode === null && child.signalCode === null) process.kill(Number(findPid()), 'SIGKILL')
    },
  }
}
