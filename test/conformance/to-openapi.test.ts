import { beforeAll, describe, expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import type { Node } from '../../src/contract/document.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import { createMock, type Mock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { drawImage } from '../support/images.ts'
import { faults, violations } from '../support/judge.ts'
import { form, host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const lumen = new URL('../fixtures/lumen', import.meta.url).pathname
const quarry = new URL('../fixtures/quarry', import.meta.url).pathname
const ids = ['openai', 'dimilinks', 'apigo', 'gpt-best', 'ezlink', 'lumen'] as const
type Id = (typeof ids)[number]

let providers: Provider[]
let mock: Mock
let file: Buffer
let mask: Buffer
const clock = createManualClock()
beforeAll(async () => {
  const loaded = await Promise.all(ids.map((id) => providerOf(id === 'lumen' ? lumen : id)))
  providers = loaded.map((provider) => ({ ...provider, contract: toContract(toOpenApi(provider.dialect)) }))
  mock = await createMock({
    providers,
    clock,
    speed: Infinity,
    strict: true,
    onViolation: (violation) => violations.push(violation),
    onError: (error) => faults.push(error),
  })
  file = await drawImage()
  mask = await drawImage('png', { width: 32 })
})

const send = async (path: string, init: RequestInit = {}) => {
  const key = { authorization: 'Bearer sk-test', 'x-lumen-key': 'k' }
  const headers = { ...key, ...Object.fromEntries(new Headers(init.headers)) }
  const response = await mock.fetch(new URL(path, host), { ...init, headers })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type') ?? '', text }
}
const generation = (body: object, headers = {}) => json({ prompt: 'a fox', model: 'gpt-image-2', ...body }, headers)
const edit = (...fields: [string, string | Buffer][]) =>
  form([['prompt', 'a fox'], ['model', 'gpt-image-2'], ...fields])
const withScenario = (scenario: string) => ({ 'x-proofsheet-scenario': scenario })

test.each(ids)('the dialect of %s is valid under the contract that describes it', (id) => {
  const { dialect, contract } = providers[ids.indexOf(id)] as Provider
  expect(checkDialect(dialect, contract)).toEqual([])
})

test('the whole contract of a small dialect', async () => {
  const { dialect } = await providerOf(lumen)
  const text = { type: 'string' }
  const integer = { type: 'integer' }
  const refusal = { 'application/json': { schema: { $ref: '#/components/schemas/Refusal0' } } }
  const shared = (...codes: string[]) =>
    Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/responses/${code}` }]))
  const parameter = (place: string, name: string, required = true) => ({
    name,
    in: place,
    ...(required ? { required } : {}),
    schema: text,
  })
  const ticketBody = (ticket: object) => ({ schema: { type: 'object', properties: { ticket } } })
  const ticket = ticketBody({
    type: 'object',
    properties: {
      number: text,
      phase: { enum: ['WAITING', 'DRAWING', 'DONE', 'LOST'] },
      percent: text,
      since: integer,
      ended: integer,
      prints: { type: 'array', items: text },
    },
  })
  const pic = { type: 'object', properties: { src: text } }
  expect(toOpenApi(dialect)).toEqual({
    openapi: '3.1.0',
    info: { title: 'Lumen', version: '1' },
    servers: [{ url: 'https://lumen.example' }],
    security: [{ key: [] }],
    paths: {
      '/pictures': {
        post: {
          parameters: [],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Json' } },
            },
          },
          responses: {
            202: {
              description: 'Accepted',
              content: { 'application/json': ticketBody({ type: 'object', properties: { number: text } }) },
            },
            ...shared('default', '403', '422', '410', '500'),
          },
        },
      },
      '/tickets': {
        get: {
          parameters: [parameter('query', 'number')],
          responses: {
            200: { description: 'OK', content: { 'application/json': ticket } },
            202: { description: 'Accepted', content: { 'application/json': ticket } },
            ...shared('default', '403', '422', '410', '500'),
          },
        },
      },
      '/prints/{number}/{page}': {
        get: {
          security: [],
          parameters: [parameter('path', 'number'), parameter('path', 'page'), parameter('query', 'until', false)],
          responses: {
            200: { description: 'OK', content: { 'image/webp': { schema: {} } } },
            410: { description: 'Gone', content: refusal },
            ...shared('default', '403', '422', '500'),
          },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Lumen-Key' } },
      responses: {
        403: { description: 'Forbidden', content: refusal },
        422: { description: 'Unprocessable Entity', content: refusal },
        410: { description: 'Gone', content: refusal },
        500: { description: 'Internal Server Error', content: refusal },
        default: { description: 'Any other refusal', content: refusal },
      },
      schemas: {
        Json: {
          type: 'object',
          properties: {
            text,
            howMany: integer,
            dimensions: text,
            pics: { anyOf: [{ type: 'array', items: pic }, pic] },
          },
        },
        Refusal0: {
          type: 'object',
          properties: { fault: { type: 'object', properties: { no: integer, why: text } } },
        },
      },
    },
  })
})

test('nested fields are properties of objects, and a form lacks them', async () => {
  const { dialect } = await providerOf(quarry)
  const { schemas } = toOpenApi(dialect).components as { schemas: Record<string, { properties: Node }> }
  const [text, integer] = [{ type: 'string' }, { type: 'integer' }]
  const link = {
    type: 'object',
    properties: { image_url: { type: 'object', properties: { url: text } } },
  }
  const image = { anyOf: [{ type: 'array', items: link }, link] }
  expect(schemas.Json?.properties).toEqual({
    input: { type: 'object', properties: { prompt: text, images: image, image, mask: image } },
    parameters: {
      type: 'object',
      properties: {
        n: integer,
        size: text,
        resolution: text,
        scale: text,
        output: { type: 'object', properties: { format: text } },
        user: text,
        response_format: text,
        async: { type: 'boolean' },
      },
    },
    model: text,
    n: integer,
    size: text,
    scale: text,
    output_format: text,
    user: text,
  })
  expect(Object.keys(schemas.Form?.properties ?? {})).toEqual([
    'prompt',
    'model',
    'n',
    'size',
    'scale',
    'output_format',
    'user',
    'image',
    'mask',
  ])
})

// judge.ts validates every response against the contract.
describe('the mock conforms to the contract', () => {
  const link = 'https://img.example/a.png'
  test.each<[id: Id, path: string, init: () => RequestInit, status: number]>([
    ['openai', '/images/generations', () => generation({}), 200],
    ['openai', '/images/generations', () => generation({ response_format: 'url' }), 400],
    ['openai', '/images/generations', () => generation({ n: 11 }), 400],
    ['openai', '/images/generations', () => generation({ n: 'two' }), 400],
    ['openai', '/images/generations', () => generation({}, withScenario('insufficient-balance')), 429],
    ['openai', '/images/edits', () => generation({ images: [{ image_url: link }] }), 200],
    ['openai', '/images/edits', () => generation({ images: [{ image_url: 5 }] }), 400],
    ['openai', '/images/edits', () => edit(['image[]', file], ['image[]', file], ['n', '2']), 200],
    ['openai', '/images/edits', () => edit(['image', 'a']), 400],
    ['openai', '/images/edits', () => edit(), 400],
    ['openai', '/images/variations', () => edit(['image', file]), 404],
    ['openai', '/models/gpt-image-2', () => ({}), 200],
    ['openai', '/models/none', () => ({}), 404],
    [
      'dimilinks',
      '/images/generations',
      () => generation({ resolution: '2k', images: [link, { url: link }], n: 9 }),
      200,
    ],
    [
      'dimilinks',
      '/images/generations',
      () => generation({ image_url: { url: link } }, withScenario('rate-limited')),
      429,
    ],
    ['dimilinks', '/images/edits', () => edit(['image_1', file], ['mask', mask]), 200],
    ['dimilinks', '/p/img/none/0', () => ({}), 400],
    ['dimilinks', '/tasks/none', () => ({}), 404],
    ['apigo', '/images/generations', () => generation({ model: 'gpt-image-1' }), 200],
    ['apigo', '/images/edits', () => edit(['model', 'gpt-image-1'], ['image.1.items', file]), 200],
    ['apigo', '/images/edits', () => json({}), 400],
    ['gpt-best', '/v1/images/generations', () => generation({ prompt: `a fox ${link}`, aspect_ratio: '16:9' }), 200],
    ['gpt-best', '/v1/images/generations', () => generation({ prompt: '' }), 400],
    ['gpt-best', '/v1/images/edits', () => edit(['image', file], ['size', '1x1']), 400],
    ['ezlink', '/images/generations', () => generation({}), 200],
    ['ezlink', '/images/generations', () => generation({}, withScenario('moderated')), 400],
    ['ezlink', '/images/generations', () => generation({ model: 'none' }), 503],
    ['ezlink', '/images/edits', () => edit(['image', file], ['n', ''], ['response_format', 'b64_json']), 200],
    ['ezlink', '/async/images/generations', () => generation({}, withScenario('refused-submit')), 200],
    ['ezlink', '/generated/none/0', () => ({}), 404],
    ['lumen', '/pictures', () => json({ text: 'a fox', pics: [link] }), 422],
    ['lumen', '/tickets?number=none', () => ({}), 410],
    ['lumen', '/nothing', () => ({}), 422],
  ])('%s %s %#', async (id, path, init, status) => {
    expect((await send(`/${id}${path}`, init())).status).toBe(status)
  })

  test.each<[id: Id, path: string, body: object, state: string, poll: string]>([
    ['dimilinks', '/images/generations?async=true', {}, 'succeeded', '/tasks/ID'],
    ['dimilinks', '/images/generations?wait_for_result=false', {}, 'success', '/images/tasks/ID'],
    ['gpt-best', '/v1/images/generations?async=true', {}, 'SUCCESS', '/v1/images/tasks/ID'],
    ['ezlink', '/async/images/generations', {}, 'succeed', '/async/images/result?taskid=ID'],
    ['lumen', '/pictures', { text: 'a fox', prompt: undefined }, 'DONE', '/tickets?number=ID'],
  ])('%s %s, a poll and its image', async (id, path, body, state, poll) => {
    const submitted = await send(`/${id}${path}`, generation(body))
    const [task = ''] = /img_\w+|L-\w+|\w{32}/.exec(submitted.text) ?? []
    const polled = await send(`/${id}${poll.replace('ID', task)}`)
    expect(polled.text).toContain(`"${state}"`)
    const [, link = ''] = /"((?:http|\/p\/)[^"]+)"/.exec(polled.text) ?? []
    expect((await send(link)).type).toMatch(/^image\//)
  })

  test.each<[id: Id, path: string, init: () => RequestInit, event: string]>([
    [
      'openai',
      '/images/generations',
      () => generation({ stream: true, partial_images: 1 }),
      'image_generation.partial_image',
    ],
    ['openai', '/images/edits', () => edit(['image', file], ['stream', 'true']), 'image_edit.completed'],
    [
      'apigo',
      '/images/generations',
      () => generation({ model: 'gpt-image-1', stream: true }),
      'image_generation.completed',
    ],
    ['ezlink', '/images/generations', () => generation({ stream: true }), 'image_generation.completed'],
    ['ezlink', '/images/generations', () => generation({ stream: true }, withScenario('upstream-failed')), 'error'],
  ])('%s %s, a stream %#', async (id, path, init, event) => {
    const { type, text } = await send(`/${id}${path}`, init())
    expect([type, text]).toEqual(['text/event-stream', expect.stringContaining(`event: ${event}\n`)])
  })

  test('files', async () => {
    const uploaded = await send(
      '/openai/files',
      form([
        ['file', file],
        ['purpose', 'vision'],
      ]),
    )
    const { id } = JSON.parse(uploaded.text)
    expect((await send('/openai/images/edits', generation({ images: [{ file_id: id }] }))).status).toBe(200)
    expect((await send(`/openai/files/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await send(`/openai/files/${id}`)).status).toBe(404)
  })
})

test('the dialect of a gateway with nested fields is valid under the contract that describes it', async () => {
  const { dialect } = await providerOf(quarry)
  expect(checkDialect(dialect, toContract(toOpenApi(dialect)))).toEqual([])
})

test('a state that the contract lacks is a violation', async () => {
  const { dialect, ...rest } = providers[ids.indexOf('lumen')] as Provider
  const paths: unknown[] = []
  const changed = JSON.parse(JSON.stringify(toOpenApi(dialect)).replaceAll('"DONE"', '"FINISHED"'))
  const strict = await createMock({
    providers: [{ ...rest, dialect, contract: toContract(changed) }],
    atRoot: true,
    speed: Infinity,
    strict: true,
    onViolation: ({ findings }) => paths.push(findings[0]?.path),
  })
  const key = { 'x-lumen-key': 'k' }
  const submitted = await strict.fetch(new URL('/pictures', host), json({ text: 'a fox' }, key))
  const { ticket } = (await submitted.json()) as { ticket: { number: string } }
  await strict.fetch(new URL(`/tickets?number=${ticket.number}`, host), { headers: key })
  expect(paths).toEqual([['body', 'ticket', 'phase']])
})
