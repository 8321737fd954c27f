/** Rules for every shipped gateway: verification of its own mock, discovery, and the client. The long run takes all. */
import { describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { parseRequest } from '../../src/conformance/infer/parse-request.ts'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { usualModel } from '../../src/dialect/models.ts'
import { findProvider, type Provider, shippedIds } from '../../src/dialect/provider.ts'
import { mockBaseUrl } from '../../src/engine/admin/mock-base-url.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { inferMock, serveGateway, verifyMock } from '../support/gateway.ts'
import { decode } from '../support/images.ts'

const images = { verify: 10, probe: 60 }
/** Requests that a person copies from the documents, where discovery cannot guess the path or a model. */
const requests: Record<string, string> = {
  bfl: `curl -X POST http://gateway.test/v1/flux-2-pro -H 'x-key: $KEY' -H 'Content-Type: application/json' -d '{"prompt": "a fox"}'`,
  'together-ai': `curl -X POST http://gateway.test/v1/images/generations -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"model": "black-forest-labs/FLUX.1-schnell", "prompt": "a fox", "steps": 4}'`,
  fal: `curl -X POST http://gateway.test/fal-ai/flux-2/turbo -H 'Authorization: Key $FAL_KEY' -H 'Content-Type: application/json' -d '{"prompt": "a fox"}'`,
  azure: `curl -X POST 'http://gateway.test/openai/deployments/gpt-image-1/images/generations?api-version=2025-04-01-preview' -H 'api-key: $KEY' -H 'Content-Type: application/json' -d '{"prompt": "a fox", "model": "gpt-image-1"}'`,
}

const all = await shippedIds()
const ids = process.env.LONG ? all : all.slice(0, 1)

describe.each(ids)('%s', (id) => {
  test('verification of its own mock finds nothing, and sees at least 80 % of the documented musts that requests can show', async () => {
    const { findings, coverage } = await verifyMock(await findProvider(id), { budget: images.verify })
    expect(findings.filter(({ verdict }) => verdict === 'deviates' || verdict === 'error')).toEqual([])
    expect(coverage.seen / coverage.observable).toBeGreaterThan(0.8)
  })

  test('a client gets the same image from a mock of what discovery writes', async () => {
    const provider = await findProvider(id)
    const { baseUrl } = await serveGateway(provider)
    const request = requests[id] === undefined ? {} : { request: parseRequest(requests[id], baseUrl) }
    const { required, query, ...inference } = await inferMock(provider, { budget: images.probe, ...request })
    const dialect = { ...inference.dialect, id }
    const contract = toContract(toOpenApi(dialect, required, query))
    expect(checkDialect(dialect, contract)).toEqual([])
    // The picture shows the id of its request, so the bytes differ.
    expect(await generate({ ...provider, dialect, contract })).toEqual(await generate(provider))
  })
})

/** Generates an image at a mock of the provider through the client. Returns its format and size. */
async function generate(provider: Provider) {
  const clock = createManualClock()
  const { fetch, providers } = await createMock({
    providers: [provider],
    clock,
    atRoot: true,
    admin: false,
    speed: Number.POSITIVE_INFINITY,
  })
  const [served] = providers
  if (!served) throw new Error('the mock serves no provider')
  const baseUrl = mockBaseUrl('http://mock.test', served)
  const client = createImageClient({ dialect: toClientDialect(provider), apiKey: 'sk-test', baseUrl, fetch, clock })
  const model = usualModel(provider.dialect.models)
  const { data: submitted = {}, error } = await client.submit('generate', {
    prompt: 'a lighthouse',
    ...(model ? { model } : {}),
  } as never)
  expect(error).toBe(undefined)
  const [image] = (await client.wait(submitted)).data ?? []
  const { data } = await client.bytes(image ?? { index: 0 })
  const { format, width, height } = await decode(Buffer.from(data ?? []))
  return { format, width, height }
}
