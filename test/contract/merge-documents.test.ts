import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Node, nodeAt } from '../../src/contract/document.ts'
import { toContract } from '../../src/contract/load.ts'
import { findConflicts } from '../../src/contract/merge/conflicts.ts'
import { stripProviders } from '../../src/contract/merge/join.ts'
import { mergeContracts, narrowMerged, toPlainContracts } from '../../src/contract/merge/merge.ts'
import type { MergeSource } from '../../src/contract/merge/plain.ts'
import { renderMerged } from '../../src/contract/merge/render.ts'
import { firstDifference } from '../support/same-contract.ts'

const ok = { 200: { description: 'ok' } }
const source = (id: string, paths: Node, more: Node = {}): MergeSource => ({
  id,
  contract: toContract({ openapi: '3.1.0', info: { title: id, version: '1' }, paths, ...more }),
})
const get = (operation: Node = {}): Node => ({ get: { responses: ok, ...operation } })
const operationOf = (merged: Node, path: string, method = 'get') =>
  nodeAt(nodeAt(nodeAt(merged, 'paths'), path), method)

/** Merges the sources, and expects that each source can be restored from the merged document. */
function merge(...sources: MergeSource[]): Node {
  const merged = mergeContracts(sources)
  for (const { id, plain } of toPlainContracts(sources))
    expect(firstDifference(narrowMerged(merged, id), plain)).toBe(undefined)
  return merged
}

describe('paths', () => {
  test('that differ only in the names of their parameters become one path', () => {
    const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
    const merged = merge(
      source('a', { '/tasks/{id}': get({ parameters: [parameter('id')] }) }),
      source('b', { '/tasks/{task_id}': get({ parameters: [parameter('task_id')] }) }),
    )
    expect(Object.keys(nodeAt(merged, 'paths'))).toEqual(['/tasks/{id}'])
    expect(operationOf(merged, '/tasks/{id}').parameters).toMatchObject([{ name: 'id', in: 'path', required: true }])
  })

  test('that differ only in the names of their parameters are one path for all methods', () => {
    const tasks = (method: string, name: string) => ({
      [`/v1/tasks/{${name}}`]: {
        [method]: { responses: ok, parameters: [{ name, in: 'path', required: true, schema: {} }] },
      },
    })
    const merged = merge(
      source('a', tasks('get', 'id')),
      source('b', tasks('delete', 'task')),
      source('c', tasks('post', 'id')),
    )
    expect(Object.keys(nodeAt(merged, 'paths'))).toEqual(['/tasks/{task}'])
    expect(operationOf(merged, '/tasks/{task}').parameters).toEqual([
      { name: 'task', in: 'path', required: true, schema: {}, 'x-providers': { a: { name: 'id' } } },
    ])
  })

  test('an operation outside of /v1 keeps its own server, even beside an operation under /v1', () => {
    const merged = merge(source('a', { '/v1/files': get() }), source('b', { '/files': { post: { responses: ok } } }))
    expect(operationOf(merged, '/files')).not.toHaveProperty('servers')
    expect(operationOf(merged, '/files', 'post')).toMatchObject({ servers: [{ url: 'https://gateway.example' }] })
  })

  test('with and without /v1 stand beside each other, the first with the whole path', () => {
    const servers = [{ url: 'https://gateway.example' }]
    const one = merge(source('a', { '/v1/files': get(), '/files': get() }))
    const two = merge(source('a', { '/v1/files': get() }), source('b', { '/files': get() }))
    for (const merged of [one, two]) {
      expect(operationOf(merged, '/v1/files')).toMatchObject({ servers, 'x-providers': { a: {} } })
      expect(operationOf(merged, '/files')).toMatchObject({ servers })
    }
  })

  test('of one source that differ only in the names of their parameters are named, and the first is merged', () => {
    const merged = merge(source('a', { '/v1/files/{id}': get(), '/v1/files/{file}': get() }))
    expect(Object.keys(nodeAt(merged, 'paths'))).toEqual(['/files/{id}'])
    expect(merged['x-providers']).toMatchObject({
      a: { omitted: ['GET /v1/files/{file}, because /v1/files/{id} is the same path'] },
    })
  })

  test('the path /v1 itself becomes /', () => {
    expect(Object.keys(nodeAt(merge(source('a', { '/v1': get() })), 'paths'))).toEqual(['/'])
  })
})

