/** Mistakes of users: each ends the command with a line of cause and a line of remedy. */
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shippedIds } from '../../src/dialect/provider.ts'
import { callCli } from '../support/call-cli.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const ids = (await shippedIds()).join(', ')
const anyProvider = `expected one of ${ids}, or the path of a provider's folder`
let cwd: string
let busy: Server
let port: number

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'proofsheet-mistakes-'))
  await writeFile(join(cwd, 'words.txt'), 'no data')
  await writeFile(join(cwd, 'tape.json'), '{}')
  await mkdir(join(cwd, 'empty'))
  busy = createServer().listen(0, '127.0.0.1')
  await once(busy, 'listening')
  port = (busy.address() as AddressInfo).port
})
afterAll(async () => {
  busy.close()
  await rm(cwd, { recursive: true })
})

describe('a mistake in the arguments', () => {
  test.each<[line: string, cause: string, remedy: string]>([
    ['mok', 'unknown command "mok"', 'did you mean proofsheet mock?'],
    ['--port 1', '--port stands before a command', 'pass the command first, as in proofsheet mock --port 4020'],
    ['help exit-code', 'no help for "exit-code"', 'did you mean proofsheet help exit-codes?'],
    ['mock openai', 'mock takes no argument "openai"', 'did you mean --provider openai?'],
    ['mock openai fal', 'mock takes no argument "openai fal"', 'did you mean --provider openai,fal?'],
    [
      'verify --provider openai',
      "unknown option '--provider'",
      'did you mean proofsheet verify ID? The command takes providers without a flag',
    ],
    ['mock --prot 1', "unknown option '--prot'", 'did you mean --port? proofsheet mock --help lists the flags'],
    ['mock --zzz', "unknown option '--zzz'", 'proofsheet mock --help lists the flags'],
    ['mock --port', '--port has no value', 'pass a value; proofsheet mock --help has examples'],
    ['mock --port 70000', 'invalid --port "70000"', 'expected an integer from 0 to 65535'],
    ['mock --port=', 'invalid --port ""', 'expected an integer from 0 to 65535'],
    ['mock --host=', 'invalid --host ""', 'expected a text that is not empty'],
    ['mock --speed fast', 'invalid --speed "fast"', 'expected a number from 0.01 to 100000, or instant'],
    ['mock --chaos 20', 'invalid --chaos "20"', 'expected a share from 0% to 100%, or from 0 to 1; did you mean 20%?'],
    ['mock --chaos 101%', 'invalid --chaos "101%"', 'expected a share from 0% to 100%, or from 0 to 1'],
    ['mock --balance lots', 'invalid --balance "lots"', 'expected a number from 0, such as 10 or 0.5'],
    ['mock --chaos lots', 'invalid --chaos "lots"', 'expected a share from 0% to 100%, or from 0 to 1'],
    ...['tokens=2', 'requests=0', 'requests=2,'].map((value): [string, string, string] => [
      `mock --rate-limit ${value}`,
      `invalid --rate-limit "${value}"`,
      'expected requests=N, images=N, polls=N or tasks=N, separated by commas',
    ]),
    ['mock --file-checks no', 'invalid --file-checks "no"', 'expected one of content, schema'],
    ['mock --clock real', 'invalid --clock "real"', 'expected manual'],
    ['mock --grace 10', 'invalid --grace "10"', 'expected a duration such as 10s, 500ms or 1m'],
    ['mock --speed 2 --clock manual', '--clock cannot be used with --speed', 'remove one of them'],
    ['mock --quiet --log-level info', '--quiet cannot be used with --log-level', 'remove one of them'],
    [
      'mock --clock manual --no-admin --port 0',
      '--clock manual needs the admin API, which advances the clock',
      'remove --no-admin',
    ],
    [
      'mock --host 0.0.0.0 --quiet',
      'the token of the admin API would not be printed',
      'pass --admin-token or PROOFSHEET_ADMIN_TOKEN, or --no-admin',
    ],
    ['mock --keys ,', 'invalid --keys', 'expected at least one value'],
    ['verify', 'missing <id>', 'pass provider id, or path of a provider folder; proofsheet verify --help has examples'],
    ['verify openai fal', 'verify takes no argument "fal"', 'remove fal; proofsheet verify --help has examples'],
    ['verify openai --max-images=', 'invalid --max-images ""', 'expected a whole number, at least 0'],
    ['verify openai --header sk-1', 'invalid --header', "expected 'Name: value'"],
    [
      'verify openai --report pdf=x',
      'invalid --report "pdf=x"',
      'expected NAME=FILE, where NAME is annotations, html, json, junit, markdown, sarif, terminal',
    ],
    [
      'verify openai --base-url api.openai.com',
      'invalid base URL "api.openai.com"',
      'expected an http or https URL such as http://127.0.0.1:4010/openai/v1',
    ],
    ['generate --provider openai', 'missing --out', 'pass --out <folder>; proofsheet generate --help has examples'],
    ['generate --out x', 'the client has no source', 'pass --provider ID, or --spec FILE'],
    ['record openai node --check', "unknown option '--check'", 'put -- before the program and its flags'],
    ['completion ksh', 'invalid argument "ksh"', 'expected one of bash, zsh, fish'],
  ])('%s', async (line, cause, remedy) => {
    expect(await callCli(line.split(' '), { cwd })).toEqual({ code: 2, output: `${cause}\n  ${remedy}\n` })
  })
})

