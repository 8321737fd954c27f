import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { providerOf } from '../support/provider.ts'

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Draws a fox, or what it is told to, tells of its picture and ends as it is told. */
const program = `
const [prompt = 'a fox', code = '0'] = process.argv.slice(2)
const { PROOFSHEET_BASE_URL: base, OPENAI_BASE_URL: same, KEY: key } = process.env
if (base !== same) throw new Error('the variables differ')
const headers = { authorization: 'Bearer ' + key, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'gpt-image-2', prompt })
const made = await fetch(base + '/images/generations', { method: 'POST', headers, body })
const { data = [] } = await made.json()
for (const { url } of data) console.log('picture of', (await (await fetch(url)).arrayBuffer()).byteLength)
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
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (told += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, told })), told: () => told }
}
const run = (...args: string[]) => start(args).ended
const drawing = (...args: string[]) => ['--', process.execPath, 'program.mjs', ...args]

test('a program is recorded, replayed without the gateway, and told of what it did not ask then', async () => {
  const at = `${gateway.url}/v1`
  const recorded = await run('record', 'ezlink', '--base-url', at, '--out', 'a.json', ...drawing('a fox', '7'))
  expect(recorded.code).toBe(7)
  expect(recorded.told).toMatch(
    new RegExp(`What is sent to http://127.0.0.1:\\d+/v1 goes to ${at}, which may charge for it, and is recorded.`),
  )
  expect(recorded.told).toContain('2 exchanges are in a.json.')
  const [size] = recorded.told.match(/picture of \d{4,}/) ?? []
  expect(size).toBeDefined()
  const text = await readFile(join(home, 'a.json'), 'utf8')
  expect([text.includes('hush'), text.includes('127.0.0.1:')]).toEqual([false, true])

  const [replayed, missed, judged] = await Promise.all([
    start(['replay', 'a.json', ...drawing('a fox', '7')], 'sk-dummy').ended,
    start(['replay', 'a.json', ...drawing('an owl', '0')], 'sk-dummy').ended,
    run('verify', 'ezlink', '--cassette', 'a.json'),
  ])
  expect([replayed.code, replayed.told]).toEqual([7, expect.stringContaining(size ?? '')])
  expect([missed.code, missed.told]).toEqual([
    1,
    expect.stringContaining('-  "prompt": "a fox"\n+  "prompt": "an owl"'),
  ])
  expect([judged.code, judged.told]).toEqual([
    0,
    expect.stringContaining('a.json holds 2 exchanges. Probes ask for 0; the others are judged one by one.'),
  ])
  expect(judged.told).toContain('answers  conforms 1\n')
})

test('without a program it records until Ctrl-C, to a file named by the time', async () => {
  const running = start(['record', 'ezlink', '--base-url', `${gateway.url}/v1`])
  while (!running.told().includes('is recorded.')) await once(running.child.stderr, 'data')
  const [url] = running.told().match(/http:\/\/127\S+/) ?? []
  await fetch(`${url}/models`)
  running.child.kill('SIGINT')
  const { code, told } = await running.ended
  expect([code, told]).toEqual([0, expect.stringContaining('1 exchanges are in mocks/cassettes/ezlink/')])
  expect(await readdir(join(home, 'mocks', 'cassettes', 'ezlink'))).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d-\d{6}\.json$/),
  ])
})

test.each<[what: string, args: string[], told: string]>([
  [
    'judged at a gateway too',
    ['verify', 'ezlink', '--cassette', 'a', '--base-url', 'http://x'],
    "option '--cassette <file>' cannot be used with option '--base-url <url>'",
  ],
  [
    'a recording of another',
    ['verify', 'openai', '--cassette', 'other.json'],
    'other.json is a recording of ezlink, not of openai',
  ],
  ['a program that is not there', ['record', 'ezlink', '--out', 'b.json', '--', './nothing'], 'ENOENT'],
])('%s: 2', async (_what, args, said) => {
  // biome-ignore format: rows
  const other = { proofsheet: 'cassette', format: 1, provider: 'ezlink', baseUrl: 'http://x', exchanges: [] }
  await writeFile(join(home, 'other.json'), JSON.stringify({ ...other, recordedAt: '2026-11-20T00:00:00.000Z' }))
  const { code, told } = await run(...args)
  expect([code, told]).toEqual([2, expect.stringContaining(said)])
})
