import { execFileSync, spawnSync } from 'node:child_process'

/** Debian's packages that the check of the image needs, and a program of each. */
const packages = {
  buildah: 'buildah',
  mmdebstrap: 'mmdebstrap',
  unshare: 'util-linux',
  ip: 'iproute2',
  curl: 'curl',
  haproxy: 'haproxy',
  dnsmasq: 'dnsmasq-base',
  'redis-server': 'redis-server',
} as const

/** Says which programs are missing and how to install them; undefined if none is missing. */
export function describeMissing(): string | undefined {
  if (process.platform !== 'linux') return 'image:check builds the image on Linux alone; with Docker: docker build .'
  if (process.getuid?.() !== 0)
    return 'image:check needs root, because the check mounts file systems; with Docker: docker build .'
  const missing = Object.entries(packages).filter(([program]) => spawnSync('which', [program]).status !== 0)
  if (missing.length === 0) return undefined
  const programs = missing.map(([program]) => program).join(', ')
  return `missing ${programs}: apt-get install -y --no-install-recommends ${missing.map(([, name]) => name).join(' ')}`
}

/** Runs a program and returns its output. Throws with the end of the output if the program fails. */
export function run(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.slice(0, 8).join(' ')} failed:\n${`${stdout}\n${stderr}`.trim().slice(-3000)}`)
  }
}
