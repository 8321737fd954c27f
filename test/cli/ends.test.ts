/** How a run of verify ends: stopped, without a gateway, out of time, with too little seen, and with reports in any case. */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/conformance/report.ts'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import type { Handler } from '../../src/http/handler.ts'
import { callCli } from '../support/call-cli.ts'
import { startCli } from '../support/cli.ts'
import { providerOf } from '../support/provider.ts'

const key = 'sk-hush-hush-hush'
const servers: ListeningServer[] = []
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'proofsheet-ends-'))
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await rm(home, { recursive: true })
})

/** Serves a mock of EZLink on a port, behind `around`. */
async function serve(around: (fetch: Handler) => Handler) {
  const providers = [await providerOf('ezlink')]
  const mock = await createMock({ providers, atRoot: true, keys: [key], speed: Infinity })
  const requests: Request[] = []
  const handle = around(mock.fetch)
  const server = await listen(
    (request) => {
      requests.push(request)
      return handle(request)
    },
    { host: '127.0.0.1', port: 0 },
  )
  servers.push(server)
  return { server, requests, baseUrl: `${server.url}/v1` }
}

const asIs = (fetch: Handler) => fetch

const commandOf = (baseUrl: string, args: readonly string[]) => ['verify', 'ezlink', '--base-url', baseUrl, ...args]

/** Starts the command as a program, which a test can interrupt. */
const start = (baseUrl: string, args: readonly string[]) =>
  startCli(commandOf(baseUrl, args), { cwd: home, env: { PROOFSHEET_KEY: key } })

const verify = (baseUrl: string, args: readonly string[], env: Record<string, string> = { PROOFSHEET_KEY: key }) =>
  callCli(commandOf(baseUrl, args), { cwd: home, env })

const readReport = async (file: string): Promise<Report> => JSON.parse(await readFile(join(home, file), 'utf8'))
/** Lists the files whose names begin with the text. */
const filesOf = async (start: string) => (await readdir(home)).filter((name) => name.startsWith(start)).sort()

const isPaid = (response: Response, { method, url }: Request) =>
  method === 'POST' && url.includes('/images/') && response.status < 300

/** Holds the responses that charge images until `release`. `arrived` resolves at the first, and `paths` lists them. */
function holding() {
  const [first, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const paths: string[] = []
  const around =
    (fetch: Handler): Handler =>
    async (request) => {
      const response = await fetch(request)
      if (!isPaid(response, request)) return response
      paths.push(new URL(request.url).pathname)
      first.resolve()
      await end.promise
      return response
    }
  return { around, paths, arrived: first.promise, release: end.resolve }
}

describe('Ctrl-C', { concurrent: true, timeout: 120_000 }, () => {
  test('waits for paid responses, stores them for the next run, and writes the report', async () => {
    const { around, paths, arrived, release } = holding()
    const { baseUrl } = await serve(around)
    const args = [
      '--only',
      'results.*',
      '--concurrency',
      '2',
      '--resume',
      'stopped.jsonl',
      '--report',
      'json=stopped.json',
    ]
    const running = start(baseUrl, args)
    await arrived
    running.interrupt()
    await running.printed('Stopping after the responses to requests that may be charged.')
    release()
    const { code, output } = await running.ended
    expect(code).toBe(130)
    const stopped = await readReport('stopped.json')
    expect(stopped.ended).toEqual({ why: 'interrupted', message: 'the run was stopped' })
    expect(stopped.images.spent).toBeGreaterThan(0)
    expect(output).toContain(
      `the run was stopped; ${stopped.images.spent} images were charged. Continue with --resume stopped.jsonl.`,
    )
    expect(paths.length).toBeLessThan(4)
    const lines = (await readFile(join(home, 'stopped.jsonl'), 'utf8')).trim().split('\n').slice(1)
    const stored = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'answer')
    expect(stored.reduce((sum, { images }) => sum + images, 0)).toBe(stopped.images.spent)

    const again = await start(baseUrl, args).ended
    expect([again.code, again.output]).toEqual([
      0,
      expect.stringContaining(
        `stopped.jsonl has ${stored.length} responses; ${stopped.images.spent} images count as charged.`,
      ),
    ])
    const whole = await readReport('stopped.json')
    expect([whole.ended, whole.images.spent]).toEqual([undefined, 5])
    // No image is paid for twice: one of the requests asks for two.
    expect(paths).toHaveLength(4)
  })

  test('ends at once if only free requests are under way, even before the first response', async () => {
    const first = Promise.withResolvers<void>()
    const { baseUrl } = await serve(() => () => {
      first.resolve()
      return new Promise<Response>(() => {})
    })
    const running = start(baseUrl, ['--report', 'json=silent.json'])
    await first.promise
    running.interrupt()
    const { code, output } = await running.ended
    expect([code, output]).toEqual([
      130,
      expect.stringContaining(
        '0 images were charged. The responses were not stored: pass --resume FILE to store them.',
      ),
    ])
    expect((await readReport('silent.json')).ended).toEqual({ why: 'interrupted', message: 'the run was stopped' })
  })
})

