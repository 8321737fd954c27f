import { expect, test } from 'vitest'
import type { Node } from '../../src/contract/document.ts'
import { renderTypes } from '../../src/contract/types.ts'

const typesOf = async (schemas: Node): Promise<string> =>
  (
    await renderTypes({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {}, components: { schemas } })
  ).replaceAll(/\s+/g, ' ')

test('an object without members is open, as the validator has it', async () => {
  const types = await typesOf({ Free: { type: 'object', properties: { metadata: { type: 'object' } } } })
  expect(types).toContain('Free: { metadata?: Record<string, unknown>; };')
})

const variant = (state: object) => ({ type: 'object', required: ['state'], properties: { state } })
const choice = (mapping?: object) => ({
  oneOf: [{ $ref: '#/components/schemas/Done' }, { $ref: '#/components/schemas/Failed' }],
  discriminator: { propertyName: 'state', mapping },
})

test('a discriminator without a mapping keeps the words of the enums', async () => {
  const types = await typesOf({
    Task: choice(),
    Done: variant({ type: 'string', enum: ['succeeded'] }),
    Failed: variant({ const: 'failed' }),
  })
  expect(types).toContain('Done: { /** @enum {string} */ state: "succeeded"; };')
  expect(types).toContain('Failed: { /** @constant */ state: "failed"; };')
})

test('a discriminator of a schema that others extend keeps their words', async () => {
  const types = await typesOf({
    Base: { ...variant({ type: 'string' }), discriminator: { propertyName: 'state' } },
    Done: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { state: { enum: ['succeeded'] } } }] },
  })
  expect(types).toContain('Done: components["schemas"]["Base"] & { /** @enum {unknown} */ state?: "succeeded"; };')
})

test('a discriminator names the words where the schemas name none', async () => {
  const schemas = { Done: variant({ type: 'string' }), Failed: variant({ type: 'string' }) }
  const mapping = { succeeded: '#/components/schemas/Done', failed: '#/components/schemas/Failed' }
  expect(await typesOf({ Task: choice(mapping), ...schemas })).toMatch(/Done: \{ .*state: "succeeded"; \};/)
  expect(await typesOf({ Task: choice(), ...schemas })).toMatch(/Done: \{ .*state: "Done"; \};/)
})
