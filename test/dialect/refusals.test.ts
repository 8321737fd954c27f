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
  for (const id of ['dimilinks', 'gpt-best', 'openai'])
    await cp(join(shippedFolder, id), join(folder, id), { recursive: true })
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
    'an operation whose default model is refused',
    '/operations/edit/model',
    'gpt-image-9',
    '/operations/edit/model: is not one of models.known',
  ],
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
])('%s is refused at start, by file, path and reason', (_what, pointer, value, told) =>
  expectRefusal('dimilinks', pointer, value, told),
)

test.each<[what: string, pointer: string, value: unknown, told: string]>([
  ['a stream that nothing asks for', '/fields/stream', undefined, '/stream: nothing asks for it'],
  [
    'an event pointer that the contract lacks',
    '/stream/lens/index',
    '/index',
    '/stream/lens/index: the contract has nothing at /index in the events of generate',
  ],
  [
    'a member of the error event that it lacks',
    '/stream/error/fixed',
    { '/failed': true },
    '/stream/error/fixed/~1failed: the contract has nothing at /failed in the events of generate',
  ],
  [
    'an error envelope that no event holds',
    '/errors/envelopes/default/lens/param',
    '/error/params',
    '/errors/envelopes/default/lens/param: the contract has nothing at /error/params in the events of edit',
  ],
  [
    'a legacy body that the contract lacks',
    '/operations/variations/legacy/bodies',
    ['json'],
    '/operations: POST /images/variations of the contract takes no application/json',
  ],
  [
    'a model of a form that is not offered',
    '/models/known/0/form',
    'data',
    '/models/known/0/form: is not one of results.forms',
  ],
  [
    'a word for a format that is not taken',
    '/images/formats',
    { accepts: ['png'], default: 'png', words: { jpg: 'jpeg' } },
    '/images/formats/words/jpg: is not one of images.formats.accepts',
  ],
  [
    'a way to one model that is not there',
    '/models/retrieve/at',
    'GET /model/{model}',
    '/models/retrieve/at: the contract has no GET /model/{model}',
  ],
  [
    'a parameter of a model that is not there',
    '/models/retrieve/parameter',
    'id',
    '/models/retrieve/parameter: GET /models/{model} has no path parameter id',
  ],
  [
    'a pointer of a model that it lacks',
    '/models/retrieve/lens/id',
    '/name',
    '/models/retrieve/lens/id: the contract has nothing at /name',
  ],
  ['an upload that is not there', '/files/upload', 'POST /uploads', '/files/upload: the contract has no POST /uploads'],
  [
    'a file parameter that is not there',
    '/files/parameter',
    'id',
    '/files/parameter: DELETE /files/{file_id} has no path parameter id',
  ],
  ['a part that the form lacks', '/files/field', 'blob', '/files/field: the form of POST /files has no field blob'],
  [
    'a purpose that the form lacks',
    '/files/purpose',
    'use',
    '/files/purpose: the form of POST /files has no field use',
  ],
  ['a file pointer it lacks', '/files/lens/name', '/name', '/files/lens/name: the contract has nothing at /name'],
  [
    'a member of a file that it lacks',
    '/files/fixed',
    { '/kind': 'file' },
    '/files/fixed/~1kind: the contract has nothing at /kind',
  ],
  [
    'a pointer of a removed file that it lacks',
    '/files/removed/lens/id',
    '/file_id',
    '/files/removed/lens/id: the contract has nothing at /file_id',
  ],
  [
    'a member of a removed file that it lacks',
    '/files/removed/fixed',
    { '/gone': true },
    '/files/removed/fixed/~1gone: the contract has nothing at /gone',
  ],
])('%s is refused at start', (_what, pointer, value, told) => expectRefusal('openai', pointer, value, told))

/** The shipped dialect with one value changed, or taken away, does not load, for the reason that is told. */
async function expectRefusal(id: string, pointer: string, value: unknown, told: string): Promise<void> {
  const file = join(folder, id, 'dialect.yaml')
  const sound = await readFile(join(shippedFolder, id, 'dialect.yaml'), 'utf8')
  await writeFile(file, stringify(writePointer(parse(sound), pointer, value)))
  await expect(loadProvider(join(folder, id))).rejects.toThrow(`${file}: ${told}`)
}

test('a stream without events in the contract is refused', async () => {
  const stream = parse(await readFile(join(shippedFolder, 'openai', 'dialect.yaml'), 'utf8')).stream
  await expectRefusal('gpt-best', '/stream', stream, '/stream/operations/0: the contract has no events of generate')
})

test('an overlay action that matches nothing is refused', async () => {
  const file = join(folder, 'dimilinks', 'overlay.yaml')
  const overlay = parse(await readFile(file, 'utf8'))
  overlay.actions.push({ target: '$.paths.nowhere', description: 'a reason', 'x-source': { page: 'GEN' }, update: {} })
  await writeFile(file, stringify(overlay))
  await expect(loadProvider(join(folder, 'dimilinks'))).rejects.toThrow(
    `${file}: overlay action matched nothing: $.paths.nowhere`,
  )
  overlay.actions.at(-1).target = '$.paths'
  delete overlay.actions.at(-1).description
  await writeFile(file, stringify(overlay))
  await expect(loadProvider(join(folder, 'dimilinks'))).rejects.toThrow(/has no description or no x-source/)
})

test('YAML that does not parse is refused with line and column', async () => {
  await cp(join(shippedFolder, 'dimilinks'), join(folder, 'dimilinks'), { recursive: true })
  await writeFile(join(folder, 'dimilinks', 'dialect.yaml'), 'id: dimilinks\nname: [open\n')
  await expect(loadProvider(join(folder, 'dimilinks'))).rejects.toThrow(/dialect\.yaml: .*line 3, column 1/s)
})

test('an id that nobody has is told with the ids that there are', async () => {
  await expect(findProvider('dimilink')).rejects.toThrow(
    "there is no provider dimilink: use apigo, dimilinks, ezlink, gpt-best, openai, or the path of a provider's folder",
  )
})
