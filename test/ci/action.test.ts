/** The steps of action.yml, run in bash as GitHub's runner does. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { providerOf } from '../support/provider.ts'
import { readAction, runAction } from './run-action.ts'

const key = 'sk-action-canary-0123456789'
const folders: string[] = []

const run = async (given: Record<string, string>) => {
  const ended = await runAction(given)
  folders.push(ended.folder)
  return ended
}

let gateway: Awaited<ReturnType<typeof listen>>
/** Changes responses of the gateway. */
let change = (response: Response): Response => response
beforeAll(async () => {
  const mock = await createMock({ providers: [await providerOf('dimilinks')], atRoot: true, keys: [key] })
  gateway = await listen(async (request) => change(await mock.fetch(request)), { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await gateway.close()
  for (const folder of folders) await rm(folder, { recursive: true })
})

/** Verifies the gateway with one probe that may cost an image. */
const verify = (given: Record<string, string> = {}) =>
  run({ mode: 'verify', gateway: 'dimilinks', 'base-url': `${gateway.url}/v1`, key, budget: '1', ...given })

test('no script has an expression, and the key reaches one step alone', async () => {
  const { runs } = await readAction()
  expect(runs.steps.map(({ run }) => run).join('\n')).not.toContain('${{')
  expect(runs.steps.filter(({ env }) => Object.values(env).some((value) => value.includes('inputs.key')))).toHaveLength(
    1,
  )
})

describe('mode mock', () => {
  test('starts the mock of the providers, and sets its URL', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    const { code, log, outputs, read } = await run({ mode: 'mock', providers: 'openai', port: '0', args: '--seed  a*' })
    const response = await fetch(`${outputs.url}/v1/models`, { headers: { authorization: 'Bearer k' } })
    process.kill(Number(outputs.pid), 'SIGTERM')
    expect([code, response.status]).toEqual([0, 200])
    expect(log).toContain(`Proofsheet mock at ${outputs.url} `)
    expect(await read('npm')).toMatch(new RegExp(`^install .*--ignore-scripts .*-- proofsheet@${version}\n$`))
    expect(await read('arguments')).toBe('mock --port=0 --provider=openai --seed a*\n')
    expect(outputs).toMatchObject({ passed: '', deviations: '', report: '' })
  })

  test.each([
    ['a mock that ends', { providers: 'no-such' }, 1, 'the mock ended at its start'],
    ['a wait that is no number', { wait: 'a[$(touch broken)]' }, 2, 'the input wait is no whole number'],
    ['a wait that is too short', { wait: '0' }, 1, 'the mock was not ready within 0 s'],
    ['a package that cannot be installed', { package: 'missing' }, 2, 'npm could not install the package'],
    ['an unknown mode', { mode: 'moc' }, 2, 'the input mode is neither mock nor verify'],
  ])('reports %s', async (_, given, code, message) => {
    const ended = await run({ mode: 'mock', port: '0', ...given })
    expect([ended.code, ended.log]).toEqual([code, expect.stringContaining(`::error title=proofsheet::${message}`)])
    expect(await ended.read('broken')).toBe('')
  })
})

describe('mode verify', () => {
  test('passes, and writes summary, reports and outputs; no file and no argument has the key', async () => {
    const { code, log, outputs, read, folder } = await verify({ args: '--only auth.key' })
    expect([code, outputs.passed, outputs.deviations]).toEqual([0, 'true', '0'])
    expect(await read('summary')).toContain('# ')
    const reports = ['report.json', 'report.html', 'report.md', 'report.sarif', 'junit.xml'].map((name) =>
      readFile(join(folder, outputs.report ?? '', name), 'utf8'),
    )
    const texts = [
      log,
      await read('arguments'),
      await read('npm'),
      await read('summary'),
      ...(await Promise.all(reports)),
    ]
    expect(texts.filter((text) => text.includes('canary'))).toEqual([])
  })

  test('counts a deviation, and prints annotations where GitHub obeys them', async () => {
    change = ({ status, headers, body }) => new Response(body, { status: status === 401 ? 403 : status, headers })
    const { code, log, outputs } = await verify({ args: '--only auth.key' })
    change = (response) => response
    expect([code, outputs.passed, outputs.deviations]).toEqual([1, 'false', '1'])
    // Between the marks GitHub obeys nothing.
    const [before = '', printed = '', after = ''] = log.split(/^::(?:stop-commands::)?proofsheet-\d+(?:::)?$/m)
    expect([before, printed]).toEqual([
      expect.stringMatching(/^Installing proofsheet@.*\n$/),
      expect.stringContaining('auth'),
    ])
    expect(after).toMatch(/^\n::error .*title=/)
  })

  test.each([
    ['no gateway', { gateway: '' }, 'the input gateway is missing'],
    ['a report with a line break', { report: 'a\npassed=true' }, 'the input report is no path of a folder'],
  ])('refuses %s', async (_, given, message) => {
    const { code, log, outputs } = await verify(given)
    expect([code, outputs.passed, log]).toEqual([2, '', expect.stringContaining(message)])
  })

  test('takes a gateway that looks like a flag as a gateway', async () => {
    const { code, outputs, log } = await verify({ gateway: '--dry-run' })
    expect([code, outputs.passed, outputs.deviations]).toEqual([2, 'false', ''])
    expect(log).toContain('--dry-run')
  })
})
