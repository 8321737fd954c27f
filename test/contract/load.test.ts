import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCompiler } from '../../src/contract/compile.ts'
import { type ContractOperation, loadDocument } from '../../src/contract/load.ts'
import { createHome } from '../support/published.ts'

/** Loads `openapi.yaml` of a folder with these files. */
async function load(files: Record<string, string | object>) {
  const home = await createHome()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(home, name)), { recursive: true })
    await writeFile(join(home, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return loadDocument(join(home, 'openapi.yaml'))
}

const head = { openapi: '3.1.0', info: { title: 't', version: '1' } }
const loadPaths = (paths: object, more: object = {}) => load({ 'openapi.yaml': { ...head, paths, ...more } })
const first = ({ operations: [operation] }: { readonly operations: readonly ContractOperation[] }) => operation

test.each<[url: string, variables: object | undefined, basePath: string]>([
  ['https://{region}.x.example/{version}', { region: { default: 'eu' }, version: { default: 'v1' } }, '/v1'],
  ['https://x.example/{version}/', { version: { default: '', enum: ['v1'] } }, ''],
  ['https://x.example/{version}', { version: { enum: ['v2', 'v1'] } }, '/v2'],
  ['https://x.example/{version}', undefined, '/version'],
  ['{host}/v1', { host: { default: 'https://x.example/api/' } }, '/api/v1'],
  ['/api/v1/', undefined, '/api/v1'],
  ['v1', undefined, '/v1'],
  ['./v1', undefined, '/v1'],
  ['//x.example/v1', undefined, '/v1'],
  ['x.example/v1', undefined, '/v1'],
  ['localhost:8080/v1', undefined, '/v1'],
  ['https://', undefined, ''],
  ['https://x.example/v1?region=eu#top', undefined, '/v1'],
])('the server %s with the variables %j has the path "%s"', async (url, variables, basePath) => {
  const servers = [{ url, variables }, { url: 'https://other.example/v9' }]
  expect(first(await loadPaths({ '/images': { post: {} } }, { servers }))).toMatchObject({ basePath })
})

test.each([
  'application/json; charset=utf-8',
  'Application/JSON',
  'application/vnd.api+json',
  'application/*+json',
  'application/*',
  '*/*',
])('a body of the media type %s is JSON', async (type) => {
  const post = { requestBody: { content: { [type]: { schema: { type: 'object' } } } } }
  expect(first(await loadPaths({ '/images': { post } }))?.bodies['application/json']).toEqual({ type: 'object' })
})

test('the plain spelling of a media type wins over a spelling with parameters', async () => {
  const content = {
    'application/json': { schema: { title: 'plain' } },
    'application/json; charset=utf-8': { schema: { title: 'long' } },
  }
  expect(first(await loadPaths({ '/images': { post: { requestBody: { content } } } }))?.bodies).toEqual({
    'application/json': { title: 'plain' },
  })
})

describe('parameters', () => {
  const parametersOf = async (own: object[], shared: object[] = []) => {
    const contract = await loadPaths({ '/tasks/{id}': { parameters: shared, get: { parameters: own } } })
    return first(contract)?.parameters.map(({ name, schema }) => [name, schema])
  }

  test('of the operation replace those of the path', async () => {
    const wait = (type: string) => ({ name: 'wait', in: 'query', schema: { type } })
    expect(await parametersOf([wait('integer')], [wait('string')])).toEqual([['wait', { type: 'integer' }]])
  })

  test('that OpenAPI describes elsewhere, that no path has, or that have no place, are left out', async () => {
    const header = (name: string) => ({ name, in: 'header', required: true, schema: { type: 'string' } })
    expect(
      await parametersOf([
        ...['Authorization', 'content-type', 'ACCEPT', 'X-Team'].map(header),
        { name: 'task', in: 'path', required: true, schema: {} },
        { name: 'body', in: 'body', schema: {} },
      ]),
    ).toEqual([['X-Team', { type: 'string' }]])
  })

  test('as in OpenAPI 2 have their schema beside the name', async () => {
    expect(await parametersOf([{ name: 'wait', in: 'query', type: 'Integer' }])).toEqual([
      ['wait', { type: 'integer' }],
    ])
  })
})

describe('files beside the document', () => {
  const images = (schema: object) => ({
    '/images': { post: { requestBody: { content: { 'application/json': { schema } } } } },
  })
  const accepts = async (contract: Awaited<ReturnType<typeof load>>, value: unknown) =>
    (await createCompiler(contract.document))('/paths/~1images/post/requestBody/content/application~1json/schema')(
      value,
    )

  test('are read where a schema refers to them, also to themselves and back to the document', async () => {
    const properties = { style: { $ref: './parts/common.yaml#/Style' } }
    const contract = await load({
      'openapi.yaml': { ...head, paths: images({ properties }), components: { schemas: { Word: { maxLength: 2 } } } },
      'parts/common.yaml': `
        Style: { properties: { word: { $ref: '../openapi.yaml#/components/schemas/Word' }, inner: { $ref: '#/Style' } } }`,
    })
    expect(contract.notes).toEqual([])
    expect(await accepts(contract, { style: { inner: { word: 'ab' } } })).toBe(true)
    expect(await accepts(contract, { style: { inner: { word: 'abc' } } })).toBe(false)
  })

  test('may hold paths and parameters', async () => {
    const contract = await load({
      'openapi.yaml': { ...head, paths: { '/tasks/{id}': { $ref: 'tasks.yaml' } } },
      'tasks.yaml': 'get: { parameters: [{ $ref: "parameters.yaml#/Id" }] }',
      'parameters.yaml': 'Id: { name: id, in: path, required: true, schema: { type: string } }',
    })
    expect(first(contract)).toMatchObject({ route: 'GET /tasks/{id}', parameters: [{ name: 'id' }] })
  })

  test('that are missing leave their schema out', async () => {
    const contract = await load({ 'openapi.yaml': { ...head, paths: images({ $ref: './none.yaml#/Style' }) } })
    expect(contract.notes).toEqual([
      {
        pointer: '/paths/~1images/post/requestBody/content/application~1json/schema/$ref',
        message: 'the reference "./none.yaml#/Style" has no target',
        isLost: true,
      },
    ])
  })
})

test('operations with one id get distinct ids', async () => {
  const paths = {
    '/a': { post: { operationId: 'x' } },
    '/b': { post: { operationId: 'x' }, get: { operationId: 'x2' } },
  }
  const contract = await loadPaths(paths)
  expect(contract.operations.map(({ node }) => node.operationId)).toEqual(['x', 'x2', 'x3'])
  expect(contract.notes?.map(({ message }) => message)).toEqual([
    'several operations have the operationId "x": numbered',
  ])
})

test.each<[what: string, text: string]>(
  [
  ['a version that YAML reads as a number', 'openapi: 3.1\npaths: { /images: { post: {} } }'],
  ['a key that stands twice', 'openapi: 3.1.0\npaths: { /images: { get: {}, post: {} }, /images: { post: {} } }'],
  ['merge keys', 'openapi: 3.1.0\nx-all: &all { post: {} }\npaths: { /images: { <<: *all } }'],
  ['a path without a slash', 'openapi: 3.1.0\npaths: { images: { post: {} } }'],
  ['empty parts', 'openapi: 3.1.0\npaths: { /images: { post: { parameters: [null], responses: { 200: null } } }, /none: null }'],
] /* biome-ignore format: a table */,
)('a document with %s is read', async (_what, text) => {
  const { operations } = await load({ 'openapi.yaml': text })
  expect(operations.map(({ route }) => route)).toEqual(['POST /images'])
})
