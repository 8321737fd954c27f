import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { callCli } from '../support/call-cli.ts'
import { startCli } from '../support/cli.ts'
import { deviant } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

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
  await writeFile(join(home, 'notes'), 'my notes\n')
  doors = { sound: await open({}), deviant: await open({ '/errors/causes/missingKey/status': 403 }) }
})
afterAll(async () => {
  await Promise.all(Object.values(doors).map((door) => door.close()))
  for (const path of [folder, home]) await rm(path, { recursive: true })
})

const placeOf = (apiKey: string) => ({ cwd: home, env: { PROOFSHEET_KEY: apiKey } })

type Target = 'sound' | 'deviant' | 'unreachable' | undefined

function commandOf(gateway: Target, args: readonly string[]): string[] {
  const url = gateway === 'unreachable' ? 'http://127.0.0.1:1' : gateway && doors[gateway].url
  return ['verify', 'dimilinks', ...(url ? ['--base-url', `${url}/v1`] : []), ...args]
}

/** Runs the command against one of the doors, a closed port, or the documented base URL if `gateway` is undefined. */
const verify = (gateway: Target, args: readonly string[], apiKey = key) =>
  callCli(commandOf(gateway, args), placeOf(apiKey))

/** Runs a command that waits for seconds in a program of its own, so that the other commands need not wait. */
const verifyApart = (gateway: Target, args: readonly string[]) => startCli(commandOf(gateway, args), placeOf(key)).ended

describe('proofsheet verify', { concurrent: true }, () => {
  test('a gateway that behaves as documented exits with 0, and shows the observations and the cost', async () => {
    const { code, output } = await verifyApart('sound', ['--max-images', '1'])
    expect(code).toBe(0)
    expect(output).toContain('1 of at most 1 images')
    expect(output).toMatch(/^Seen +\d+ of \d+ musts \(\d+ %\)[\s\S]*^Verdict +passes$/m)
    expect(output).not.toContain('hush')
  })

  test('a gateway that deviates exits with 1, and shows both values, the source and the evidence', async () => {
    const { code, output } = await verify('deviant', ['--only', 'auth.*'])
    expect(code).toBe(1)
    for (const line of ['/errors/causes/missingKey/status', 'refusal is 403; DimiLinks documents', 'exchange ']) // biome-ignore format: one row
      expect(output).toContain(line)
  })

  test('every report is written, and none contains the key', async () => {
    const names = ['annotations', 'html', 'json', 'junit', 'markdown', 'sarif', 'terminal']
    const reports = names.map((name) => `${name}=${join(folder, name)}`)
    const { code } = await verify('deviant', ['--only', 'auth.*', 'errors.*', '--report', ...reports])
    expect([code, (await readdir(folder)).sort()]).toEqual([1, names])
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      expect([name, text.length > 50, text.includes('hush')]).toEqual([name, true, false])
    }
  })

  test('--dry-run prints the plan, and sends nothing', async () => {
    const { code, output } = await verify('unreachable', [
      '--dry-run',
      '--only',
      'auth.*',
      'tasks.lifecycle',
      '--max-images',
      '2',
    ])
    expect(code).toBe(0)
    expect(output).toMatch(
      /^ {2}0 {2}auth.key\n {2}0 {2}auth.wrong\n {2}0 {2}auth.format\n {2}0 {2}auth.places\n {2}0 {2}auth.endpoints\n {2}0 {2}tasks.lifecycle\n/,
    )
    expect(output).toMatch(
      /\n +\d+ {2}generations, shared\n6 probes at http:\/\/127.0.0.1:1\/v1, at most 2 images; 2 if the gateway behaves as documented\n$/,
    )
  })

  test.each<[what: string, args: readonly string[], message: string]>([
    ['an unknown option', ['--nope'], "unknown option '--nope'"],
    ['a word for a number', ['--max-images', 'many'], 'expected a whole number, at least 0\n'],
    ['a header without a colon', ['--header', 'x-tenant'], "invalid --header\n  expected 'Name: value'\n"],
    [
      'a header for the key',
      ['--header', 'authorization: Bearer other'],
      'invalid header "authorization"\n  expected another name, since the gateway reads the API key from authorization',
    ],
    ['a concurrency of 0', ['--concurrency', '0'], 'expected a whole number, at least 1\n'],
    [
      'a file that is not a resume file',
      ['--resume', 'notes'],
      'notes is not a resume file: expected a file that --resume wrote\n  name another file',
    ],
    [
      'an unknown report',
      ['--report', 'poem=x'],
      'invalid --report "poem=x"\n  expected NAME=FILE, where NAME is annotations, html',
    ],
    [
      'an unknown probe',
      ['--only', 'nope'],
      'no probe matches --only nope\n  expected one or more of errors.envelopes, models.served, auth.key',
    ],
    [
      'an invalid base URL',
      ['--base-url', 'gateway'],
      'invalid base URL "gateway"\n  expected an http or https URL such as',
    ],
  ])('%s exits with 2', async (_what, args, message) => {
    const { code, output } = await verify('sound', args)
    expect([code, output]).toEqual([2, expect.stringContaining(message)])
  })

  test('a remote gateway gets no request without --yes: the command exits with 2', async () => {
    const { code, output } = await verify(undefined, [])
    expect([code, output]).toEqual([
      2,
      expect.stringContaining('The gateway is remote and may charge for this run\n  pass --yes to send the requests'),
    ])
    expect(output).toMatch(/at most \d+ images/)
  })

  test.each([
    ['without a file', [], 'The responses were not stored: pass --resume FILE to store them.'],
    ['with a file', ['--resume', 'stored.jsonl'], 'Continue with --resume stored.jsonl.'],
  ])('Ctrl-C, %s, exits with 130, and prints the cost and how to continue', async (_what, args, message) => {
    let stop = () => {}
    const silent = createServer(() => stop()).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const command = ['verify', 'dimilinks', '--base-url', `http://127.0.0.1:${port}/v1`, ...args]
    const running = startCli(command, placeOf(key))
    stop = running.interrupt
    const { code, output } = await running.ended
    silent.close()
    expect([code, output]).toEqual([
      130,
      expect.stringContaining(`the run was stopped; 0 images were charged. ${message}`),
    ])
  })

  test('stored responses are not requested again', async () => {
    const args = ['--only', 'auth.wrong', '--resume', 'again.jsonl']
    expect((await verify('sound', args)).code).toBe(0)
    const { code, output } = await verify('sound', args)
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('again.jsonl has 3 responses; 0 images count as charged.'),
    ])
    expect(await readFile(join(home, 'again.jsonl'), 'utf8')).not.toContain('hush')
  })

  test('an unreachable gateway exits with 3', async () => {
    const { code, output } = await verifyApart('unreachable', [])
    expect([code, output]).toEqual([3, expect.stringContaining('http://127.0.0.1:1: ')])
  })

  test('a refused key exits with 3', async () => {
    const { code, output } = await verify('sound', [], 'sk-other')
    expect([code, output]).toEqual([
      3,
      expect.stringContaining(
        'the gateway returned 401: it refuses the API key\n  check the environment variable PROOFSHEET_KEY',
      ),
    ])
  })
})
