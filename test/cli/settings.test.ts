/** Flags, environment variables and the configuration file, in that order of strength. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configurableCommands } from '../../src/cli/command-names.ts'
import { loadCommand } from '../../src/cli/command-table.ts'
import { describeCommands } from '../../src/cli/describe-commands.ts'
import { applySettings } from '../../src/cli/settings/apply-settings.ts'
import type { ProofsheetConfig } from '../../src/index.ts'
import { callCli } from '../support/call-cli.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'proofsheet-settings-'))
})
afterAll(() => rm(home, { recursive: true }))

/** Reads the values that a command gets from its arguments, variables and a configuration as JSON. */
async function read(
  line: string,
  { env = {}, config }: { env?: Record<string, string>; config?: object } = {},
): Promise<Record<string, unknown>> {
  const [name = '', ...rest] = line.split(' ')
  const file = join(home, `${Object.keys(env).join('-')}${rest.join('-').replaceAll('/', '-')}.json`)
  if (config) await writeFile(file, JSON.stringify(config))
  const args = config ? ['--config', file, ...rest] : rest
  const command = await loadCommand(name)
  if (!command) throw new Error(`no command ${name}`)
  await applySettings(command, args, env)
  await command
    .exitOverride()
    .action(() => {})
    .parseAsync(args, { from: 'user' })
  const { config: _, ...values } = command.opts()
  return values
}

describe('the strength of a value', () => {
  const config = { mock: { port: 1, provider: ['a'], speed: 3 } }
  const env = { PROOFSHEET_PORT: '2', PROOFSHEET_PROVIDER: 'b,c' }
  test('a flag is stronger than a variable, a variable than the file, the file than the default', async () => {
    expect(await read('mock')).toMatchObject({ port: 4010, speed: 60 })
    expect(await read('mock', { config })).toMatchObject({ port: 1, provider: ['a'], speed: 3 })
    expect(await read('mock', { config, env })).toMatchObject({ port: 2, provider: ['b', 'c'], speed: 3 })
    expect(await read('mock --port 3 --provider d --provider e', { config, env })).toMatchObject({
      port: 3,
      provider: ['d', 'e'],
      speed: 3,
    })
    expect(await read('mock --port=3', { config, env })).toMatchObject({ port: 3, provider: ['b', 'c'] })
  })

  test('the variable of one command is stronger than that of all', async () => {
    const shared = { PROOFSHEET_PORT: '2', PROOFSHEET_MOCK_PORT: '5' }
    expect(await read('mock', { env: shared })).toMatchObject({ port: 5 })
    expect(await read('replay tape.json', { env: shared })).toMatchObject({ port: 2 })
  })

  test('the address that Kubernetes sets for a service with the name of the mock is no port', async () => {
    const services = { PROOFSHEET_PORT: 'tcp://10.0.0.11:4010', PROOFSHEET_MOCK_PORT: 'tcp://10.0.0.12:4010' }
    expect(await read('mock', { env: services })).toMatchObject({ port: 4010 })
    expect(await read('mock', { env: { ...services, PROOFSHEET_PORT: '2' } })).toMatchObject({ port: 2 })
  })

  test('a weaker value that excludes a stronger one is left out', async () => {
    const frozen = { mock: { clock: 'manual' } }
    expect(await read('mock', { config: frozen })).toMatchObject({ clock: 'manual' })
    expect(await read('mock --speed 2', { config: frozen })).not.toHaveProperty('clock')
    expect(await read('mock', { config: frozen, env: { PROOFSHEET_SPEED: '2' } })).not.toHaveProperty('clock')
    expect(await read('mock --clock manual', { env: { PROOFSHEET_SPEED: '2' } })).toMatchObject({ speed: 60 })
  })

  test('arguments of another program are no flags', async () => {
    expect(await read('replay tape.json -- vite --port 9', { env })).toMatchObject({ port: 2 })
  })

  test('a required flag may be a variable', async () => {
    expect(await read('generate', { env: { PROOFSHEET_OUT: 'x' } })).toMatchObject({ out: 'x' })
  })
})

