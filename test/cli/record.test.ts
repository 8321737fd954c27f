import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCassette } from '../../src/cassettes/file/files.ts'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { providerOf } from '../support/provider.ts'

const cli = fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url))

/** Program that generates an image (a fox by default), prints the size of the image, and exits with the given code. */
const program = `
const [prompt = 'a fox', code = '0'] = process.argv.slice(2)
const { PROOFSHEET_BASE_URL: base, OPENAI_BASE_URL: same, KEY: key } = process.env
if (base !== same) throw new Error('the variables differ')
const headers = { authorization: 'Bearer ' + key, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'gpt-image-2', prompt })
const response = await fetch(base + '/images/generations', { method: 'POST', headers, body })
const { data = [] } = await response.json()
for (const { url } of data) console.log('bytes:', (await (await fetch(url)).arrayBuffer()).byteLength)
process.exitCode = Number(code)
`

let home: string
let gateway: ListeningServer
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'proofsheet-record-'))
  await writeFile(join(home, 'program.mjs'), program)
  const provider = await providerOf('ezlink')
  const mock = await createMock({ providers: [provider], atRoot: true, keys: ['sk-hush-hush'], speed: Infinity })
  gateway = await listen(mock.fetch, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await gateway.close()
  await rm(home, { recursive: true })
})

function start(args: readonly string[], key = 'sk-hush-hush') {
  const env = { PATH: process.env.PATH, KEY: key }
  const child = spawn(process.execPath, [cli, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, output })), output: () => output }
}
const run = (...args: string[]) => start(args).ended
const generating = (...args: string[]) => ['--', process.execPath, 'program.mjs', ...args]

test('a program is recorded, and replayed without the gateway; a request that was not recorded is reported', async () => {
  const baseUrl = `${gateway.url}/v1`
  const recorded = await run('record', 'ezlink', '--base-url', baseUrl, '--out', 'a.json', ...generating('a fox', '7'))
  expect(recorded.code).toBe(7)
  expect(recorded.output).toMatch(
    new RegExp(`Requests to http://127.0.0.1:\\d+/v1 are recorded and sent to ${baseUrl}, which may charge for them.`),
  )
  expect(recorded.output).toContain('Wrote 2 exchanges to a.json.')
  const [size] = recorded.output.match(/bytes: \d{4,}/) ?? []
  expect(size).toBeDefined()
  const text = await readFile(join(home, 'a.json'), 'utf8')
  expect([text.includes('hush'), text.includes('127.0.0.1:')]).toEqual([false, true])

  const [replayed, missed, judged] = await Promise.all([
    start(['replay', 'a.json', ...generating('a fox', '7')], 'sk-dummy').ended,
    start(['replay', 'a.json', ...generating('an owl', '0')], 'sk-dummy').ended,
    run('verify', 'ezlink', '--cassette', 'a.json'),
  ])
  expect([replayed.code, replayed.output]).toEqual([7, expect.stringContaining(size ?? '')])
  expect([missed.code, missed.output]).toEqual([
    1,
    expect.stringContaining('-  "prompt": "a fox"\n+  "prompt": "an owl"'),
  ])
  expect([judged.code, judged.output]).toEqual([
    0,
    expect.stringContaining('a.json has 2 exchanges: probes use 0, the others are judged one by one.'),
  ])
  expect(judged.output).toContain('As documented (1)\n✓ answers 1\n')
})

test('without a program, record runs until Ctrl-C, and names the file by the time', async () => {
  const running = start(['record', 'ezlink', '--base-url', `${gateway.url}/v1`])
  while (!running.output().includes('are recorded')) await once(running.child.stderr, 'data')
  const [url] = running.output().match(/http:\/\/127\S+/) ?? []
  await fetch(`${url}/models`)
  const folder = join(home, 'mocks', 'cassettes', 'ezlink')
  // The recording is on disk while the program runs, so a crash does not lose it.
  const findFile = async () => (await readdir(folder)).find((name) => name.endsWith('.json'))
  while (!(await findFile())) await new Promise(setImmediate)
  expect((await readCassette(join(folder, (await findFile()) ?? ''))).exchanges).toHaveLength(1)
  running.child.kill('SIGINT')
  const { code, output } = await running.ended
  expect([code, output]).toEqual([0, expect.stringContaining('Wrote 1 exchanges to mocks/cassettes/ezlink/')])
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d-\d{6}\.json$/)])
})

test.each<[what: string, args: string[], message: string]>([
  [
    'a cassette and a base URL',
    ['verify', 'ezlink', '--cassette', 'a', '--base-url', 'http://x'],
    '--cassette cannot be used with --base-url\n  remove one of them',
  ],
  [
    'a recording of another provider',
    ['verify', 'openai', '--cassette', 'other.json'],
    'other.json is a recording of ezlink\n  pass a recording of openai',
  ],
  [
    'a folder as the cassette',
    ['record', 'ezlink', '--out', '.', '--', './nothing'],
    "can't write the cassette .\n  expected the name of a file",
  ],
  ['a missing program', ['record', 'ezlink', '--out', 'b.json', '--', './nothing'], 'ENOENT'],
])('%s exits with 2', async (_what, args, message) => {
  // biome-ignore format: rows
  const other = { proofsheet: 'cassette', format: 1, provider: 'ezlink', baseUrl: 'http://x', exchanges: [] }
  await writeFile(join(home, 'other.json'), JSON.stringify({ ...other, recordedAt: '2026-11-20T00:00:00.000Z' }))
  const { code, output } = await run(...args)
  expect([code, output]).toEqual([2, expect.stringContaining(message)])
})
