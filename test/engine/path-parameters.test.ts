import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { nodeAt } from '../../src/contract/document.ts'
import { toContract } from '../../src/contract/load.ts'
import { createMock } from '../../src/engine/mock.ts'
import { host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const folder = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

test.each([
  ['?api-version=2026-01-01', 200],
  ['?api-version=2025-01-01', 400],
  ['', 400],
])('a parameter that the document states once for all operations of a path is checked: "%s"', async (query, status) => {
  const provider = await providerOf(folder)
  const document = toOpenApi(provider.dialect)
  const version = { $ref: '#/components/parameters/Version' }
  const stated = { in: 'query', name: 'api-version', required: true, schema: { enum: ['2026-01-01'] } }
  Object.assign(nodeAt(nodeAt(document, 'paths'), '/images'), { parameters: [version] })
  Object.assign(nodeAt(document, 'components'), { parameters: { Version: stated } })
  const mock = await createMock({ providers: [{ ...provider, contract: toContract(document) }], atRoot: true })
  const init = json({ input: { prompt: 'a fox' } }, { authorization: 'Bearer sk-test' })
  const response = await mock.fetch(new URL(`/images${query}`, host), init)
  expect(response.status).toBe(status)
})
