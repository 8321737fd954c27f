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
  for (const id of ['dimilinks', 'gpt-best', 'openai', 'xai'])
    await cp(join(shippedFolder, id), join(folder, id), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

test('the shipped providers load, each under the id of its folder', async () => {
  const ids = await shippedIds()
  expect(ids).toEqual([
    'apigo',
    'apimart',
    'azure',
    'bfl',
    'dimilinks',
    'ezlink',
    'fal',
    'gpt-best',
    'openai',
    'openrouter',
    'sub2api',
    'toapis',
    'together-ai',
    'xai',
  ])
  expect((await Promise.all(ids.map(findProvider))).map(({ id }) => id)).toEqual(ids)
})

test.each<[name: string, pointer: string, value: unknown, message: string]>([
  ['an unknown key', '/references/maximum', 9, '/references/maximum: no member has this name: expected one of max,'],
  ['an unknown section', '/colours', {}, '/colours: no member has this name: expected one of dialect,'],
  ['a wrong type', '/references/max', 'nine', '/references/max: expected a number\n  found: nine\n  example: max: 16'],
  [
    'an alias that is no field of the contract',
    '/fields/prompt/names',
    ['prompt', 'text'],
    '/fields/prompt/names/1: no json or multipart body of the contract has the field text: correct the name, or add the field in overlay.yaml',
  ],
  [
    'a reference field that is no field of the contract',
    '/references/multipart/fields',
    ['image', 'photo_{n}'],
    '/references/multipart/fields/1: no multipart body of the contract has the field photo_{n}: correct the name, or add the field in overlay.yaml',
  ],
  [
    'a mask field that is no field of the contract',
    '/mask/json',
    ['stencil'],
    '/mask/json/0: no json body of the contract has the field stencil: correct the name, or add the field in overlay.yaml',
  ],
  [
    'a text that the contract does not describe as JSON',
    '/results/reply/jsonTexts',
    ['/data'],
    '/results/reply/jsonTexts/0: the contract does not say that the text at /data is JSON: correct the pointer, or add contentMediaType: application/json to its schema in overlay.yaml',
  ],
  [
    'an envelope of an endpoint that the contract lacks',
    '/errors/envelopes/default/at',
    ['GET /v1/jobs/{id}'],
    '/errors/envelopes/default/at/0: the contract has no operation GET /v1/jobs/{id}: correct the name, or add the operation in overlay.yaml',
  ],
  [
    'a nested field that the contract lacks',
    '/fields/prompt/names',
    ['prompt', '/input/prompt'],
    '/fields/prompt/names/1: no json body of the contract has the field /input/prompt: correct the name, or add the field in overlay.yaml',
  ],
  [
    'a nested field inside another field',
    '/fields/user/names',
    ['/image_url/url'],
    '/fields/user/names/0: /image_url/url lies inside image_url, which /references/json/fields/3 names: correct one of the names',
  ],
  [
    'a JSON pointer as the name of a part',
    '/references/multipart/fields',
    ['/input/image'],
    '/references/multipart/fields/0: expected a plain name, because a form has no nested fields: put a JSON pointer under json',
  ],
  [
    'a name that is no valid JSON pointer',
    '/fields/prompt/names',
    ['/input/~prompt'],
    '/fields/prompt/names/0: expected a name, or a JSON pointer such as /input/prompt',
  ],
  [
    'a member of an image object that the contract lacks',
    '/references/json/members/url',
    '/url/href',
    '/references/json/members/url: no image object of the contract has the member /url/href: correct the name, or add the member in overlay.yaml',
  ],
  [
    'a constant member of an image object that the contract lacks',
    '/references/json/fixed',
    { kind: 'image' },
    '/references/json/fixed/kind: no image object of the contract has the member kind: correct the name, or add the member in overlay.yaml',
  ],
  [
    'a constant in the place of the link',
    '/references/json/fixed',
    { url: 'image' },
    '/references/json/fixed/url: url holds the image: name another member, or remove it',
  ],
  [
    'a trigger that no operation has',
    '/async/triggers/0/name',
    'later',
    '/async/triggers/0: no operation of the contract has later in its query: correct the name, or add it in overlay.yaml',
  ],
  [
    'an operation that the contract lacks',
    '/operations/edit/at',
    'POST /images/alter',
    '/operations/edit/at: the contract has no operation POST /images/alter: correct the name, or add the operation in overlay.yaml',
  ],
  [
    'an operation that two members name',
    '/operations/edit/at',
    'POST /images/generations',
    '/operations/edit/at: /operations/generate/at also names POST /images/generations: name each operation in one place',
  ],
  [
    'a parameter that the operation lacks',
    '/tasks/polls/task/id/name',
    'id',
    '/tasks/polls/task/id/name: GET /tasks/{task_id} has no path parameter id: correct the name, or add the parameter in overlay.yaml',
  ],
  [
    'a pointer that the contract lacks',
    '/tasks/polls/task/lens/state',
    '/state',
    '/tasks/polls/task/lens/state: no response of the contract has a member at /state: correct the pointer, or add the member in overlay.yaml',
  ],
  [
    'a pointer of an item that the contract lacks',
    '/results/item/base64',
    '/b64_json',
    '/results/item/base64: no response of the contract has a member at /b64_json: correct the pointer',
  ],
  [
    'a pointer of an error that the contract lacks',
    '/errors/envelopes/default/lens/param',
    '/error/param',
    '/errors/envelopes/default/lens/param: no error response of the contract has a member at /error/param: correct the pointer',
  ],
  [
    'a text that is no JSON pointer',
    '/results/item/url',
    'url',
    '/results/item/url: expected a JSON pointer such as /error/message',
  ],
  [
    'a trait without a source',
    '/prompt/max',
    4000,
    '/prompt/max: no source: add this pointer, or a pointer above, to /sources',
  ],
  [
    'a source of a member that the dialect lacks',
    '/sources/~1prompt~1maximum',
    { page: 'GEN', basis: 'documented' },
    '/sources/~1prompt~1maximum: the dialect has no member at /prompt/maximum: correct the pointer, or remove the source',
  ],
  [
    'an unknown basis',
    '/sources/~1prompt~1min/basis',
    'rumour',
    '/sources/~1prompt~1min/basis: expected one of documented, example, inferred, open',
  ],
  [
    'a default that is no form of results',
    '/results/default',
    'base64',
    '/results/default: base64 is not in /results/forms: expected one of relative, absolute, data',
  ],
  [
    'a window of tasks at the same time',
    '/limits/buckets/requests',
    { counts: 'tasks', max: 2, windowSeconds: 60 },
    '/limits/buckets/requests/windowSeconds: tasks at the same time have no window: remove the member',
  ],
  [
    'an unknown envelope',
    '/errors/causes/noBalance/envelope',
    'billing',
    '/errors/causes/noBalance/envelope: billing is not in /errors/envelopes: expected one of default',
  ],
  [
    'a form without a pointer in the item',
    '/results/item',
    { fileId: '/file_id' },
    '/results/item: no place for the form relative: add a pointer for url',
  ],
  [
    'a default out of range',
    '/images/n/default',
    5,
    '/images/n/default: 5 is out of range: expected a number from 1 to 4',
  ],
  ['an invalid size', '/images/size/default', 'banana', '/images/size/default: banana is no size: expected auto'],
  [
    'a default model that is refused',
    '/models/default',
    'gpt-image-9',
    '/models/default: gpt-image-9 matches no model of /models/known: add the model',
  ],
  [
    'an operation whose default model is refused',
    '/operations/edit/model',
    'gpt-image-9',
    '/operations/edit/model: gpt-image-9 matches no model of /models/known: add the model',
  ],
  [
    'a body that the contract lacks',
    '/operations/edit/bodies',
    ['json'],
    '/operations: the contract accepts no application/json for POST /images/edits: correct the bodies',
  ],
  [
    'a precedence without the place of a trigger',
    '/async/precedence',
    ['query'],
    '/async/precedence: header is missing: add it, because a trigger is in the header',
  ],
  [
    'a submit without an id',
    '/async/submit/lens',
    { createdAt: '/created' },
    '/async/submit/lens/id: missing: add the pointer to the task id',
  ],
  [
    'a query parameter that the operation lacks',
    '/results/image/expiry/name',
    'until',
    '/results/image/expiry/name: GET /p/img/{task_id}/{idx} has no query parameter until: correct the name, or add the parameter in overlay.yaml',
  ],
  ['ids of no digits', '/tasks/id', 'img', '/tasks/id: expected a template such as img_{hex:24} or {uuid}'],
  [
    'a status without a body',
    '/errors/causes/noBalance/status',
    204,
    '/errors/causes/noBalance/status: expected an HTTP status whose response may have a body',
  ],
  [
    'an invalid name of a header',
    '/headers/requestId/name',
    'X Request',
    '/headers/requestId/name: expected the name of an HTTP header, such as X-Request-Id',
  ],
  [
    'an async operation without polls',
    '/tasks/polls',
    {},
    '/tasks/polls: missing: add at least one poll, because an operation is async',
  ],
])('%s is refused with file, pointer and message', (_name, pointer, value, message) =>
  expectRefusal('dimilinks', pointer, value, message),
)

test.each<[name: string, pointer: string, value: unknown, message: string]>([
  [
    'a stream for which no field asks',
    '/fields/stream',
    undefined,
    '/stream: no body of the generate operations has a field that asks for a stream: name the field in /fields/stream',
  ],
  [
    'an event pointer that the contract lacks',
    '/stream/lens/index',
    '/index',
    '/stream/lens/index: no generate event of the contract has a member at /index: correct the pointer',
  ],
  [
    'a member of the error event that the contract lacks',
    '/stream/error/fixed',
    { '/failed': true },
    '/stream/error/fixed/~1failed: no generate event of the contract has a member at /failed: correct the pointer',
  ],
  [
    'a pointer of an error envelope that no event has',
    '/errors/envelopes/default/lens/param',
    '/error/params',
    '/errors/envelopes/default/lens/param: no edit event of the contract has a member at /error/params: correct the pointer',
  ],
  [
    'a legacy body that the contract lacks',
    '/operations/variations/legacy/bodies',
    ['json'],
    '/operations: the contract accepts no application/json for POST /images/variations: correct the bodies',
  ],
  [
    'a model whose form is no form of results',
    '/models/known/0/form',
    'data',
    '/models/known/0/form: data is not in /results/forms: expected one of ',
  ],
  [
    'a word for a format that is not accepted',
    '/images/formats',
    { accepts: ['png'], default: 'png', words: { jpg: 'jpeg' } },
    '/images/formats/words/jpg: jpeg is not in /images/formats/accepts: expected one of png',
  ],
  [
    'an endpoint of a model that the contract lacks',
    '/models/retrieve/at',
    'GET /model/{model}',
    '/models/retrieve/at: the contract has no operation GET /model/{model}: correct the name',
  ],
  [
    'a parameter of a model that the endpoint lacks',
    '/models/retrieve/model/name',
    'id',
    '/models/retrieve/model/name: GET /models/{model} has no path parameter id: correct the name',
  ],
  [
    'a pointer of a model that the contract lacks',
    '/models/retrieve/lens/id',
    '/name',
    '/models/retrieve/lens/id: no response of the contract has a member at /name: correct the pointer',
  ],
  [
    'an upload endpoint that the contract lacks',
    '/files/upload',
    'POST /uploads',
    '/files/upload: the contract has no operation POST /uploads: correct the name',
  ],
  [
    'a parameter of a file that the endpoint lacks',
    '/files/file/name',
    'id',
    '/files/file/name: DELETE /files/{file_id} has no path parameter id: correct the name',
  ],
  [
    'a part that the form lacks',
    '/files/field',
    'blob',
    '/files/field: the form of POST /files has no field blob: correct the name',
  ],
  [
    'a purpose that the form lacks',
    '/files/purpose',
    'use',
    '/files/purpose: the form of POST /files has no field use: correct the name',
  ],
  [
    'a pointer of a file that the contract lacks',
    '/files/lens/name',
    '/name',
    '/files/lens/name: no response of the contract has a member at /name: correct the pointer',
  ],
  [
    'a constant member of a file that the contract lacks',
    '/files/fixed',
    { '/kind': 'file' },
    '/files/fixed/~1kind: no response of the contract has a member at /kind: correct the pointer',
  ],
  [
    'a pointer of a deleted file that the contract lacks',
    '/files/removed/lens/id',
    '/file_id',
    '/files/removed/lens/id: no response of the contract has a member at /file_id: correct the pointer',
  ],
  [
    'a constant member of a deleted file that the contract lacks',
    '/files/removed/fixed',
    { '/gone': true },
    '/files/removed/fixed/~1gone: no response of the contract has a member at /gone: correct the pointer',
  ],
])('%s is refused', (_name, pointer, value, message) => expectRefusal('openai', pointer, value, message))

/** Expects that the dialect of a shipped provider, with one value changed or removed, fails to load with this message. */
async function expectRefusal(id: string, pointer: string, value: unknown, message: string): Promise<void> {
  const file = join(folder, id, 'dialect.yaml')
  const sound = await readFile(join(shippedFolder, id, 'dialect.yaml'), 'utf8')
  await writeFile(file, stringify(writePointer(parse(sound), pointer, value)))
  const error = await loadProvider(join(folder, id)).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect((error as Error).message.replaceAll(/\.yaml:\d+:/g, '.yaml:')).toContain(`${file}: ${message}`)
}

test('a stream without events in the contract is refused', async () => {
  const stream = parse(await readFile(join(shippedFolder, 'openai', 'dialect.yaml'), 'utf8')).stream
  await expectRefusal(
    'gpt-best',
    '/stream',
    stream,
    '/stream/operations/0: no generate operation of the contract has a response of type text/event-stream: remove generate',
  )
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
  await expect(loadProvider(join(folder, 'dimilinks'))).rejects.toThrow(
    /dialect\.yaml:3: cannot be read as YAML: .*line 3, column 1/s,
  )
})

test('the error for an unknown id names the known ids', async () => {
  await expect(findProvider('dimilink')).rejects.toThrow(
    'unknown provider "dimilink": did you mean dimilinks? expected one of apigo, apimart, azure, bfl, dimilinks, ezlink, fal, gpt-best, openai, openrouter, sub2api, toapis, together-ai, xai, or the path of a provider\'s folder',
  )
})