describe('the text of a variable', () => {
  test.each([
    ['PROOFSHEET_STRICT', '1', { strict: true }],
    ['PROOFSHEET_STRICT', 'off', { strict: false }],
    ['PROOFSHEET_STRICT', '', { strict: false }],
    ['PROOFSHEET_NO_ADMIN', 'true', { admin: false }],
    ['PROOFSHEET_NO_ADMIN', 'no', { admin: true }],
    ['PROOFSHEET_GRACE', '500ms', { grace: 500 }],
    ['PROOFSHEET_CHAOS', '5%', { chaos: 0.05 }],
    ['PROOFSHEET_BALANCE', '0.5', { balance: 0.5 }],
    ['PROOFSHEET_SPEED', 'instant', { speed: Infinity }],
    ['PROOFSHEET_RATE_LIMIT', 'requests=2', { rateLimit: { requests: 2 } }],
    ['PROOFSHEET_ADMIN_TOKEN', 'hush', { adminToken: 'hush' }],
  ])('%s=%s', async (name, value, expected) => {
    expect(await read('mock', { env: { [name]: value } })).toMatchObject(expected)
  })

  test.each([
    ['PROOFSHEET_HEADER', 'X-A: 1, 2\nX-B: 3', { header: { 'X-A': '1, 2', 'X-B': '3' } }],
    ['PROOFSHEET_FAILED', 'yes', { failed: true }],
    ['PROOFSHEET_FAILED', 'a.json', { failed: 'a.json' }],
    ['PROOFSHEET_REPORT', 'html=a,junit=b', { report: ['html=a', 'junit=b'] }],
  ])('of verify: %s=%s', async (name, value, expected) => {
    expect(await read('verify openai', { env: { [name]: value } })).toMatchObject(expected)
  })

  test.each([
    ['PROOFSHEET_PORT', 'x', 'expected an integer from 0 to 65535'],
    ['PROOFSHEET_STRICT', 'maybe', 'expected 1, true, yes, on, or 0, false, no, off'],
    ['PROOFSHEET_JUDGE', 'me', 'expected one of dialect, contract'],
  ])('that the flag would refuse: %s=%s', async (name, value, remedy) => {
    expect(await callCli(['mock'], { cwd: home, env: { [name]: value } })).toEqual({
      code: 2,
      output: `invalid value of ${name}\n  ${remedy}\n`,
    })
  })
})

describe('the configuration file', () => {
  /** Runs `mock --help` in a folder with these files, and returns the line of --port. */
  async function portIn(name: string, files: Record<string, string>): Promise<string> {
    const cwd = join(home, name)
    await mkdir(cwd)
    for (const [file, text] of Object.entries(files)) await writeFile(join(cwd, file), text)
    const { output } = await callCli(['mock', '--help'], { cwd })
    return output.replaceAll(/\s+/g, ' ').match(/--port <number> .*?\(default: (.*?)\)/)?.[1] ?? ''
  }

  test.each([
    ['ts', 'const mock: { port: number } = { port: 5 }\nexport default { mock }'],
    ['mts', 'export default { mock: { port: 5 } } satisfies object'],
    ['js', 'export default { mock: { port: 5 } }'],
    ['mjs', 'export default { mock: { port: 5 } }'],
    ['json', '{ "mock": { "port": 5 } }'],
  ])('is read from proofsheet.config.%s', async (ending, text) => {
    const file = `proofsheet.config.${ending}`
    expect(await portIn(ending, { [file]: text })).toBe(`from ${file}`)
  })

  test('is not looked for in the folders above', async () => {
    await mkdir(join(home, 'above'))
    await writeFile(join(home, 'above', 'proofsheet.config.json'), '{ "mock": { "port": 5 } }')
    expect(await portIn('above/below', {})).toBe('4010')
  })

  test('serves the provider that it names, with other variables than those of other commands', async () => {
    const cwd = join(home, 'served')
    await mkdir(cwd)
    const config = { mock: { provider: [lumen], port: 0, speed: 'instant' }, verify: { maxImages: 1 } }
    await writeFile(join(cwd, 'proofsheet.config.json'), JSON.stringify(config))
    const { code, output, stop } = await callCli(['mock'], { cwd })
    await stop?.()
    expect([code, output]).toEqual([0, expect.stringMatching(/tasks finish at once\)\n {2}lumen {2}http/)])
  })

  test.each<[what: string, text: string, message: string]>([
    ['an unknown section', '{ "mok": {} }', 'unknown section "mok"\n  did you mean mock?'],
    ['an unknown member', '{ "mock": { "prot": 1 } }', 'mock: unknown member "prot"\n  did you mean port?'],
    [
      'a command without settings',
      '{ "doctor": {} }',
      `unknown section "doctor"\n  expected one of ${configurableCommands.join(', ')}`,
    ],
    [
      'a wrong value',
      '{ "mock": { "speed": "x" } }',
      'invalid mock.speed\n  expected a number from 0.01 to 100000, or instant',
    ],
    ['a text for a switch', '{ "mock": { "strict": "yes" } }', 'invalid mock.strict\n  expected true or false'],
    ['an object for a text', '{ "mock": { "host": {} } }', 'invalid mock.host\n  expected a text or a number'],
    [
      'no object',
      '[]',
      'exports no object\n  write: export default { mock: { port: 4020 } }; see proofsheet help config',
    ],
    [
      'a section that is no object',
      '{ "mock": 4 }',
      'mock is no object\n  write the flags of mock in braces, as in mock: { port: 4020 }',
    ],
    [
      'broken JSON',
      '{',
      "is no JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)\n  correct the file",
    ],
  ])('with %s is refused', async (_what, text, message) => {
    const file = join(home, 'wrong.json')
    await writeFile(file, text)
    const { code, output } = await callCli(['mock', '--config', file, '--port', '0'], { cwd: home })
    expect([code, output.replace(`${file} `, '').replace(`${file}: `, '')]).toEqual([2, `${message}\n`])
  })

  test('that is an ES module in a CommonJS project is refused with the name to use', async () => {
    const cwd = join(home, 'commonjs')
    await mkdir(cwd)
    await writeFile(join(cwd, 'package.json'), '{ "type": "commonjs" }')
    await writeFile(join(cwd, 'proofsheet.config.ts'), "import 'node:fs'\nexport default {}")
    const command = [fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url)), 'mock']
    await expect(promisify(execFile)(process.execPath, command, { cwd })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /can't load proofsheet\.config\.ts: .*\n {2}let the name of the file end with \.mts or \.mjs, because package\.json says/,
      ),
    })
  })

  test('that does not load is refused, and two of them are', async () => {
    const cwd = join(home, 'two')
    await mkdir(cwd)
    await writeFile(join(cwd, 'proofsheet.config.mjs'), "import 'no-such-package'")
    expect(await callCli(['mock'], { cwd })).toEqual({
      code: 2,
      output: expect.stringMatching(
        /^can't load proofsheet\.config\.mjs: .*no-such-package.*\n {2}correct the file\n$/,
      ),
    })
    await writeFile(join(cwd, 'proofsheet.config.json'), '{}')
    expect(await callCli(['mock'], { cwd })).toEqual({
      code: 2,
      output:
        'this folder has 2 configuration files: proofsheet.config.json, proofsheet.config.mjs\n  keep one of them\n',
    })
    expect((await callCli(['mock', '--help'], { cwd })).code).toBe(0)
  })
})

