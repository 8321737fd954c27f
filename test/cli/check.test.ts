import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callCli } from '../support/call-cli.ts'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'proofsheet-check-'))
  for (const [id, template] of [
    ['kite', 'asynchronous'],
    ['pebble', 'synchronous'],
  ] as const)
    await cp(fileURLToPath(new URL(`../../templates/${template}`, import.meta.url)), join(cwd, id), { recursive: true })
})
afterAll(() => rm(cwd, { recursive: true }))

test('the command tells the faults of all folders, and ends with 1 if there is one', async () => {
  expect(await callCli(['check', './kite', './pebble'], { cwd })).toEqual({
    code: 0,
    output: './kite: no faults.\n./pebble: no faults.\n',
  })
  const file = join(cwd, 'kite', 'dialect.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('id: kite', 'id: 7'))
  expect(await callCli(['check', './kite', './pebble'], { cwd })).toEqual({
    code: 1,
    output: './pebble: no faults.\nkite/dialect.yaml:2: /id: expected a text\n  found: 7\n  example: id: my-gateway\n',
  })
})
