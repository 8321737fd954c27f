import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { writePointer } from '../../src/dialect/lens.ts'
import { loadProvider } from '../../src/dialect/provider.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
})
afterAll(() => rm(folder, { recursive: true }))

test.each<[name: string, id: string, changes: Record<string, unknown>, message: string]>([
  [
    'a state word outside the enum of the contract',
    'asynchronous',
    { '/tasks/polls/job/states/failed': 'lost' },
    '/tasks/polls/job/states/failed: the contract has no state lost: expected one of waiting, drawing, done, broken, or add the word in openapi.yaml',
  ],
  [
    'a time whose type the contract denies',
    'asynchronous',
    { '/tasks/polls/job/lens/createdAt': '/id' },
    '/tasks/polls/job/lens/createdAt: the contract has the type string at /id, but the time is a number of the form seconds: correct the pointer or the form of the time, or correct the type in openapi.yaml',
  ],
  [
    'a time that is a text where the contract has a list',
    'asynchronous',
    { '/tasks/polls/job/lens/createdAt': '/images', '/tasks/polls/job/time': 'iso8601' },
    '/tasks/polls/job/lens/createdAt: the contract has the type array at /images, but the time is a text of the form iso8601: correct the pointer or the form of the time, or correct the type in openapi.yaml',
  ],
  [
    'an end of links without a lifetime',
    'asynchronous',
    {
      '/results/image': {
        at: 'GET /generated/{task_id}/{index}',
        task: { in: 'path', name: 'task_id' },
        index: { in: 'path', name: 'index' },
        expiry: { in: 'query', name: 'exp' },
      },
    },
    '/results/image/expiry: the dialect does not say how long a link works: add /results/image/ttlSeconds, or remove the member',
  ],
  [
    'a word before a key in the query',
    'synchronous',
    { '/auth': { in: 'query', scheme: 'Bearer' } },
    '/auth/scheme: a parameter of the query holds the key without the word Bearer: remove the scheme',
  ],
  [
    'limits of reference images that an earlier pattern hides',
    'synchronous',
    { '/references/byModel': { 'fox-*': { max: 1 }, 'fox-2': { max: 2 } } },
    '/references/byModel/fox-2: fox-* stands before and matches every model of fox-2: put fox-2 first, or remove it',
  ],
  [
    'a default size of a form that is not accepted',
    'synchronous',
    { '/images/size': { default: '16:9', accepts: ['pixels'] } },
    '/images/size/default: the rules of /images/size refuse the default: it must be WIDTHxHEIGHT such as 1024x1024, not 16:9. Correct the default, or the rules',
  ],
  [
    'a default size beyond the limits',
    'synchronous',
    { '/images/size': { default: '2048x2048', maxEdge: 1024 } },
    '/images/size/default: the rules of /images/size refuse the default: it ',
  ],
  [
    'a least number of images above the most',
    'synchronous',
    { '/images/n': { default: 2, min: 3, max: 2 } },
    '/images/n/min: 3 is more than the maximum, 2',
  ],
  [
    'a default number of images that the default model does not make',
    'synchronous',
    { '/images/n': { default: 2 }, '/models': { default: 'slate', known: [{ match: 'slate', maxImages: 1 }] } },
    '/images/n/default: 2 is more than slate, the default model, makes: expected at most 1',
  ],
  [
    'a shortest prompt above the longest',
    'synchronous',
    { '/prompt': { min: 9, max: 5 } },
    '/prompt/min: 9 is more than the maximum, 5',
  ],
  [
    'an asynchronous operation without polls',
    'asynchronous',
    { '/tasks': {} },
    '/tasks/polls: missing: add at least one poll, because an operation is async',
  ],
  [
    'a reply without a place for the images',
    'synchronous',
    { '/results/reply': { lens: {} } },
    '/results/reply/lens/items: missing: add the pointer to the list of images, because POST /images/generations answers with images, or set /operations/generate/async to always',
  ],
])('%s is refused', async (_name, id, changes, message) => {
  await cp(fileURLToPath(new URL(`../../templates/${id}`, import.meta.url)), folder, { recursive: true })
  const file = join(folder, 'dialect.yaml')
  const dialect = parse(await readFile(file, 'utf8'))
  for (const [pointer, value] of Object.entries(changes)) writePointer(dialect, pointer, value)
  await writeFile(file, stringify(dialect))
  const error = await loadProvider(folder).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect((error as Error).message).toContain(message)
})
