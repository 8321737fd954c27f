import { describe, expect, test } from 'vitest'
import { type Node, nodeAt } from '../../src/contract/document.ts'
import { toContract } from '../../src/contract/load.ts'
import { findConflicts } from '../../src/contract/merge/conflicts.ts'
import { stripProviders } from '../../src/contract/merge/join.ts'
import { mergeContracts, narrowMerged, toPlainContracts } from '../../src/contract/merge/merge.ts'
import type { MergeSource } from '../../src/contract/merge/plain.ts'

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
  for (const { id, plain } of toPlainContracts(sources)) expect(narrowMerged(merged, id)).toEqual(plain.operations)
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

  test('an operation outside of /v1 keeps its own server, even beside an operation under /v1', () => {
    const merged = merge(source('a', { '/v1/files': get() }), source('b', { '/files': { post: { responses: ok } } }))
    expect(operationOf(merged, '/files')).not.toHaveProperty('servers')
    expect(operationOf(merged, '/files', 'post')).toMatchObject({ servers: [{ url: '{gateway}' }] })
  })

  test('that would collide are refused', () => {
    expect(() => merge(source('a', { '/v1/files': get(), '/files': get() }))).toThrow(
      'a: /v1/files and /files are both GET /files: remove one from the contract',
    )
    expect(() => merge(source('a', { '/v1/files': get() }), source('b', { '/files': get() }))).toThrow(
      'GET /files is under /v1 at a but not at b: merge these providers separately',
    )
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
  expect(nodeAt(responses, '401')['x-providers']).toEqual({ a: {} })
})

test('keywords beside a reference apply too', () => {
  const schema = { $ref: '#/components/schemas/N', maximum: 4, description: 'Own.' }
  const requestBody = { content: { 'application/json': { schema } } }
  const components = { schemas: { N: { type: 'integer', minimum: 1, description: 'Theirs.' } } }
  const merged = merge(source('a', { '/v1/x': { post: { responses: ok, requestBody } } }, { components }))
  const body = nodeAt(nodeAt(operationOf(merged, '/x', 'post'), 'requestBody'), 'content')
  expect(body['application/json']).toMatchObject({
    schema: { type: 'integer', minimum: 1, maximum: 4, description: 'Own.' },
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

  test('has a name of its own if another source has a different one', () => {
    const merged = merge(
      source('a', paths, { components: tree({ type: 'string' }) }),
      source('b', paths, { components: tree({ type: 'integer' }) }),
    )
    expect(schemasOf(merged)).toMatchObject({
      'a.Tree': { properties: { kids: { $ref: '#/components/schemas/a.Tree' }, kind: { type: 'string' } } },
      'b.Tree': { properties: { kids: { $ref: '#/components/schemas/b.Tree' }, kind: { type: 'integer' } } },
    })
  })
})

test('a parameter that says that it is not required does not differ from one that does not say so', () => {
  const limit = (more: object) =>
    get({ parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' }, ...more }] })
  const merged = merge(source('a', { '/v1/x': limit({}) }), source('b', { '/v1/x': limit({ required: false }) }))
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
