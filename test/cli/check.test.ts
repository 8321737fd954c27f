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

test('a fault names the file of the contract that the folder has', async () => {
  const kite = join(cwd, 'named')
  await cp(fileURLToPath(new URL('../../templates/asynchronous', import.meta.url)), kite, { recursive: true })
  const file = join(kite, 'dialect.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('failed: broken', 'failed: lost'))
  const output = (name: string) =>
    `named/dialect.yaml:14: /tasks/polls/job/states/failed: the contract has no state lost: expected one of waiting, drawing, done, broken, or add the word in ${name}\n  found: lost\n  example: failed: broken\n`
  expect(await callCli(['check', './named'], { cwd })).toEqual({ code: 1, output: output('openapi.yaml') })
  await writeFile(
    join(kite, 'overlay.yaml'),
    'overlay: 1.0.0\ninfo: { title: Kite, version: "1" }\nactions:\n  - { target: $.info, update: { version: "2" }, description: Why, x-source: { page: DOCS, basis: inferred } }\n',
  )
  expect(await callCli(['check', './named'], { cwd })).toEqual({ code: 1, output: output('overlay.yaml') })
})

test('a missing folder is a mistake of the call, which comes before the faults of other folders', async () => {
  const { code, output } = await callCli(['check', './kite', './none'], { cwd })
  expect(code).toBe(2)
  expect(output).toContain('unknown provider "./none"')
  expect(output).toContain('kite/dialect.yaml:2: /id: expected a text')
})