describe('parameters', () => {
  const header = (name: string) => get({ parameters: [{ name, in: 'header', schema: { type: 'string' } }] })
  const query = (name: string) => get({ parameters: [{ name, in: 'query', schema: { type: 'string' } }] })

  test('are equal in any case as headers, but case-sensitive in queries', () => {
    const headers = merge(source('a', { '/v1/x': header('X-Id') }), source('b', { '/v1/x': header('x-id') }))
    expect(operationOf(headers, '/x').parameters).toMatchObject([{ name: 'X-Id', in: 'header' }])
    const queries = merge(source('a', { '/v1/x': query('userId') }), source('b', { '/v1/x': query('userid') }))
    expect(operationOf(queries, '/x').parameters).toMatchObject([{ name: 'userId' }, { name: 'userid' }])
  })

  test('with a schema at one provider and content at another get an empty schema', () => {
    const content = { 'application/json': { schema: { type: 'string' } } }
    const merged = merge(
      source('a', { '/v1/x': query('q') }),
      source('b', { '/v1/x': get({ parameters: [{ name: 'q', in: 'query', content }] }) }),
    )
    const [parameter] = operationOf(merged, '/x').parameters as Node[]
    expect(parameter).toMatchObject({ name: 'q', in: 'query', schema: {} })
    expect(parameter).not.toHaveProperty('content')
  })
})

test('a status that one provider lists accepts the default responses of the others too', () => {
  const response = (schema: Node, type = 'application/json') => ({ description: 'x', content: { [type]: { schema } } })
  const strict = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } }
  const loose = { type: 'object', required: ['error'], properties: { error: { type: 'integer' } } }
  const merged = merge(
    source('a', { '/v1/x': { get: { responses: { ...ok, 401: response(strict), default: response(strict) } } } }),
    source('b', { '/v1/x': { get: { responses: { ...ok, default: response(loose) } } } }),
    source('c', {
      '/v1/x': { get: { responses: { ...ok, '4XX': response({}, 'text/plain'), default: response(loose) } } },
    }),
  )
  const responses = nodeAt(operationOf(merged, '/x'), 'responses')
  const content = nodeAt(nodeAt(responses, '401'), 'content')
  expect(stripProviders(content)).toEqual({
    'application/json': {
      schema: { type: 'object', properties: { error: { type: 'integer' }, message: { type: 'string' } } },
    },
    'text/plain': { schema: {} },
  })
  expect(nodeAt(responses, '401')['x-providers']).toEqual({ a: {}, c: {} })
})

test('keywords beside a reference apply too', () => {
  const schema = { $ref: '#/components/schemas/N', maximum: 4, description: 'Own.' }
  const requestBody = { content: { 'application/json': { schema } } }
  const components = { schemas: { N: { type: 'integer', minimum: 1, description: 'Theirs.' } } }
  const merged = merge(source('a', { '/v1/x': { post: { responses: ok, requestBody } } }, { components }))
  const body = nodeAt(nodeAt(operationOf(merged, '/x', 'post'), 'requestBody'), 'content')
  expect(body['application/json']).toEqual({
    schema: { $ref: '#/components/schemas/N', maximum: 4, description: 'Own.' },
  })
})

