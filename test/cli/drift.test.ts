/** Comparison of a run of verify with an earlier run: changes, exit codes, reports that do not fit, and what is asked again. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Report } from '../../src/conformance/report.ts'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { callCli } from '../support/call-cli.ts'
import { startCli } from '../support/cli.ts'
import { deviant } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const key = 'sk-hush-hush-hush'
let home: string
let doors: Record<'sound' | 'strict' | 'other' | 'refusing', ListeningServer>
type Gateway = keyof typeof doors
const address = { host: '127.0.0.1', port: 0 }

async function open(change: Record<string, unknown>): Promise<ListeningServer> {
  const provider = deviant(await providerOf('dimilinks'), change)
  const mock = await createMock({ providers: [provider], atRoot: true, keys: [key], speed: Infinity })
  return listen(mock.fetch, address)
}

const commandOf = (gateway: Gateway, args: readonly string[]) => [
  ...['verify', 'dimilinks', '--base-url', `${doors[gateway].url}/v1`],
  ...args,
]

function verify(gateway: Gateway, args: readonly string[]) {
  return callCli(commandOf(gateway, args), { cwd: home, env: { PROOFSHEET_KEY: key } })
}

const readReport = async (file: string): Promise<Report> => JSON.parse(await readFile(join(home, file), 'utf8'))
const lastLines = (output: string, count: number) => output.trim().split('\n').slice(-count)

const auth = ['--only', 'auth.*', '--max-images', '1']

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'proofsheet-drift-'))
  doors = {
    sound: await open({}),
    strict: await open({ '/errors/causes/missingKey/status': 403 }),
    other: await open({ '/errors/causes/missingKey/status': 418 }),
    refusing: await listen(async () => Response.json({ error: { message: 'no' } }, { status: 400 }), address),
  }
  const write = (gateway: Gateway) => verify(gateway, [...auth, '--report', `json=${gateway}.json`])
  expect([(await write('sound')).code, (await write('strict')).code]).toEqual([0, 1])
}, 120_000)
afterAll(async () => {
  await Promise.all(Object.values(doors).map((door) => door.close()))
  await rm(home, { recursive: true })
})

describe('verify --baseline', { concurrent: true, timeout: 120_000 }, () => {
  test.each<[gateway: Gateway, baseline: string, code: number, lines: readonly RegExp[]]>([
    ['sound', 'sound.json', 0, [/: none in \d+ traits and invariants$/, /^Verdict +passes$/]],
    ['strict', 'strict.json', 0, [/: none in \d+ traits and invariants$/, /^Verdict +passes; known deviations 1$/]],
    [
      'strict',
      'sound.json',
      5,
      [
        /: deviates now 1$/,
        /was 401, as documented; now 403, not as documented \(401\)$/,
        /^Verdict +fails: 1 at level must or above, 1 change since the baseline$/,
      ],
    ],
    [
      'sound',
      'strict.json',
      5,
      [
        /: conforms now 1$/,
        /was 403, not as documented; now 401, as documented$/,
        /^Verdict +1 change since the baseline$/,
      ],
    ],
    [
      'other',
      'strict.json',
      5,
      [
        /: another value 1$/,
        /was 403, not as documented; now 418, not as documented \(401\)$/,
        /1 change since the baseline$/,
      ],
    ],
  ])('%s after %s exits with %i', async (gateway, baseline, expected, lines) => {
    const { code, output } = await verify(gateway, [...auth, '--baseline', baseline])
    expect(code).toBe(expected)
    for (const line of lines) expect(output.split('\n').filter((text) => line.test(text))).toHaveLength(1)
  })

  test('a report may take the place of its baseline', async () => {
    await writeFile(join(home, 'rolling.json'), await readFile(join(home, 'sound.json')))
    const args = [...auth, '--baseline', 'rolling.json', '--report', 'json=rolling.json']
    expect((await verify('strict', args)).code).toBe(5)
    const { drift, findings } = await readReport('rolling.json')
    expect(drift?.changes).toMatchObject([
      {
        change: 'deviates now',
        trait: '/errors/causes/missingKey/status',
        before: { verdict: 'conforms', observed: 401 },
        now: { verdict: 'deviates', observed: 403 },
      },
    ])
    expect(findings.some(({ known }) => known)).toBe(false)
    expect((await verify('strict', args)).code).toBe(0)
    expect((await readReport('rolling.json')).findings.filter(({ known }) => known)).toHaveLength(1)
  })

  test('a deviation of a probe that the baseline lacks exits with 1', async () => {
    const { findings, ...rest } = await readReport('sound.json')
    const without = findings.filter(({ probe }) => probe !== 'auth.key')
    await writeFile(join(home, 'without.json'), JSON.stringify({ ...rest, findings: without }))
    const { code, output } = await verify('strict', [...auth, '--baseline', 'without.json'])
    expect([code, output]).toEqual([1, expect.stringMatching(/Not compared: only in this run \d+/)])
  })

  test('a gateway that dies during the run exits with 3, and what was not seen is no change', async () => {
    const { fetch } = await createMock({ providers: [await providerOf('dimilinks')], atRoot: true, speed: Infinity })
    const dying = await listen(async (request) => {
      const response = await fetch(request)
      if (request.method === 'POST' && response.status < 300) void dying.close()
      return response
    }, address)
    const only = ['--only', 'auth.*', 'results.*']
    // Both runs wait for seconds, and the calls of the other tests would wait for their ends.
    const env = { PROOFSHEET_KEY: key }
    await startCli(commandOf('sound', [...only, '--report', 'json=results.json']), { cwd: home, env }).ended
    const args = [...only, '--baseline', 'results.json', '--report', 'json=gone.json']
    const command = ['verify', 'dimilinks', '--base-url', `${dying.url}/v1`, ...args]
    const { code } = await startCli(command, { cwd: home, env }).ended
    const { ended, drift } = await readReport('gone.json')
    expect([code, ended?.why, drift?.changes, drift?.unconfirmed]).toEqual([3, 'unreachable', [], []])
    expect(drift?.notCompared.map(({ why }) => why)).toContain('limit of this run')
  })

  test('a change counts more than too little to see, and both are said', async () => {
    const only = ['--only', 'errors.unknownTask', 'limits.*', '--max-images', '1']
    await verify('sound', [...only, '--report', 'json=limits.json'])
    const { code, output } = await verify('refusing', [...only, '--baseline', 'limits.json'])
    expect([code, lastLines(output, 1)]).toEqual([5, [expect.stringMatching(/^Too little was seen for a verdict: /)]])
    expect(output).toContain('was 404, as documented; now 400, not as documented (404)')
  })
})

describe('a report that does not fit', { concurrent: true, timeout: 120_000 }, () => {
  test.each<[what: string, change: (report: Report) => unknown, message: string]>([
    [
      'of another provider',
      (report) => ({ ...report, provider: { id: 'bolt', name: 'Bolt' } }),
      'is a report of bolt\n  pass a report of dimilinks',
    ],
    [
      'in another format',
      (report) => ({ ...report, format: 2, tool: { name: 'proofsheet', version: '7.0.0' } }),
      'has another format, since version 7.0.0 wrote the report\n  verify again, with --report json=',
    ],
    [
      'that is none',
      () => ({ hello: 'world' }),
      'is not a report\n  pass a file that verify wrote with --report json=FILE',
    ],
    [
      'with several runs',
      (report) => [report, report],
      'has 2 reports\n  pass the report of one run that verify wrote with --report json=FILE',
    ],
    [
      'of an unfinished run',
      (report) => ({ ...report, ended: { why: 'interrupted', message: 'the run was stopped' } }),
      'cannot be the baseline: its run ended early (the run was stopped), expected a complete run\n  verify again, and name that report',
    ],
    [
      'of no run',
      (report) => ({ ...report, exchanges: [] }),
      'cannot be the baseline: it shows only what is documented\n  name a report of verify',
    ],
  ])('%s ends the command with 2 before any request', async (what, change, message) => {
    const file = `${what.replaceAll(' ', '-')}.json`
    await writeFile(join(home, file), JSON.stringify(change(await readReport('sound.json'))))
    const { code, output } = await callCli(['verify', 'dimilinks', '--yes', '--baseline', file], { cwd: home })
    expect([code, output]).toEqual([2, `${file} ${message}${message.endsWith('json=') ? file : ''}\n`])
  })

  test.each<[args: readonly string[], message: string]>([
    [['--baseline', 'missing.json'], "can't read the report missing.json: ENOENT"],
    [['--failed', 'missing.json'], "can't read the report missing.json: ENOENT"],
    [['--failed'], '--failed names no report\n  pass --failed FILE, or --baseline FILE as well'],
    [['--failed', 'sound.json', '--only', 'auth.*'], '--failed cannot be used with --only\n  remove one of them'],
    [['--only-free', '--max-images', '3'], '--only-free cannot be used with --max-images\n  remove one of them'],
  ])('%j ends the command with 2', async (args, message) => {
    const { code, output } = await verify('sound', args)
    expect([code, output]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('verify --failed', { concurrent: true, timeout: 120_000 }, () => {
  test('runs the probes that failed, and fails while they fail', async () => {
    const { code, output } = await verify('strict', ['--failed', 'strict.json', '--dry-run'])
    expect([code, output]).toEqual([0, expect.stringMatching(/^ {2}0 {2}models\.served\n {2}0 {2}auth\.key\n/)])
    expect(output).not.toContain('auth.format')
    expect((await verify('strict', ['--failed', 'strict.json', '--min-observed', '0'])).code).toBe(1)
    expect((await verify('sound', ['--failed', 'strict.json', '--min-observed', '0'])).code).toBe(0)
  })

  test('takes the report of the baseline by default', async () => {
    const { code, output } = await verify('sound', ['--failed', '--baseline', 'strict.json'])
    expect([code, output]).toEqual([5, expect.stringContaining('was 403, not as documented; now 401, as documented')])
  })

  test('sends nothing if nothing failed', async () => {
    const { code, output } = await verify('sound', ['--failed', 'sound.json'])
    expect([code, output]).toEqual([0, 'Nothing failed in the earlier run, so nothing is asked again.\n'])
  })
})

test('--only-free charges nothing, and says what it left out', { timeout: 120_000 }, async () => {
  const remote = await callCli(['verify', 'dimilinks', '--only-free'], { cwd: home, env: { PROOFSHEET_KEY: key } })
  expect([remote.code, remote.output]).toEqual([
    2,
    expect.stringContaining('The gateway is remote and cannot charge for this run\n  pass --yes to send the requests'),
  ])
  const { code, output } = await verify('sound', ['--only-free', '--report', 'json=free.json', 'markdown=free.md'])
  expect(code).toBe(0)
  const { images, exchanges } = await readReport('free.json')
  expect(images).toEqual({ spent: 0, budget: 0 })
  expect(exchanges.filter(({ request }) => request.method === 'POST')).toEqual([])
  const leftOut = /\d+ traits need a request that could be charged/
  expect(output).toMatch(leftOut)
  expect(await readFile(join(home, 'free.md'), 'utf8')).toMatch(leftOut)
})

test('the job of the page runs, and annotates the change', { timeout: 120_000 }, async () => {
  const page = await readFile(new URL('../../docs/guide/watch.md', import.meta.url), 'utf8')
  const [, job = ''] = /```yaml\n(name: gateway\n[\s\S]*?)```/.exec(page) ?? []
  const [{ run }] = parse(job).jobs.verify.steps.filter(({ env }: { env?: object }) => env)
  const [, , ...command] = run
    .replace('$GITHUB_STEP_SUMMARY', 'summary.md')
    .replace('/dev/stdout', 'annotations.txt')
    .split(' ')
  await writeFile(join(home, 'baseline.json'), await readFile(join(home, 'sound.json')))
  const args = [...command, '--base-url', `${doors.strict.url}/v1`, '--only', 'auth.*']
  const { code } = await startCli(args, { cwd: home, env: { PROOFSHEET_KEY: key } }).ended
  expect([code, await readFile(join(home, 'annotations.txt'), 'utf8')]).toEqual([
    5,
    expect.stringMatching(/^::error title=DimiLinks%3A \/errors\/causes\/missingKey\/status \(deviates now\)::/),
  ])
  expect(await readFile(join(home, 'summary.md'), 'utf8')).toContain('deviates now')
  expect((await readReport('report.json')).drift?.changes).toHaveLength(1)
})
