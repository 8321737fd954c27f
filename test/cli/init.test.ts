import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callCli } from '../support/call-cli.ts'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'proofsheet-init-'))
  await writeFile(join(cwd, 'request.txt'), 'please draw a fox')
})
afterAll(() => rm(cwd, { recursive: true }))

test.each([
  [
    'no samples',
    ['init', 'new'],
    'no samples\n  pass --curl FILE and --submit FILE, or --from FILE; a terminal asks for them',
  ],
  [
    'a missing file',
    ['init', 'new', '--curl', 'none.txt'],
    '--curl none.txt: no such file\n  pass a file with the sample',
  ],
  [
    'a text that is no request',
    ['init', 'new', '--curl', 'request.txt'],
    'cannot read the curl command\n  expected a curl command, or the body of a request as a JSON object',
  ],
  ['a folder with files', ['init', '.', '--curl', 'request.txt'], '. is not empty\n  pass the name of a new folder'],
])('%s ends the command with advice', async (_name, args, output) => {
  expect(await callCli(args, { cwd })).toEqual({ code: 2, output: `${output}\n` })
})