describe('a gateway that dies', { concurrent: true, timeout: 120_000 }, () => {
  test('ends the run with 3, and with a report of what was seen', async () => {
    let close = () => {}
    const { server, baseUrl } = await serve((fetch) => async (request) => {
      const response = await fetch(request)
      if (isPaid(response, request)) close()
      return response
    })
    close = () => void server.close()
    const args = ['--only', 'auth.*', 'results.*', '--resume', 'dead.jsonl', '--report', 'json=dead.json']
    const { code, output } = await start(baseUrl, args).ended
    const report = await readReport('dead.json')
    expect([code, report.ended?.why]).toEqual([3, 'unreachable'])
    expect(output).toContain('Continue with --resume dead.jsonl.')
    expect(report.findings.filter(({ probe, verdict }) => probe === 'auth.key' && verdict === 'conforms')).not.toEqual(
      [],
    )
  })

  test('and one that was never there leaves an earlier report as it is', async () => {
    await writeFile(join(home, 'never.json'), 'of last week')
    const { server, baseUrl } = await serve(asIs)
    await server.close()
    const { code, output } = await start(baseUrl, ['--report', 'json=never.json', 'markdown=never.md']).ended
    expect([code, output]).toEqual([
      3,
      expect.stringContaining(
        `nothing answers at ${baseUrl} (${server.url}: ECONNREFUSED)\n  check the host and the port`,
      ),
    ])
    expect(await filesOf('never')).toEqual(['never.json'])
    expect(await readFile(join(home, 'never.json'), 'utf8')).toBe('of last week')
  })
})

describe('a report that cannot be written', { concurrent: true, timeout: 60_000 }, () => {
  test.each<[what: string, report: string, message: string]>([
    ['in a missing folder', 'json=missing/a.json', "can't write the report missing/a.json: ENOENT"],
    ['with the name of a folder', 'json=folder', "can't write the report folder: "],
    [
      'after one that can be written',
      'markdown=first.md json=missing/b.json',
      "can't write the report missing/b.json: ",
    ],
  ])('%s ends the command with 2 before any request', async (_what, report, message) => {
    await mkdir(join(home, 'folder'), { recursive: true })
    const { baseUrl, requests } = await serve(asIs)
    const { code, output } = await verify(baseUrl, ['--report', ...report.split(' ')])
    expect([code, output]).toEqual([2, expect.stringContaining(message)])
    expect([requests, await filesOf('first'), await readdir(join(home, 'folder'))]).toEqual([[], [], []])
  })
})

test('a report may go to a pipe', { timeout: 60_000 }, async () => {
  const { baseUrl } = await serve(asIs)
  execFileSync('mkfifo', [join(home, 'pipe')])
  const piped = readFile(join(home, 'pipe'), 'utf8')
  const { code } = await verify(baseUrl, ['--only', 'auth.*', '--report', 'markdown=pipe'])
  expect([code, await piped]).toEqual([0, expect.stringContaining('# Conformance')])
})

describe('a verdict needs evidence', { concurrent: true, timeout: 60_000 }, () => {
  test.each<[what: string, args: readonly string[], code: number, lastLine: string]>([
    [
      'too little was seen',
      [],
      4,
      '^Too little was seen for a verdict: \\d+ of \\d+ observable musts \\(\\d+ %\\), expected at least 80 % \\(--min-observed\\)\\.$',
    ],
    ['less is enough', ['--min-observed', '0'], 0, '^Verdict +passes, as far as was seen: \\d+ % of the musts$'],
  ])('%s', async (_what, args, code, lastLine) => {
    const refuse: Handler = async () => Response.json({ error: { message: 'no' } }, { status: 400 })
    const { baseUrl } = await serve(() => refuse)
    const result = await verify(baseUrl, ['--only', 'limits.*', 'images.n', ...args])
    expect(result.code).toBe(code)
    expect(result.output.trim().split('\n').at(-1)).toMatch(new RegExp(lastLine))
  })
})

test.each([
  ['--min-observed', '101', 'invalid --min-observed "101"\n  expected a number from 0 to 100\n'],
  ['--max-minutes', '0', 'invalid --max-minutes "0"\n  expected a number above 0\n'],
])('%s %s ends the command with 2', async (flag, value, message) => {
  const { code, output } = await verify('http://127.0.0.1:9', [flag, value])
  expect([code, output]).toEqual([2, expect.stringContaining(message)])
})

test('a gateway that hangs ends the run when the time is up', { timeout: 120_000 }, async () => {
  const { baseUrl } = await serve((fetch) => (request) => {
    const isChecked = request.method === 'GET' || request.headers.get('content-length') === '1'
    return isChecked ? fetch(request) : new Promise<Response>(() => {})
  })
  const args = ['--max-minutes', '0.05', '--report', 'json=hangs.json']
  const { code } = await start(baseUrl, args).ended
  const report = await readReport('hangs.json')
  expect(report.took).toBeLessThan(13_000)
  expect([code, report.ended]).toEqual([4, undefined])
  expect(report.findings.find(({ trait }) => trait === 'the gateway answers every request')?.verdict).not.toBe(
    'deviates',
  )
})

test.each<[what: string, args: readonly string[], env: Record<string, string>, message: string]>([
  ['a missing key', [], {}, 'it requires an API key\n  set the environment variable PROOFSHEET_KEY'],
  [
    'a missing key of another name',
    ['--key-env', 'MY_KEY'],
    {},
    'it requires an API key\n  set the environment variable MY_KEY',
  ],
  [
    'a wrong key',
    ['--key-env', 'MY_KEY'],
    { MY_KEY: 'sk-wrong' },
    'it refuses the API key\n  check the environment variable MY_KEY',
  ],
])('%s exits with 3 and names the variable', { timeout: 60_000 }, async (_what, args, env, message) => {
  const { baseUrl } = await serve(asIs)
  const { code, output } = await verify(baseUrl, args, env)
  expect([code, output]).toEqual([3, expect.stringContaining(message)])
})
