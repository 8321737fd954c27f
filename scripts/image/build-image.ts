import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './programs.ts'

const root = join(import.meta.dirname, '../..')

/** Runs buildah with its images in a folder. */
export type Buildah = (...args: string[]) => string

/** Creates a runner of buildah. The driver vfs needs no overlay file system, and works in a container too. */
export const createBuildah =
  (folder: string): Buildah =>
  (...args) =>
    run('buildah', [
      '--root',
      join(folder, 'images'),
      '--runroot',
      join(folder, 'run'),
      '--storage-driver',
      'vfs',
      ...args,
    ]).trim()

/** Release of Debian that the Dockerfile names. */
function readRelease(): string {
  const [, release] = /^ARG DEBIAN=(\w+)$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8')) ?? []
  if (release === undefined) throw new Error('the Dockerfile names no release: expected the line ARG DEBIAN=NAME')
  return release
}

/**
 * Makes the two base images that the Dockerfile names, from Debian's packages and from the npm package `node`, because no registry of
 * images is needed then. They stand for `debian:RELEASE-slim` and `node:24-RELEASE-slim`.
 */
export function makeBases(buildah: Buildah, folder: string): void {
  const release = readRelease()
  const archive = join(folder, 'base.tar')
  const exclude = ['doc', 'man', 'locale'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`)
  const sources = '/etc/apt/sources.list.d/debian.sources'
  run('mmdebstrap', ['--variant=minbase', ...exclude, release, archive, ...(existsSync(sources) ? [sources] : [])])
  const container = buildah('from', 'scratch')
  buildah('add', container, archive, '/')
  buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container)
  buildah('commit', '--quiet', container, `debian:${release}-slim`)
  addNode(buildah('mount', container))
  buildah('commit', '--quiet', container, `node:24-${release}-slim`)
  buildah('rm', container)
}

/** Adds this process's Node, and npm of this machine. */
function addNode(base: string): void {
  const npm = dirname(dirname(run('which', ['npm']).trim()))
  mkdirSync(join(base, 'usr/local/lib/node_modules'), { recursive: true })
  cpSync(process.execPath, join(base, 'usr/local/bin/node'))
  cpSync(join(npm, 'lib/node_modules/npm'), join(base, 'usr/local/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(base, 'usr/local/bin', name))
}

/** Lists the mounts with which npm in the build uses the registry and the certificates of this machine. */
function listMounts(folder: string): string[] {
  const read = (name: string) => run('npm', ['config', 'get', name]).trim()
  const userConfig = read('userconfig')
  const certificates = process.env.NODE_EXTRA_CA_CERTS ?? read('cafile')
  const lines = [existsSync(userConfig) ? readFileSync(userConfig, 'utf8') : '', `registry=${read('registry')}`]
  if (existsSync(certificates)) lines.push(`cafile=${certificates}`)
  const config = join(folder, 'npmrc')
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 })
  const mounts = [`${config}:/root/.npmrc:ro`]
  if (existsSync(certificates)) mounts.push(`${certificates}:${certificates}:ro`)
  return mounts.flatMap((mount) => ['--volume', mount])
}

/** Builds the Dockerfile. Images of the format docker can have a HEALTHCHECK. */
export const buildImage = (buildah: Buildah, name: string, folder: string): string =>
  buildah(
    'bud',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--pull-never',
    ...listMounts(folder),
    '--tag',
    name,
    root,
  )
