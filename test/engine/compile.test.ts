import { expect, test } from 'vitest'
import { toContract } from '../../src/contract/load.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'

const broken = { type: 'string', pattern: '(' }

/** Returns a provider whose document has more schemas, and whose operation of this route has another request body. */
async function withSchema(route: string, schema: object) {
  const provider = await findProvider('dimilinks')
  const document = structuredClone(provider.contract.document)
  const [method = '', path = ''] = route.toLowerCase().split(' ')
  const { paths, components } = document as Record<string, Record<string, Record<string, object>>>
  document.components = { ...components, schemas: { ...components?.schemas, Broken: broken } }
  const body = { content: { 'application/json': { schema } } }
  document.paths = { ...paths, [path]: { ...paths?.[path], [method]: { requestBody: body, responses: {} } } }
  return { ...provider, contract: toContract(document) }
}

test('a schema that cannot be compiled stops the start if the dialect names its operation', async () => {
  const provider = await withSchema('POST /images/generations', { $ref: '#/components/schemas/Broken' })
  await expect(createMock({ providers: [provider] })).rejects.toThrow(
    new RegExp(`^${provider.folder}: the schema at #/.* can't be compiled: Invalid regular expression`),
  )
})

test('a schema that cannot be compiled stops nothing if the dialect does not name its operation', async () => {
  const provider = await withSchema('POST /chat', { $ref: '#/components/schemas/Broken' })
  const mock = await createMock({ providers: [provider] })
  const { status } = await mock.fetch('http://mock/dimilinks/v1/tasks/none', { headers: { authorization: 'Bearer k' } })
  expect(status).toBe(404)
})
