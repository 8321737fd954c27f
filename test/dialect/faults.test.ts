import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadProvider } from '../../src/dialect/provider.ts'

const kite = fileURLToPath(new URL('../../templates/asynchronous', import.meta.url))

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
  file = join(folder, 'dialect.yaml')
})
afterAll(() => rm(folder, { recursive: true }))

/** Loads the smallest asynchronous gateway after a change, and returns the faults with FOLDER in place of the folder. */
async function faultsAfter(from: string | RegExp, to: string, name = 'dialect.yaml'): Promise<string> {
  await cp(kite, folder, { recursive: true })
  const changed = join(folder, name)
  const text = await readFile(changed, 'utf8')
  await writeFile(changed, text.replace(from, to))
  const message = await loadProvider(folder).then(
    () => 'no faults',
    (error: Error) => error.message,
  )
  return message.replaceAll(folder, 'FOLDER')
}

test('a fault has the file, the line, the path, the expectation, what was found and an example', async () => {
  expect(await faultsAfter('state: /status', 'state: /stat')).toBe(
    `FOLDER/dialect.yaml:13: /tasks/polls/job/lens/state: no response of the contract has a member at /stat: correct the pointer, or add the member in openapi.yaml
  found: /stat
  example: state: /status`,
  )
})

test('faults that follow from another come after their cause, as pointers alone', async () => {
  expect(await faultsAfter('POST /jobs', 'POST /job')).toBe(
    `The contract lacks endpoints that the dialect names:
FOLDER/dialect.yaml:4: /operations/draw/at: the contract has no operation POST /job: correct the name, or add the operation in openapi.yaml
  found: POST /job
  example: at: POST /jobs
Correct these first, because other faults may follow from them: /fields/prompt/names/0, /async/submit/lens/id`,
  )
})

test('the faults of both files are told at once', async () => {
  await cp(kite, folder, { recursive: true })
  await rm(join(folder, 'openapi.yaml'))
  await writeFile(file, 'dialect: 1\nid: My Kite\noperations: {}\nfields: []\n')
  await expect(loadProvider(folder)).rejects.toThrow(
    `${folder}/openapi.yaml: no such file: expected an OpenAPI document or a dialect in YAML or JSON; "proofsheet init" writes both
${file}:2: /id: expected lower-case letters, digits and dashes
  found: My Kite
  example: id: my-gateway
${file}:4: /fields: expected an object, such as { name: value }
  found: []
  example: fields: { prompt: { names: [ prompt ] } }`,
  )
})

describe('the example of a fault would do', () => {
  test.each<[name: string, from: string | RegExp, to: string, place: string]>([
    ['a wrong name', 'results:', 'result:', ''],
    ['a wrong word', 'does: generate', 'does: paint', 'does: paint'],
    ['a missing word', ', does: generate', '', ''],
    ['a text in place of a list', 'names: [prompt]', 'names: promt', 'names: promt'],
    ['a path without a method', 'at: POST /jobs', 'at: /jobs', 'at: /jobs'],
    ['a field that the contract lacks', 'names: [prompt]', 'names: [promt]', 'promt'],
    ['a pointer without a slash', 'state: /status', 'state: status', ''],
    ['a submit without places', '{ lens: { id: /id } }', '{}', ''],
    ['a wrong id', 'id: kite', 'id: My Kite', 'id: My Kite'],
  ])('%s', async (_name, from, to, place) => {
    const faults = await faultsAfter(from, to)
    const [first = ''] = faults.split('\n')
    expect(first).toMatch(/^FOLDER\/dialect\.yaml:\d+: \/\S+: .*expected|^FOLDER\/dialect\.yaml:\d+: \/\S+: no /)
    expect(faults).not.toMatch(/Invalid|Unrecognized|ENOENT|undefined/)
    const example = /^ {2}example: (.*)$/m.exec(faults)?.[1]
    if (place === '') return
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(place, example?.replace(/^(\w+): \[ (.*) \]$/, '$1: [$2]') ?? ''))
    const left = await loadProvider(folder).then(
      () => '',
      (error: Error) => error.message,
    )
    expect(left).not.toContain(first.replace('FOLDER', folder))
  })

  test('a value of the schema is its own example', async () => {
    expect(await faultsAfter(/^fields:\n.*\n/m, '')).toContain(
      '/fields: missing: expected an object, such as { name: value }\n  found: nothing\n  example: fields: { prompt: { names: [ prompt ] } }',
    )
  })
})

test.each([
  ['a file that is no YAML', /^results:/m, 'results: [', /^FOLDER\/dialect\.yaml:\d+: cannot be read as YAML: /],
  ['an empty file', /^.*$/s, '', /^FOLDER\/dialect\.yaml:1: \/: expected an object, such as/],
  ['a list', /^.*$/s, '- a', /^FOLDER\/dialect\.yaml:1: \/: expected an object, such as/],
])('%s is refused in plain words', async (_name, from, to, message) => {
  expect(await faultsAfter(from, to)).toMatch(message)
})

test('an unreadable part of the contract comes with the action of an overlay', async () => {
  const faults = await faultsAfter(
    'prompt: { type: string }',
    "prompt: { type: string, pattern: '(?i)a' }",
    'openapi.yaml',
  )
  const action = /^ {2}example: in overlay\.yaml, under actions: (.*)$/m.exec(faults)?.[1] ?? ''
  expect(parse(action)).toMatchObject({ target: expect.stringMatching(/^\$\['paths'\]/), remove: true })
})
