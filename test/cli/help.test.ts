/** The program describes itself: version, introduction, help, exit codes. */
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { commandNames } from '../../src/cli/command-names.ts'
import { loadCommand } from '../../src/cli/command-table.ts'
import { describeCommands } from '../../src/cli/describe-commands.ts'
import { callCli } from '../support/call-cli.ts'

const call = (...args: string[]) => callCli(args, { cwd: tmpdir() })
const commands = await describeCommands()

test.each(['--version', '-V'])('%s prints the version of the package', async (flag) => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(await call(flag)).toEqual({ code: 0, output: `${version}\n` })
})

test('without arguments, the program introduces itself on one screen', async () => {
  const { code, output } = await call()
  const lines = output.trimEnd().split('\n')
  expect([code, lines[0]]).toEqual([0, 'Proofsheet: a mock server, contract tests and typed clients for image APIs.'])
  expect(output).toContain('proofsheet mock --provider openai\n')
  expect(output).toContain('proofsheet verify openai --base-url')
  expect(lines.length).toBeLessThanOrEqual(24)
  expect(lines.filter((line) => line.length > 80)).toEqual([])
})

test.each([['--help'], ['-h'], ['help']])('%s lists all commands and topics', async (...args) => {
  const { code, output } = await call(...args)
  expect(code).toBe(0)
  for (const name of commandNames) expect(output).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(output).toContain('proofsheet help exit-codes')
})

test('exit codes are a table', async () => {
  const { code, output } = await call('help', 'exit-codes')
  expect(code).toBe(0)
  expect([...output.matchAll(/^ *(\d+) {2}\S/gm)].map(([, number]) => number)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '130',
  ])
})

describe.each(commands)('$name', ({ name, summary, examples, flags }) => {
  test.each([[[name, '--help']], [['help', name]]])('%j shows the summary, the flags and examples', async (args) => {
    const { code, output } = await call(...args)
    expect(code).toBe(0)
    expect(output.replaceAll(/\s+/g, ' ')).toContain(`Usage: proofsheet ${name}`)
    expect(output.replaceAll(/\s+/g, ' ')).toContain(summary)
    for (const { flag } of flags) expect(output).toContain(flag)
    expect(examples.length).toBeGreaterThan(0)
    for (const { line } of examples) expect(output).toContain(`  ${line}\n`)
    expect(output).not.toMatch(/\{\w+\}/)
  })

  test.each(examples)('the arguments of "$line" are right', async ({ line }) => {
    const command = await loadCommand(name)
    const [, args = ''] = new RegExp(`(?:^|\\b)proofsheet ${name} ?([^>)]*)`).exec(line) ?? []
    let isRun = false
    command?.exitOverride().action(() => {
      isRun = true
    })
    await command?.parseAsync(args.trim().split(' ').filter(Boolean), { from: 'user' })
    expect(isRun).toBe(true)
  })
})

test('each flag has a variable, a member and a description', () => {
  const mock = commands.find(({ name }) => name === 'mock')
  expect(mock?.flags.find(({ flag }) => flag === '--fetch-references')).toEqual({
    flag: '--fetch-references',
    value: 'host',
    isValueOptional: false,
    isList: true,
    isRequired: false,
    choices: [],
    description: 'hosts from which to fetch reference images; * allows any public host',
    defaultValue: undefined,
    variable: 'PROOFSHEET_FETCH_REFERENCES',
    ownVariable: 'PROOFSHEET_MOCK_FETCH_REFERENCES',
    member: 'fetchReferences',
  })
  expect(mock?.flags.find(({ flag }) => flag === '--no-admin')).toMatchObject({
    value: undefined,
    variable: 'PROOFSHEET_NO_ADMIN',
    member: 'admin',
  })
  const names = commands.flatMap((command) => command.flags.map(({ ownVariable }) => ownVariable))
  expect(new Set(names).size).toBe(names.length)
})
