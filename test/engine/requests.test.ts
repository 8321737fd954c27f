import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { createImageClient } from '../../src/client.ts'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { type Node, nodeAt } from '../../src/contract/document.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import { createMock, type Mock } from '../../src/engine/mock.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { decode } from '../support/images.ts'
import { host, json, type Reply } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const folder = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

/** Returns the gateway with the changes. Every request but that of a link needs the version `2026-01-01` in the query. */
async function gatewayWith(changes: Readonly<Record<string, unknown>>): Promise<Provider> {
  const provider = deviant(await providerOf(folder), changes)
  const document = toOpenApi(provider.dialect)
  const version = { in: 'query', name: 'api-version', required: true, schema: { enum: ['2026-01-01'] } }
  for (const [path, item] of Object.entries(nodeAt(document, 'paths')))
    for (const operation of Object.values(item as Node)) {
      // A link needs nothing but its path.
      if (path.includes('{index}')) continue
      const { parameters = [] } = operation as { parameters?: Node[] }
      Object.assign(operation as Node, { parameters: [...parameters, version] })
    }
  return { ...provider, contract: toContract(document) }
}

const failing = async (provider: Provider, changes: Readonly<Record<string, unknown>> = {}) => {
  const { dialect, contract } = provider
  const { findings } = await verifyMock(deviant(provider, changes), { dialect, contract })
  return findings
    .filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
    .map(({ trait, observed }) => [trait, observed])
}

const inPath = {
  '/operations/generate/at': 'POST /models/{model_id}/images',
  '/operations/edit/at': 'POST /models/{model_id}/edits',
  '/fields/model': undefined,
  '/models/place': { in: 'path', name: 'model_id' },
  '/models/known': [{ match: 'slate-1' }, { match: 'slate-2', maxImages: 1 }],
}

describe('a gateway whose path names the model', () => {
  let provider: Provider
  let mock: Mock
  const generate = async (model: string, parameters: object = {}) => {
    const init = json({ input: { prompt: 'a fox' }, parameters }, { authorization: 'Bearer sk-test' })
    const response = await mock.fetch(new URL(`/models/${model}/images?api-version=2026-01-01`, host), init)
    const reply: Reply['json'] = await response.json()
    return [response.status, reply.code ?? reply.output.results.length]
  }
  beforeAll(async () => {
    provider = await gatewayWith(inPath)
    mock = await createMock({ providers: [provider], atRoot: true })
  })

  test.each<[model: string, n: number, result: unknown[]]>([
    ['slate-1', 2, [200, 2]],
    ['slate-2', 2, [400, 'InvalidParameter']],
    ['slate-9', 1, [404, 'ModelNotFound']],
  ])('the model %s has its own rules', async (model, n, result) => {
    expect(await generate(model, { n })).toEqual(result)
  })

  test('its dialect is valid, and the parameter must be in each path', () => {
    expect(checkDialect(provider.dialect, provider.contract)).toEqual([])
    const { dialect } = deviant(provider, { '/models/place/name': 'model' })
    expect(checkDialect(dialect, provider.contract)).toEqual(
      ['generate', 'edit'].map(
        (name) =>
          `/models/place/name: the path of /operations/${name}/at has no parameter {model}: correct the name, or remove /models/place`,
      ),
    )
  })

  test('its start page shows a request that the mock accepts', async () => {
    const page = await mock.fetch(new URL('/', host), { headers: { accept: 'application/json' } })
    const listing: Reply['json'] = await page.json()
    expect(listing.providers[0].curl).toBe(`curl -X POST '${host}/models/slate-1/images?api-version=2026-01-01' \\
  -H 'Authorization: Bearer sk-test' \\
  -H 'Content-Type: application/json' \\
  -d '{"input":{"prompt":"A red fox on a green hill"}}'`)
  })

  test('its client names the model in the path, and sends what the contract requires', async () => {
    const paths: string[] = []
    const client = createImageClient({
      dialect: toClientDialect(provider),
      baseUrl: host,
      apiKey: 'sk-test',
      fetch: (request) => {
        const { pathname, search } = new URL(request.url)
        paths.push(`${pathname}${search}`)
        return mock.fetch(request)
      },
    })
    const input = { prompt: 'a fox' }
    const [usual, other] = [
      await client.submit('generate', { input, parameters: { response_format: 'b64_json' } } as never, { task: false }),
      await client.submit('generate', { input, model: 'slate-2' } as never, { task: false }),
    ]
    const [image] = usual.data?.images ?? []
    if (!image) throw new Error('no image')
    const { data = new Uint8Array() } = await client.bytes(image)
    expect(await decode(Buffer.from(data))).toMatchObject({ width: 128, height: 128 })
    expect(other.data?.images).toHaveLength(1)
    expect(paths).toEqual([
      '/models/slate-1/images?api-version=2026-01-01',
      '/models/slate-2/images?api-version=2026-01-01',
    ])
  })

  test('is verified, and a gateway that reads no model there is reported', async () => {
    expect(await failing(provider)).toEqual([])
    expect(await failing(provider, { '/models/place': undefined, '/models/default': 'slate-1' })).toEqual([
      ['/models/place', undefined],
      ['/models/unknown', 'accept'],
    ])
  })
})

describe('a gateway that accepts the key in several places', () => {
  const places = [
    { in: 'header', name: 'X-Api-Key', scheme: '' },
    { in: 'header', name: 'X-Token', scheme: 'Key' },
    { in: 'query', name: 'key', scheme: '' },
  ]
  let provider: Provider
  let mock: Mock
  beforeAll(async () => {
    provider = await gatewayWith({ '/auth/extraPlaces': places })
    mock = await createMock({ providers: [provider], atRoot: true, keys: ['sk-test'] })
  })

  test.each<[headers: Record<string, string>, query: string, result: unknown]>([
    [{ authorization: 'Bearer sk-test' }, '', 200],
    [{ 'x-api-key': 'sk-test' }, '', 200],
    [{ 'x-token': 'Key sk-test' }, '', 200],
    [{}, '&key=sk-test', 200],
    [{ 'x-api-key': 'sk-other', 'x-token': 'Key sk-test' }, '', 'WrongKey'],
    [{ 'x-token': 'sk-test' }, '', 'WrongKey'],
    [{ 'x-goog-api-key': 'sk-test' }, '', 'NoKey'],
  ])('%j with the query %j', async (headers, query, result) => {
    const init = json({ input: { prompt: 'a fox' } }, headers)
    const response = await mock.fetch(new URL(`/images?api-version=2026-01-01${query}`, host), init)
    const reply: Reply['json'] = await response.json()
    expect(reply.code ?? response.status).toBe(result)
  })

  test('a place that is named twice is refused', () => {
    const { dialect } = deviant(provider, {
      '/auth/extraPlaces': [{ in: 'header', name: 'authorization', scheme: '' }],
    })
    expect(checkDialect(dialect, provider.contract)).toEqual([
      '/auth/extraPlaces/0: the header authorization is already a place of the key: name each place once',
    ])
  })

  test('is verified, and a place that the gateway does not read is reported', async () => {
    expect(await failing(provider)).toEqual([])
    expect(await failing(provider, { '/auth/extraPlaces': places.slice(0, 2) })).toEqual([
      ['/auth/extraPlaces', places.slice(0, 2)],
    ])
  })
})
