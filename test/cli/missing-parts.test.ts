import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainListenError } from '../../src/cli/parts/explain-listen-error.ts'
import { isSharpComplete } from '../../src/engine/images/missing-sharp.ts'
import { callCli } from '../support/call-cli.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-missing-'))
  await writeFile(join(folder, 'file'), '')
  await writeFile(join(folder, 'curl'), "curl http://localhost/images -d '{}'")
})
afterAll(() => rm(folder, { recursive: true }))

test.each([
  [
    ['generate', '--provider', lumen, '--out', 'file/client'],
    "can't write file/client: ",
    'pass another folder with --out',
  ],
  [
    ['merge', lumen, '--out', 'file/merged.json'],
    "can't write file/merged.json: ",
    'name a file in a folder that exists',
  ],
  [
    ['merge', lumen, '--out', 'm.json', '--report', 'none/r.md'],
    "can't write none/r.md: ",
    'name a file in a folder that exists',
  ],
  [['init', 'file/new', '--curl', 'curl'], "can't write file/new: ", 'pass another folder'],
  [
    ['probe', 'http://127.0.0.1:1', '--yes', '--out', 'file/new'],
    "can't write file/new: ",
    'pass another folder with --out',
  ],
  [
    ['verify', lumen, '--base-url', 'http://127.0.0.1:1', '--yes', '--resume', 'file/resume'],
    "can't read the resume file file/resume: ",
    'name a file',
  ],
  [
    ['verify', lumen, '--base-url', 'http://127.0.0.1:1', '--yes', '--resume', 'none/resume'],
    "can't write the resume file none/resume: ",
    'name a file in a folder that exists',
  ],
  [
    ['verify', lumen, '--base-url', 'http://127.0.0.1:1', '--yes', '--report', 'json=none/r.json'],
    "can't write the report none/r.json: ",
    'name a file in a folder that exists',
  ],
  [['record', lumen, '--out', 'file/tape.json', '--', 'true'], "can't write the cassette file/tape.json: ", ''],
  [
    ['mock', '--provider', lumen, '--port', '0', '--store', 'sqlite:none/state.db'],
    'cannot open the SQLite store none/state.db',
    'pass a file in a folder that can be written',
  ],
  [
    ['mock', '--provider', lumen, '--port', '0', '--host', '192.0.2.1'],
    '192.0.2.1 is no address of this machine',
    'pass another --host',
  ],
  [
    ['mock', '--provider', lumen, '--port', '0', '--host', 'none.invalid'],
    'the host none.invalid has no address',
    'pass another --host',
  ],
] as const)('%j ends with a line that says what to do', async (args, fault, remedy) => {
  const env = { PROOFSHEET_KEY: 'sk-any' }
  const { code, output } = await callCli(args, { cwd: folder, env })
  expect(code).not.toBe(0)
  expect(output).toContain(fault)
  expect(output.trimEnd().split('\n').at(-1)).toContain(remedy)
  expect(output).not.toContain('    at ')
})

test('a folder is only tried, and nothing is left in it', async () => {
  const { output } = await callCli(['init', 'tried/new'], { cwd: folder })
  expect(output).toContain('no samples\n')
  expect(await readdir(folder)).not.toContain('tried')
})

test.each([
  ['EACCES', 'port 80 on 127.0.0.1 is for privileged users\n  pass a --port from 1024 on, or 0 for a free port'],
  ['EADDRINUSE', 'port 80 on 127.0.0.1 is in use\n  pass another --port, or 0 for a free port'],
  ['EMFILE', 'listen EMFILE'],
])('a server that cannot listen says why: %s', (code, message) => {
  expect(explainListenError(Object.assign(new Error(`listen ${code}`), { code }), '127.0.0.1', 80).message).toBe(
    message,
  )
})

test.each([
  ['all parts', () => '/nowhere/dist/index.cjs', true],
  [
    'no part for this machine',
    (name: string) => {
      if (name.startsWith('@img/')) throw new Error('not found')
      return '/nowhere/dist/index.cjs'
    },
    false,
  ],
  [
    'no sharp',
    () => {
      throw new Error('not found')
    },
    false,
  ],
])('sharp with %s', (_, resolve, isComplete) => {
  expect(isSharpComplete(resolve)).toBe(isComplete)
})

test('sharp is complete where it is installed', () => {
  expect(isSharpComplete()).toBe(true)
})