describe('a recursive schema', () => {
  const tree = (kind: object) => ({
    schemas: { Tree: { type: 'object', properties: { kids: { $ref: '#/components/schemas/Tree' }, kind } } },
  })
  const requestBody = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } }
  const paths = { '/v1/x': { post: { responses: ok, requestBody } } }
  const schemasOf = (merged: Node) => nodeAt(nodeAt(merged, 'components'), 'schemas')

  test('keeps the reference to itself, and equal schemas share a name', () => {
    const components = tree({ type: 'string' })
    const merged = merge(source('a', paths, { components }), source('b', paths, { components }))
    expect(schemasOf(merged)).toEqual(components.schemas)
    expect(findConflicts(merged)).toEqual([])
  })

  test('is joined with another one of the same name', () => {
    const merged = merge(
      source('a', paths, { components: tree({ type: 'string' }) }),
      source('b', paths, { components: tree({ type: 'integer' }) }),
    )
    expect(stripProviders(schemasOf(merged))).toEqual({
      Tree: {
        type: 'object',
        properties: {
          kids: { $ref: '#/components/schemas/Tree' },
          kind: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
        },
      },
    })
  })
})

describe('a recursive schema of two sources', () => {
  const reference = { $ref: '#/components/schemas/Tree' }
  const requestBody = { content: { 'application/json': { schema: reference } } }
  const paths = { '/v1/x': { post: { responses: ok, requestBody } } }
  const mergeTrees = (a: Node, b: Node) =>
    merge(
      source('a', paths, { components: { schemas: { Tree: a } } }),
      source('b', paths, { components: { schemas: { Tree: b } } }),
    )
  const accepts = (merged: Node, value: unknown) =>
    new Ajv2020({ strict: false })
      .addSchema(merged, 'merged')
      .compile({ $ref: 'merged#/paths/~1x/post/requestBody/content/application~1json/schema' })(value)

  test.each<[name: string, next: Node, other: Node]>([
    ['or null', { anyOf: [reference, { type: 'null' }] }, { anyOf: [reference, { type: 'null' }] }],
    ['in one choice, and described', { description: 'Next.', anyOf: [reference] }, { oneOf: [reference] }],
    [
      'in a choice that a discriminator tells apart',
      { oneOf: [reference], discriminator: { propertyName: 'n' } },
      reference,
    ],
  ])('refers to itself, %s', (_name, next, other) => {
    const tree = (type: string, kid: Node) => ({ type: 'object', properties: { n: { type }, kid } })
    const merged = mergeTrees(tree('string', next), tree('integer', other))
    expect(accepts(merged, { n: 'a', kid: { n: 'b', kid: {} } })).toBe(true)
    expect(accepts(merged, { n: 1, kid: { n: 2, kid: {} } })).toBe(true)
    expect(accepts(merged, { n: true })).toBe(false)
  })

  test('whose lists are of another kind keeps the items of each', () => {
    const merged = mergeTrees(
      { type: 'array', items: { not: { type: 'null' } } },
      { type: 'array', items: { allOf: [reference] } },
    )
    expect(accepts(merged, ['a'])).toBe(true)
    expect(accepts(merged, [[[]]])).toBe(true)
  })

  test('that is nothing else than itself ends', () => {
    expect(operationOf(mergeTrees({ anyOf: [reference] }, { type: 'string' }), '/x', 'post')).toHaveProperty(
      'requestBody',
    )
  })
})

test('members that only a schema inside allOf names are not lost', () => {
  const base = { type: 'object', properties: { size: { type: 'string' } } }
  const json = (schema: Node) => ({
    '/v1/x': { post: { responses: ok, requestBody: { content: { 'application/json': { schema } } } } },
  })
  const schema = { type: 'object', properties: { n: {} }, allOf: [{ $ref: '#/components/schemas/Base' }] }
  const merged = merge(
    source('a', json(schema), { components: { schemas: { Base: base } } }),
    source('b', json({ type: 'object', properties: { size: { type: 'integer' } } })),
  )
  const content = nodeAt(nodeAt(operationOf(merged, '/x', 'post'), 'requestBody'), 'content')
  expect(stripProviders(nodeAt(content['application/json'], 'schema'))).toEqual({
    anyOf: [
      { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { n: {} }, type: 'object' },
      { properties: { size: { type: 'integer' } }, type: 'object' },
    ],
  })
})