/** Members that the types allow. TypeScript refuses a member that is missing here, and one too many. */
type Members = {
  [Command in keyof Required<ProofsheetConfig>]: Record<keyof NonNullable<ProofsheetConfig[Command]>, true>
}
const gateway = {
  keyEnv: true,
  model: true,
  otherKeyEnv: true,
  header: true,
  maxImages: true,
  maxMinutes: true,
  concurrency: true,
  pace: true,
  only: true,
  resume: true,
  report: true,
  dryRun: true,
  yes: true,
} as const
const members = {
  mock: {
    provider: true,
    port: true,
    host: true,
    speed: true,
    clock: true,
    store: true,
    seed: true,
    signingKey: true,
    keys: true,
    scenario: true,
    scenarios: true,
    chaos: true,
    rateLimit: true,
    balance: true,
    judge: true,
    fileChecks: true,
    images: true,
    fetchReferences: true,
    callbacks: true,
    callbackUrl: true,
    callbackSecret: true,
    legacy: true,
    strict: true,
    admin: true,
    adminToken: true,
    allowedHosts: true,
    grace: true,
    endWithStdin: true,
    logLevel: true,
    logFormat: true,
    quiet: true,
    watch: true,
  },
  verify: {
    ...gateway,
    baseUrl: true,
    failsFrom: true,
    minObserved: true,
    seed: true,
    thorough: true,
    callbackUrl: true,
    callbackListen: true,
    callbackSecret: true,
    baseline: true,
    failed: true,
    onlyFree: true,
    cassette: true,
  },
  probe: { ...gateway, id: true, request: true, out: true },
  generate: { provider: true, spec: true, dialect: true, out: true, extension: true, check: true, force: true },
  compare: { against: true, all: true, report: true },
  record: { baseUrl: true, out: true, port: true },
  replay: { provider: true, port: true },
  merge: { out: true, report: true },
} satisfies Members

test('the types of the configuration have each flag of each command', async () => {
  const commands = (await describeCommands()).filter(({ name }) => configurableCommands.includes(name))
  const flags = commands.map(({ name, flags }) => [name, flags.flatMap(({ member }) => member ?? []).sort()])
  expect(Object.fromEntries(flags)).toEqual(
    Object.fromEntries(Object.entries(members).map(([name, section]) => [name, Object.keys(section).sort()])),
  )
})
