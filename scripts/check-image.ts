/**
 * Builds the image of the Dockerfile with buildah, and runs the image as a container engine would: as its user, with a read-only root,
 * as process 1. The base images are made of Debian's packages, so neither an engine nor a registry of images is needed.
 * `--picture FILE` keeps an image of a Chinese prompt, to be looked at.
 */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildImage, createBuildah, makeBases } from './image/build-image.ts'
import { checkProxy } from './image/check-proxy.ts'
import { type Container, readConfig, startContainer } from './image/container.ts'
import { lintContainerFiles } from './image/lint.ts'
import { describeMissing, run } from './image/programs.ts'

const image = 'proofsheet:check'
const token = 'token-of-the-check'

/** Runs a part of the check, and prints its name and duration. */
async function part<T>(name: string, act: () => T | Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await act()
  console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

/** Checks a container of the usual command. */
async function checkMock(container: Container, config: ReturnType<typeof readConfig>): Promise<void> {
  await container.waitUntilHealthy()
  match(config.User, /^[1-9]\d*:[1-9]\d*$/, 'USER: expected numbers other than 0')
  deepEqual(container.userIds(), [config.User.split(':')[0]])
  equal(container.request('/_proofsheet/readyz').status, 200, 'expected the mock to listen beyond loopback')
  equal(container.request('/_proofsheet/clock').status, 401, 'expected the admin API to need the token')
  equal(container.request('/_proofsheet/clock', '-H', `X-Proofsheet-Token: ${token}`).status, 200)
  for (const file of ['/opt/proofsheet/new', '/data/new', '/tmp/new'])
    match(container.execute('node', '-e', `fs.writeFileSync('${file}', '')`).output, /EROFS/, `${file} was written`)
  const body = JSON.stringify({ prompt: '雪地里的红狐狸', model: 'gpt-image-2' })
  const headers = ['-H', 'Authorization: Bearer sk-check', '-H', 'Content-Type: application/json']
  const reply = container.request('/openai/v1/images/generations', ...headers, '-d', body)
  equal(reply.status, 200, reply.body)
  const { data } = JSON.parse(reply.body) as { data: [{ b64_json: string }] }
  const picture = Buffer.from(data[0].b64_json, 'base64')
  equal(picture.subarray(1, 4).toString(), 'PNG')
  if (flags.picture) writeFileSync(flags.picture, picture)
  ok(!/error/i.test(container.output()), container.output())
  const { code, tookMs } = await container.stop()
  equal(code, 0)
  ok(tookMs < 1000, `the container took ${tookMs} ms to end: expected less than 1000`)
  console.log(`SIGTERM: exit code 0 after ${tookMs} ms`)
}

/** Checks that a database in /data works, and that the HEALTHCHECK fails while nobody listens on the port. */
async function checkStore(folder: string, config: ReturnType<typeof readConfig>): Promise<void> {
  const args = ['mock', '--store', 'sqlite:/data/state.db']
  const container = startContainer(folder, config, { args, env: ['PROOFSHEET_ADMIN_TOKEN=x'], writable: '/data' })
  try {
    await container.waitUntilHealthy()
    match(container.execute('node', '-e', 'console.log(fs.readdirSync("/data"))').output, /state\.db/)
    equal((await container.stop()).code, 0)
  } finally {
    container.kill()
  }
  const other = startContainer(folder, config, { args: ['mock', '--port', '4011'] })
  try {
    while (!other.output().includes('Press Ctrl-C')) await new Promise(setImmediate)
    equal(other.isHealthy(), false, 'expected the HEALTHCHECK to fail while nobody listens on the port')
  } finally {
    other.kill()
  }
}

const { values: flags } = parseArgs({ options: { picture: { type: 'string' } } })
const missing = describeMissing()
if (missing !== undefined) {
  console.error(missing)
  process.exit(1)
}
await part('lint', lintContainerFiles)
const work = mkdtempSync(join(tmpdir(), 'proofsheet-image-'))
const buildah = createBuildah(work)
try {
  await part('base images', () => makeBases(buildah, work))
  await part('build', () => buildImage(buildah, image, work))
  const folder = buildah('mount', buildah('from', '--pull-never', image))
  const config = readConfig(buildah, image)
  await part('run', async () => {
    const container = startContainer(folder, config, { env: [`PROOFSHEET_ADMIN_TOKEN=${token}`] })
    await checkMock(container, config).finally(() => container.kill())
    await checkStore(folder, config)
  })
  await part('proxy and two replicas', () => checkProxy(work))
  const packages = readdirSync(join(folder, 'opt/proofsheet/node_modules')).filter((name) => !name.startsWith('.'))
  for (const name of ['vitest', '@biomejs', 'playwright-core'])
    ok(!packages.includes(name), `the image has ${name}, which only developers need`)
  const toMB = (path: string) => Math.round(Number(run('du', ['-sxb', join(folder, path)]).split('\t')[0]) / 1e6)
  console.log(`size: ${toMB('')} MB, of which node has ${toMB('usr/local')} and Proofsheet ${toMB('opt')}`)
} finally {
  run('rm', ['-rf', work])
}