test('a member with the name of a member of every object is a member of those that list it', () => {
  const of = (properties: Node) => ({
    '/v1/x': {
      get: {
        responses: {
          200: { description: 'ok', content: { 'application/json': { schema: { type: 'object', properties } } } },
        },
      },
    },
  })
  const merged = merge(source('a', of({ constructor: { type: 'string' } })), source('b', of({ n: {} })))
  expect(findConflicts(merged).map(({ pointer, values }) => [pointer.split('/').at(-1), values])).toEqual([
    ['constructor', { a: {}, b: 'absent' }],
    ['n', { a: 'absent', b: {} }],
  ])
})

describe('a form', () => {
  const field = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 4 }] }
  const Form = { type: 'object', properties: { image: field } }
  const reference = { schema: { $ref: '#/components/schemas/Form' } }
  const post = (...types: string[]) => ({
    post: { responses: ok, requestBody: { content: Object.fromEntries(types.map((type) => [type, reference])) } },
  })
  const components = { schemas: { Form } }
  const imageOf = (merged: Node, name: string) =>
    nodeAt(nodeAt(nodeAt(nodeAt(nodeAt(merged, 'components'), 'schemas'), name), 'properties'), 'image')

  test('with the schema of a JSON body leaves that schema as it is', () => {
    const merged = merge(source('a', { '/v1/x': post('multipart/form-data', 'application/json') }, { components }))
    const content = nodeAt(nodeAt(operationOf(merged, '/x', 'post'), 'requestBody'), 'content')
    expect(content['application/json']).toEqual({ schema: { $ref: '#/components/schemas/Form' } })
    expect(imageOf(merged, 'Form')).toEqual(field)
    expect(imageOf(merged, 'Form_B')).toMatchObject({ type: 'array', minItems: 1, maxItems: 4 })
  })

  test('has no null in a list of files', () => {
    const file = { type: ['string', 'null'], contentMediaType: 'application/octet-stream' }
    const schema = { type: 'object', properties: { image: { anyOf: [file, { type: 'array', items: file }] } } }
    const requestBody = { content: { 'multipart/form-data': { schema } } }
    const merged = merge(source('a', { '/v1/x': { post: { responses: ok, requestBody } } }))
    const content = nodeAt(nodeAt(operationOf(merged, '/x', 'post'), 'requestBody'), 'content')
    expect(stripProviders(content['multipart/form-data'])).toEqual({
      schema: { type: 'object', properties: { image: { type: 'array', items: { ...file, type: 'string' } } } },
    })
  })

  test('of several operations of different sources belongs to each of them', () => {
    const merged = merge(
      source('a', { '/v1/x': post('multipart/form-data') }, { components }),
      source('b', { '/v1/y': post('multipart/form-data') }, { components }),
    )
    expect(Object.keys(nodeAt(nodeAt(merged, 'components'), 'schemas'))).toEqual(['Form', 'Form_B'])
  })
})

