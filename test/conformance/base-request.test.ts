import { describe, expect, test } from 'vitest'
import { createCompletion } from '../../src/conformance/lab/base-request.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import { toContract } from '../../src/contract/load.ts'
import type { Handler } from '../../src/http/handler.ts'
import type { Ask } from '../../src/probes/ask.ts'
import { probes } from '../../src/probes/probes.ts'
import { verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const { dialect } = await providerOf('dimilinks')

const parameter = (where: string, name: string, rest: Record<string, unknown>) => ({ in: where, name, ...rest })
const text = { type: 'string' }
const body = (schema: Record<string, unknown>) => ({ schema: { type: 'object', ...schema } })

/** Contract with members and parameters that no trait of the dialect names. */
const contract = toContract({
  openapi: '3.1.0',
  info: { title: 'a', version: '1' },
  components: {
    schemas: {
      Color: { type: 'string', enum: ['red', 'blue'] },
      Base: { type: 'object', required: ['project'], properties: { project: { type: 'string', default: 'main' } } },
    },
  },
  paths: {
    '/images/generations': {
      post: {
        parameters: [
          parameter('query', 'api-version', { required: true, schema: text, example: '2026-01-01' }),
          parameter('query', 'trace', { schema: text }),
          parameter('header', 'X-Region', { required: true, schema: { type: 'string', default: 'eu' } }),
          parameter('header', 'Authorization', { required: true, schema: text }),
        ],
        requestBody: {
          content: {
            'application/json': body({
              allOf: [{ $ref: '#/components/schemas/Base' }],
              required: ['prompt', 'color', 'seed', 'flags', 'kind', 'strict'],
              properties: {
                prompt: text,
                color: { $ref: '#/components/schemas/Color' },
                seed: { type: 'integer', examples: [7] },
                flags: { type: 'object' },
                kind: { const: 'image' },
                strict: { type: 'boolean' },
                note: text,
              },
            }),
            'multipart/form-data': body({
              required: ['seed', 'prompt'],
              properties: { seed: { type: 'integer' }, prompt: text },
            }),
          },
        },
        responses: {},
      },
    },
    '/{tenant}/images/edits': {
      post: {
        parameters: [parameter('path', 'tenant', { required: true, schema: { ...text, example: 'acme' } })],
        responses: {},
      },
    },
  },
})
const complete = createCompletion(contract, dialect)

const post = { method: 'POST', path: '/images/generations' }
const added = { query: { 'api-version': '2026-01-01' }, headers: { 'X-Region': 'eu' } }

test.each<[what: string, ask: Ask, completed: Ask]>([
  [
    'JSON',
    { ...post, json: { prompt: 'a fox' } },
    {
      ...post,
      ...added,
      json: { project: 'main', color: 'red', seed: 7, kind: 'image', strict: false, prompt: 'a fox' },
    },
  ],
  [
    'JSON that has a value of its own',
    { ...post, query: { 'api-version': '1' }, json: { color: 'blue', seed: null } },
    {
      ...post,
      ...added,
      query: { 'api-version': '1' },
      json: { project: 'main', color: 'blue', seed: null, kind: 'image', strict: false },
    },
  ],
  ['a form', { ...post, form: [['prompt', 'a fox']] }, { ...post, ...added, form: [['prompt', 'a fox'], ['seed', '1']] }], // biome-ignore format: a row
  ['a text that is not readable', { ...post, text: '{' }, { ...post, ...added, text: '{' }],
  [
    'a path with a parameter',
    { method: 'POST', path: '/{tenant}/images/edits' },
    { method: 'POST', path: '/acme/images/edits' },
  ],
  ['a request of no operation', { method: 'GET', path: '/nothing' }, { method: 'GET', path: '/nothing' }],
])('%s gets what the contract requires, and what no probe sets', (_what, ask, completed) => {
  expect(complete(ask)).toEqual(completed)
})

describe('a gateway that requires more than the dialect names', () => {
  test('is verified with the values of its contract', async () => {
    const provider = await providerOf('dimilinks')
    /** Refuses every request for images without a region, as the first check. */
    const around =
      (fetch: Handler): Handler =>
      async (request) =>
        request.method === 'POST' && request.headers.get('x-region') !== 'eu'
          ? Response.json(
              { error: { message: 'no region', type: 'invalid_request_error', code: 'region' } },
              { status: 400 },
            )
          : fetch(request)
    const plan = planProbes(probes, ['images.n'])
    const conforming = async (options: Parameters<typeof verifyMock>[1]) => {
      const { findings } = await verifyMock(provider, { around, probes: plan, budget: 10, ...options })
      return findings.filter(({ verdict }) => verdict === 'conforms').map(({ trait }) => trait)
    }
    const named = ['/images/n/max', 'a response has the requested number of images']
    expect(await conforming({ complete })).toEqual(expect.arrayContaining(named))
    expect((await conforming({})).filter((trait) => named.includes(trait))).toEqual([])
  })
})
