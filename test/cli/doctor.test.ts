/** Checks of `proofsheet doctor`, of a folder and of a machine. */
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeNode } from '../../src/cli/doctor/check-node.ts'
import { listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { callCli } from '../support/call-cli.ts'
import { providerOf } from '../support/provider.ts'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'proofsheet-doctor-'))
})
afterAll(() => rm(cwd, { recursive: true }))

interface Line {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly remedy?: string
}

/** Runs the command, and returns its exit code and its checks by name. */
async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const { code, output } = await callCli(['doctor', '--json', ...args], { cwd, env })
  const { checks } = JSON.parse(output) as { checks: Line[] }
  return { code, checks: Object.fromEntries(checks.map(({ name, ...line }) => [name, line])) }
}

test('a sound folder passes, with a line for each check', async () => {
  const { code, checks } = await doctor(['--port', '0'], { PROOFSHEET_KEY: 'sk-any' })
  expect([code, Object.keys(checks)]).toEqual([
    0,
    ['node', 'config', 'variables', 'port', 'sharp', 'fonts', 'store', 'generate', 'key'],
  ])
  expect(checks).toMatchObject({
    node: { status: 'ok', message: process.versions.node },
    config: { status: 'ok', message: 'no configuration file' },
    variables: { status: 'ok', message: 'PROOFSHEET_KEY' },
    port: { status: 'ok', message: 'any free port' },
    sharp: { status: 'ok', message: 'draws images' },
    store: { status: 'ok', message: 'memory' },
    generate: { status: 'ok', message: expect.stringMatching(/^writes types with TypeScript \d/) },
    key: { status: 'ok', message: 'PROOFSHEET_KEY is set' },
  })
})

test('people get a line for each check, and the remedy below', async () => {
  const { code, output } = await callCli(['doctor', '--port', '0'], { cwd })
  expect(code).toBe(0)
  expect(output).toContain('ok    store      memory\n')
  expect(output).toContain(
    'warn  key        PROOFSHEET_KEY is not set, which verify and probe need for most gateways\n                 set PROOFSHEET_KEY to the API key of the gateway\n',
  )
})

test('a port that another program uses fails, and a port of a mock is a warning', async () => {
  const other = createServer((socket) => socket.end('no http')).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)
  const mock = await createMock({ providers: [await providerOf('openai')] })
  const door = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
  const mockPort = new URL(door.url).port
  try {
    const remedy = 'end the program, or pass another --port, or 0 for a free port'
    const busy = await doctor(['--port', port])
    expect([busy.code, busy.checks.port]).toEqual([
      1,
      { status: 'fail', message: `another program listens on ${port}`, remedy },
    ])
    const own = await doctor([], { PROOFSHEET_PORT: mockPort })
    expect([own.code, own.checks.port]).toEqual([
      0,
      { status: 'warn', message: `a Proofsheet mock listens on ${mockPort}`, remedy },
    ])
  } finally {
    other.close()
    await door.close()
  }
})

test.each<[what: string, args: string[], env: Record<string, string>, line: string, result: object]>([
  [
    'a store that does not answer',
    ['--store', 'redis://user:hush@127.0.0.1:1/0'],
    {},
    'store',
    {
      status: 'fail',
      message: expect.stringMatching(/^redis:\/\/127\.0\.0\.1:1\/0: Redis at 127\.0\.0\.1:1 cannot be used/),
      remedy: 'start Redis, or pass another --store',
    },
  ],
  [
    'a store in a folder that cannot be made',
    ['--store', 'sqlite:file/state.db'],
    {},
    'store',
    { status: 'fail', message: expect.stringContaining("can't write file"), remedy: 'pass another --store' },
  ],
  [
    'a host without an address',
    ['--host', 'none.invalid'],
    {},
    'port',
    {
      status: 'fail',
      message: 'the host none.invalid has no address',
      remedy: expect.stringMatching(/^pass another --host/),
    },
  ],
  [
    'a wrong configuration',
    ['--config', 'wrong.json'],
    {},
    'config',
    { status: 'fail', message: 'wrong.json: mock: unknown member "prot"', remedy: 'did you mean port?' },
  ],
  [
    'a wrong variable',
    [],
    { PROOFSHEET_STRICT: 'maybe' },
    'config',
    {
      status: 'fail',
      message: 'invalid value of PROOFSHEET_STRICT',
      remedy: 'expected 1, true, yes, on, or 0, false, no, off',
    },
  ],
  [
    'an unknown variable, which is a warning',
    [],
    { PROOFSHEET_PORTS: '1' },
    'variables',
    {
      status: 'warn',
      message: 'PROOFSHEET_PORTS is no flag, and has no effect',
      remedy: 'did you mean PROOFSHEET_PORT?',
    },
  ],
])('%s', async (_what, args, env, line, result) => {
  await writeFile(join(cwd, 'file'), '')
  await writeFile(join(cwd, 'wrong.json'), '{ "mock": { "prot": 1 } }')
  const { code, checks } = await doctor(args.includes('--host') ? args : ['--port', '0', ...args], env)
  expect(checks[line]).toEqual(result)
  expect(code).toBe((result as Line).status === 'fail' ? 1 : 0)
})

test('a SQLite store that is not there yet is not made', async () => {
  const before = await readdir(cwd)
  const { checks } = await doctor(['--port', '0', '--store', 'sqlite:state.db'])
  expect(checks.store).toEqual({ status: 'ok', message: 'sqlite:state.db' })
  expect(await readdir(cwd)).toEqual(before)
})

test('an old Node fails', () => {
  expect(describeNode('20.1.0', '>=22.18')).toEqual({
    status: 'fail',
    message: 'Proofsheet needs Node 22.18 or newer, and this is Node 20.1',
    remedy: 'install a newer Node',
  })
})