test('a parameter that says that it is not required does not differ from one that does not say so', () => {
  const limit = (more: object) =>
    get({ parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' }, ...more }] })
  const merged = merge(source('a', { '/v1/x': limit({}) }), source('b', { '/v1/x': limit({ required: false }) }))
  expect(findConflicts(merged)).toEqual([])
})

test('annotations and the order of words are no conflict, however deep they stand', () => {
  const body = (words: string[], note: object) => ({
    oneOf: [
      { type: 'object', properties: { size: { enum: words, ...note }, description: { type: 'string' } } },
      { type: 'string' },
    ],
  })
  const post = (schema: Node) => ({
    '/v1/x': { post: { responses: ok, requestBody: { content: { 'application/json': { schema } } } } },
  })
  const notes = { description: 'Some.', title: 'Size', deprecated: true, 'x-own': 1 }
  const merged = merge(source('a', post(body(['l', 's'], notes))), source('b', post(body(['s', 'l'], {}))))
  expect(findConflicts(merged)).toEqual([])
})

test('an operation of only some providers is a conflict, and operation ids are unique', () => {
  const merged = merge(
    source('a', { '/v1/a-b': get({ operationId: 'x' }), '/v1/a/b': get() }),
    source('b', { '/v1/a-b': get({ operationId: 'x' }), '/v1/ab': get({ operationId: 'x' }) }),
  )
  expect(findConflicts(merged).find(({ pointer }) => pointer === '/~1ab/get')?.values).toEqual({ a: 'absent', b: {} })
  const ids = ['/a-b', '/a/b', '/ab'].map((path) => operationOf(merged, path).operationId)
  expect(new Set(ids).size).toBe(3)
})

describe('what code generators fail at is not written', () => {
  const bodyOf = (schema: Node, type = 'application/json') => {
    const requestBody = { content: { [type]: { schema } } }
    const merged = merge(source('a', { '/v1/x': { post: { responses: ok, requestBody } } }))
    return nodeAt(nodeAt(nodeAt(operationOf(merged, '/x', 'post'), 'requestBody'), 'content'), type).schema
  }
  test.each<[name: string, schema: Node, written: Node]>([
    [
      'a list of types',
      { type: ['array', 'string', 'null'], items: { type: 'string' }, maxLength: 4, description: 'Some.' },
      {
        anyOf: [
          { type: ['array', 'null'], items: { type: 'string' } },
          { type: 'string', maxLength: 4 },
        ],
        description: 'Some.',
      },
    ],
    [
      'an enum of several types',
      { type: ['integer', 'string'], enum: [1, 'auto'] },
      {
        anyOf: [
          { type: 'integer', enum: [1] },
          { type: 'string', enum: ['auto'] },
        ],
      },
    ],
    ['a list without items', { type: 'array' }, { type: 'array', items: {} }],
    ['numbers beside integers', { type: ['integer', 'number'] }, { type: 'number' }],
    [
      'null as an alternative',
      { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
      { anyOf: [{ type: ['string', 'null'], enum: ['a', null] }] },
    ],
    [
      'null as an alternative, unless the other one would refuse it',
      { anyOf: [{ type: 'object', allOf: [{ required: ['a'] }] }, { type: 'null' }] },
      { anyOf: [{ type: 'object', allOf: [{ required: ['a'] }] }, { type: 'null' }] },
    ],
    ['a value that is not null', { not: { type: 'null' } }, { not: { type: 'null' } }],
    [
      'a member of null alone',
      { properties: { a: { type: 'null' } } },
      { properties: { a: { type: ['string', 'null'] } } },
    ],
    [
      'a choice inside a list',
      { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'boolean' }] } },
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } },
    ],
    ['defaults of keywords', { type: 'string', minLength: 0, deprecated: false, readOnly: false }, { type: 'string' }],
  ])('%s', (_name, schema, written) => {
    expect(bodyOf(schema)).toEqual(written)
  })

  test('a form of several parts, and a field that is one value or a list', () => {
    const image = { type: 'string', contentMediaType: 'application/octet-stream' }
    const field = { anyOf: [image, { type: 'array', items: image, maxItems: 4 }] }
    const part = (properties: Node) => ({ type: 'object', properties })
    expect(
      bodyOf({ allOf: [part({ image: field }), part({ n: { type: 'integer' } })] }, 'multipart/form-data'),
    ).toEqual({
      type: 'object',
      properties: {
        image: { type: 'array', items: image, maxItems: 4, 'x-providers': { a: { 'x-whole': field } } },
        n: { type: 'integer' },
      },
    })
  })

  test('a form or a field that is an alternative or a part of itself', () => {
    const [Form, Field] = ['Form', 'Field'].map((name) => ({ $ref: `#/components/schemas/${name}` }))
    const components = {
      schemas: {
        Form: { allOf: [Form, { type: 'object', properties: { note: Field } }] },
        Field: { anyOf: [Field, { type: ['string', 'null'] }] },
      },
    }
    const requestBody = { content: { 'multipart/form-data': { schema: Form } } }
    const merged = merge(source('a', { '/v1/x': { post: { responses: ok, requestBody } } }, { components }))
    expect(Object.keys(nodeAt(merged, 'paths'))).toEqual(['/x'])
  })

  test('ranges of statuses', () => {
    const error = { description: 'An error.' }
    const merged = merge(
      source('a', { '/v1/x': { get: { responses: { ...ok, '4XX': error } } } }),
      source('b', { '/v1/y': { get: { responses: { ...ok, '5XX': error, default: { description: 'Any.' } } } } }),
    )
    expect(Object.keys(nodeAt(operationOf(merged, '/x'), 'responses'))).toEqual(['200', 'default'])
    expect(Object.keys(nodeAt(operationOf(merged, '/y'), 'responses'))).toEqual([
      '200',
      '500',
      '502',
      '503',
      '504',
      'default',
    ])
  })

  test('headers that differ in case, and bodies that few providers take before those that all take', () => {
    const responses = (name: string) => ({
      200: { description: 'ok', headers: { [name]: { schema: { type: 'string' } } } },
    })
    const requestBody = (...types: string[]) => ({
      content: Object.fromEntries(types.map((type) => [type, { schema: {} }])),
    })
    const [json, form] = ['application/json', 'multipart/form-data']
    const merged = merge(
      source('a', { '/v1/x': { post: { responses: responses('X-Id'), requestBody: requestBody(json, form) } } }),
      source('b', { '/v1/x': { post: { responses: responses('x-id'), requestBody: requestBody(form) } } }),
    )
    const operation = operationOf(merged, '/x', 'post')
    expect(Object.keys(nodeAt(nodeAt(nodeAt(operation, 'responses'), '200'), 'headers'))).toEqual(['x-id'])
    expect(Object.keys(nodeAt(nodeAt(operation, 'requestBody'), 'content'))).toEqual([form, json])
  })

  test('names that generators would give twice', () => {
    const schema = { type: 'object', properties: { image: {}, 'image[]': {}, size: { enum: ['1k', '1K'] } } }
    const requestBody = { content: { 'application/json': { schema } } }
    const written = parse(renderMerged(merge(source('a', { '/v1/x': { post: { responses: ok, requestBody } } }))))
    const content = written.paths['/x'].post.requestBody.content['application/json'].schema.properties
    expect(content['image[]']).toEqual({ 'x-go-name': 'Image2' })
    expect(content.size).toEqual({ enum: ['1k', '1K'], 'x-enum-varnames': ['_1K', '_1K_2'] })
  })
})

test('parameters beside the reference of a path apply too', () => {
  const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
  const paths = { '/v1/x/{id}': { $ref: '#/components/pathItems/X', parameters: [parameter] } }
  const merged = merge(source('a', paths, { components: { pathItems: { X: get() } } }))
  expect(operationOf(merged, '/x/{id}').parameters).toEqual([parameter])
})

test('a document of many schemas that refer to each other stays as large as it is', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `S${index}`,
      {
        type: 'object',
        properties: Object.fromEntries(
          [1, 2, 3, 4].map((step) => [`p${step}`, { $ref: `#/components/schemas/S${(index * 7 + step) % 300}` }]),
        ),
      },
    ]),
  )
  const requestBody = { content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } } }
  const one = source('a', { '/v1/x': { post: { responses: ok, requestBody } } }, { components: { schemas } })
  const merged = merge(one, { ...one, id: 'b' })
  expect(findConflicts(merged)).toEqual([])
  expect(renderMerged(merged).length).toBeLessThan(1.3 * renderMerged(one.contract.document).length)
})
