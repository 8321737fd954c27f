import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { writePointer } from '../../src/dialect/lens.ts'
import { findProvider, loadProvider, shippedFolder, shippedIds } from '../../src/dialect/provider.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
  await cp(join(shippedFolder, 'dimilinks'), folder, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

test('the shipped providers load, each under the id of its folder', async () => {
  const ids = await shippedIds()
  expect(ids).toEqual(['apigo', 'dimilinks', 'ezlink', 'gpt-best', 'openai'])
  expect((await Promise.all(ids.map(findProvider))).map(({ id }) => id)).toEqual(ids)
})

test.each<[what: string, pointer: string, value: unknown, told: string]>([
  ['an unknown key', '/references/maximum', 9, '/references: Unrecognized key: "maximum"'],
  ['an unknown section', '/colours', {}, '/: Unrecognized key: "colours"'],
  ['a wrong type', '/references/max', 'nine', '/references/max: Invalid input: expected number, received string'],
  [
    'an alias to nowhere',
    '/fields/prompt/names',
    ['prompt', 'text'],
    '/fields/prompt/names/1: no json or multipart body of the contract has the field text',
  ],
  [
    'a reference field to nowhere',
    '/references/multipart/fields',
    ['image', 'photo_{n}'],
    '/references/multipart/fields/1: no multipart body of the contract has the field photo_{n}',
  ],
  [
    'a mask field to nowhere',
    '/mask/json',
    ['stencil'],
    '/mask/json/0: no json body of the contract has the field stencil',
  ],
  [
    'a trigger to nowhere',
    '/async/triggers/0/name',
    'later',
    '/async/triggers/0: no operation of the contract has later in its query',
  ],
  [
    'an operation that is not there',
    '/operations/edit/at',
    'POST /images/alter',
    '/operations/edit/at: the contract has no POST /images/alter',
  ],
  [
    'an operation named twice',
    '/operations/edit/at',
    'POST /images/generations',
    '/operations/edit/at: POST /images/generations is named twice',
  ],
  [
    'a parameter that is not there',
    '/tasks/polls/task/id/name',
    'id',
    '/tasks/polls/task/id/name: GET /tasks/{task_id} has no path parameter id',
  ],
  [
    'a pointer the contract lacks',
    '/tasks/polls/task/lens/state',
    '/state',
    '/tasks/polls/task/lens/state: the contract has nothing at /state',
  ],
  [
    'an item pointer it lacks',
    '/results/item/base64',
    '/b64_json',
    '/results/item/base64: the contract has nothing at /b64_json',
  ],
  [
    'an error pointer it lacks',
    '/errors/envelopes/default/lens/param',
    '/error/param',
    '/errors/envelopes/default/lens/param: the contract has nothing at /error/param',
  ],
  ['no pointer at all', '/results/item/url', 'url', '/results/item/url: must be a JSON pointer'],
  ['a trait without a source', '/prompt/max', 4000, '/prompt/max: has no source'],
  [
    'a source of nothing',
    '/sources/~1prompt~1maximum',
    { page: 'GEN', basis: 'documented' },
    '/sources/~1prompt~1maximum: the dialect has nothing at /prompt/maximum',
  ],
  [
    'a basis that is no basis',
    '/sources/~1prompt~1min/basis',
    'rumour',
    '/sources/~1prompt~1min/basis: Invalid option',
  ],
  ['a default that is not offered', '/results/default', 'base64', '/results/default: is not one of results.forms'],
  [
    'an envelope that is not there',
    '/errors/causes/noBalance/envelope',
    'billing',
    '/errors/causes/noBalance/envelope: there is no envelope billing',
  ],
  [
    'a form with no place in an item',
    '/results/item',
    { fileId: '/file_id' },
    '/results/item: has no place for relative',
  ],
  ['a default out of bounds', '/images/n/default', 5, '/images/n/default: is not from 1 to 4'],
  ['a size that is none', '/images/size/default', 'banana', '/images/size/default: must be auto'],
  ['a default model that is refused', '/models/default', 'gpt-image-9', '/models/default: is not one of models.known'],
  [
    'a body that the contract lacks',
    '/operations/edit/bodies',
    ['json'],
    '/operations: POST /images/edits of the contract takes no application/json',
  ],
  ['a trigger that no place comes first for', '/async/precedence', ['query'], '/async/precedence: leaves out header'],
  ['a submit without an id', '/async/submit/lens', { createdAt: '/created' }, '/async/submit/lens/id: is missing'],
  [
    'a query parameter that is not there',
    '/results/picture/expiry/parameter',
    'until',
    '/results/picture/expiry/parameter: GET /p/img/{task_id}/{idx} has no query parameter until',
  ],
  ['ids that run out', '/tasks/id/hex', 0, '/tasks/id/hex: Too small'],
  [
    'a status without a body',
    '/errors/causes/noBalance/status',
    204,
    '/errors/causes/noBalance/status: must be a status that may have a body',
  ],
  [
    'a header that is none',
    '/headers/requestId/name',
    'X Request',
    '/headers/requestId/name: must be the name of a header',
  ],
  ['an async operation without polls', '/tasks/polls', {}, '/tasks/polls: is missing'],
])('%s is refused at start, by file, path and reason', async (_what, pointer, value, told) => {
  const file = join(folder, 'dialect.yaml')
  const sound = await readFile(join(shippedFolder, 'dimilinks', 'dialect.yaml'), 'utf8')
  await writeFile(file, stringify(writePointer(parse(sound), pointer, value)))
  await expect(loadProvider(folder)).rejects.toThrow(`${file}: ${told}`)
})

test('an overlay action that matches nothing is refused', async () => {
  const file = join(folder, 'overlay.yaml')
  const overlay = parse(await readFile(file, 'utf8'))
  overlay.actions.push({ target: '$.paths.nowhere', description: 'a reason', 'x-source': { page: 'GEN' }, update: {} })
  await writeFile(file, stringify(overlay))
  await expect(loadProvider(folder)).rejects.toThrow(`${file}: matched nothing: $.paths.nowhere`)
  overlay.actions.at(-1).target = '$.paths'
  delete overlay.actions.at(-1).description
  await writeFile(file, stringify(overlay))
  await expect(loadProvider(folder)).rejects.toThrow(/has no description or no x-source/)
})

test('YAML that does not parse is refused with line and column', async () => {
  await cp(join(shippedFolder, 'dimilinks'), folder, { recursive: true })
  await writeFile(join(folder, 'dialect.yaml'), 'id: dimilinks\nname: [open\n')
  await expect(loadProvider(folder)).rejects.toThrow(/dialect\.yaml: .*line 3, column 1/s)
})

test('an id that nobody has is told with the ids that there are', async () => {
  await expect(findProvider('dimilink')).rejects.toThrow(
    "there is no provider dimilink: use apigo, dimilinks, ezlink, gpt-best, openai, or the path of a provider's folder",
  )
})