describe('a missing or wrong file, program or provider', () => {
  const noFile = (name: string) => `ENOENT: no such file or directory, open '${name}'`
  const noDocument = 'expected an OpenAPI document or a dialect in YAML or JSON; "proofsheet init" writes both'
  test.each<[line: string, cause: string, remedy: string]>([
    ['mock --provider nobody', 'unknown provider "nobody"', anyProvider],
    ['mock --provider opena', 'unknown provider "opena"', `did you mean openai? ${anyProvider}`],
    ['mock --provider openai --scenarios none', 'scenario file or folder not found: none', 'pass a path that exists'],
    [
      'mock --store mongo://x',
      'invalid store "mongo://x"',
      'expected memory, sqlite:./state.db, or redis://HOST:6379/0',
    ],
    [
      'mock --config none.ts',
      "can't read the configuration file none.ts: no such file",
      'pass a file that exists with --config',
    ],
    [
      'mock --config words.txt',
      'words.txt is no configuration file',
      'pass a file that ends with .ts, .mts, .js, .mjs, .json',
    ],
    ['compare nobody', 'unknown provider "nobody"', anyProvider],
    ['compare tape.json', 'tape.json is not a report', 'pass a file that verify wrote with --report json=FILE'],
    ['generate --spec none.yaml --out x', 'none.yaml: no such file', noDocument],
    ['generate --spec words.txt --out x', 'words.txt: not an OpenAPI 3 document', 'expected "openapi: 3.x"'],
    ['merge none.yaml', 'none.yaml: no such file', noDocument],
    ['replay none.json', `can't read the cassette none.json: ${noFile('none.json')}`, 'pass a file that record wrote'],
    [
      'replay tape.json',
      'tape.json is not a valid cassette: /proofsheet: Invalid input: expected "cassette"',
      'pass a file that record wrote',
    ],
    [
      `verify ${lumen} --baseline none.json`,
      `can't read the report none.json: ${noFile('none.json')}`,
      'pass a file that verify wrote with --report json=FILE',
    ],
    [
      'probe http://127.0.0.1:1 --request none',
      `cannot read none: ${noFile('none')}`,
      'pass a file with a curl command, or with a JSON body',
    ],
    ['migrate none', 'none/dialect.yaml: no such file', 'pass the folder of a provider'],
    ['init empty --curl none', '--curl none: no such file', 'pass a file with the sample'],
  ])('%s', async (line, cause, remedy) => {
    expect(await callCli(line.split(' '), { cwd })).toEqual({ code: 2, output: `${cause}\n  ${remedy}\n` })
  })

  test('a program that cannot start', async () => {
    const { code, output } = await callCli(['record', 'openai', '--', 'no-such-program'], { cwd })
    expect([code, output]).toEqual([
      2,
      expect.stringContaining(
        "can't start the program: spawn no-such-program ENOENT\n  pass a program that exists after --, as in -- npm test\n",
      ),
    ])
  })

  test('a missing folder of check', async () => {
    expect(await callCli(['check', 'nobody'], { cwd })).toEqual({
      code: 2,
      output: `unknown provider "nobody"\n  ${anyProvider}\n`,
    })
  })
})

describe('a port in use', () => {
  const tape = {
    proofsheet: 'cassette',
    format: 1,
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    recordedAt: '2026-11-20T00:00:00.000Z',
    exchanges: [],
  }
  test.each([
    ['mock', `--provider ${lumen}`],
    ['record', 'openai'],
    ['replay', 'sound.json'],
  ])('%s', async (name, args) => {
    await writeFile(join(cwd, 'sound.json'), JSON.stringify(tape))
    expect(await callCli([name, ...args.split(' '), '--port', String(port)], { cwd })).toMatchObject({
      code: 2,
      output: expect.stringContaining(
        `port ${port} on 127.0.0.1 is in use\n  pass another --port, or 0 for a free port\n`,
      ),
    })
  })
})
