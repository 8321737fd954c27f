import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { deviant } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const key = 'sk-hush-hush-hush'
let folder: string
let home: string
let doors: Record<'sound' | 'deviant', ListeningServer>

async function open(change: Record<string, unknown>): Promise<ListeningServer> {
  const provider = deviant(await providerOf('dimilinks'), change)
  const mock = await createMock({ providers: [provider], atRoot: true, keys: [key], speed: Infinity })
  return listen(mock.fetch, { host: '127.0.0.1', port: 0 })
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-verify-'))
  home = await mkdtemp(join(tmpdir(), 'proofsheet-home-'))
  await writeFile(join(home, 'notes'), 'of mine\n')
  doors = { sound: await open({}), deviant: await open({ '/errors/causes/missingKey/status': 403 }) }
})
afterAll(async () => {
  await Promise.all(Object.values(doors).map((door) => door.close()))
  for (const each of [folder, home]) await rm(each, { recursive: true })
})

/** Starts `proofsheet verify` in a folder of its own. */
function start(args: readonly string[], sent = key) {
  const child = spawn(process.execPath, [cli, 'verify', 'dimilinks', ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, PROOFSHEET_KEY: sent },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (told += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, told })) }
}

/** Runs it; `gateway` is one of the doors, or where there is none. */
function verify(gateway: 'sound' | 'deviant' | 'nobody' | undefined, args: readonly string[], sent = key) {
  const url = gateway === 'nobody' ? 'http://127.0.0.1:1' : gateway && doors[gateway].url
  return start([...(url ? ['--base-url', `${url}/v1`] : []), ...args], sent).ended
}

describe('proofsheet verify', { concurrent: true }, () => {
  test('a gateway that does as documented: 0, with what was seen and what it cost', async () => {
    const { code, told } = await verify('sound', ['--max-images', '1'])
    expect(code).toBe(0)
    expect(told).toContain('1 of 1 images')
    expect(told).toMatch(/conforms \d+, not observed \d+; passes/)
    expect(told).not.toContain('hush')
  })

  test('a gateway that does not: 1, with both sides, the source and the evidence', async () => {
    const { code, told } = await verify('deviant', ['--only', 'auth.*'])
    expect(code).toBe(1)
    for (const line of ['/errors/causes/missingKey/status', 'documented  401', 'observed    403', 'evidence']) // biome-ignore format: one row
      expect(told).toContain(line)
  })

  test('every report is written, and none holds the key', async () => {
    const names = ['annotations', 'html', 'json', 'junit', 'markdown', 'sarif', 'terminal']
    const given = names.map((name) => `${name}=${join(folder, name)}`)
    const { code } = await verify('deviant', ['--only', 'auth.*', 'errors.*', '--report', ...given])
    expect([code, (await readdir(folder)).sort()]).toEqual([1, names])
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      expect([name, text.length > 50, text.includes('hush')]).toEqual([name, true, false])
    }
  })

  test('the plan is printed, and nothing is sent', async () => {
    const { code, told } = await verify('nobody', [
      '--dry-run',
      '--only',
      'auth.*',
      'tasks.course',
      '--max-images',
      '2',
    ])
    expect(code).toBe(0)
    expect(told).toMatch(/^ {2}0 {2}auth.key\n {2}0 {2}auth.wrong\n {2}0 {2}auth.writing\n {2}0 {2}tasks.course\n/)
    expect(told).toMatch(/\n +\d+ {2}pictures, shared\n4 probes at http:\/\/127.0.0.1:1\/v1, at most 2 images\n$/)
  })

  test.each<[what: string, args: readonly string[], told: string]>([
    ['an option that is not', ['--nope'], "unknown option '--nope'"],
    ['a number that is none', ['--max-images', 'many'], 'it must be a whole number from 0.'],
    ['no request under way', ['--concurrency', '0'], 'it must be a whole number from 1.'],
    ['answers that are none', ['--resume', 'notes'], 'notes is not a resume file: expected a file that --resume wrote'],
    ['a report that is not', ['--report', 'poem=x'], '--report takes NAME=FILE, where NAME is annotations, html'],
    ['a probe that is not', ['--only', 'nope'], '--only names no probe: there are errors.envelopes, auth.key'],
    ['a base URL that is none', ['--base-url', 'gateway'], 'the base URL must be one of http or https'],
  ])('%s: 2', async (_what, args, said) => {
    const { code, told } = await verify('sound', args)
    expect([code, told]).toEqual([2, expect.stringContaining(said)])
  })

  test('a machine that is not this one is not sent anything without a yes: 2', async () => {
    const { code, told } = await verify(undefined, [])
    expect([code, told]).toEqual([2, expect.stringContaining('It is not on this machine: say --yes to send this.')])
    expect(told).toMatch(/at most \d+ images/)
  })

  test.each([
    ['without a file', [], 'The answers were not kept: --resume FILE keeps them.'],
    ['with a file', ['--resume', 'kept.jsonl'], 'Go on with --resume kept.jsonl.'],
  ])('Ctrl-C, %s: 130, with what was spent and how to go on', async (_what, args, said) => {
    let stop = () => {}
    const silent = createServer(() => stop()).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const running = start(['--base-url', `http://127.0.0.1:${port}/v1`, ...args])
    stop = () => running.child.kill('SIGINT')
    const { code, told } = await running.ended
    silent.close()
    expect([code, told]).toEqual([130, expect.stringContaining(`Stopped; 0 images were charged. ${said}`)])
  })

  test('answers that are kept are not asked for again', async () => {
    const args = ['--only', 'auth.wrong', '--resume', 'again.jsonl']
    expect((await verify('sound', args)).code).toBe(0)
    const { code, told } = await verify('sound', args)
    expect([code, told]).toEqual([0, expect.stringContaining('again.jsonl holds 2 answers; 0 images count as spent.')])
    expect(await readFile(join(home, 'again.jsonl'), 'utf8')).not.toContain('hush')
  })

  test('nobody answers: 3', async () => {
    const { code, told } = await verify('nobody', [])
    expect([code, told]).toEqual([3, expect.stringContaining('http://127.0.0.1:1: ')])
  })

  test('the key is not taken: 3', async () => {
    const { code, told } = await verify('sound', [], 'sk-other')
    expect([code, told]).toEqual([
      3,
      expect.stringContaining('the gateway returned 401: it refuses the API key; check the key'),
    ])
  })
})
