import { expect, test } from 'vitest'
import { findProvider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'

test.each([
  ['a schema', ['components', 'schemas', 'Broken'], { type: 'string', pattern: '(' }],
  [
    'a response',
    ['components', 'responses', 'Broken'],
    { content: { 'application/json': { schema: { pattern: '(' } } } },
  ],
])(
  '%s of the components that cannot be compiled stops the start with an error that names the folder',
  async (_what, path, broken) => {
    const provider = await findProvider('dimilinks')
    const document = structuredClone(provider.contract.document)
    const [, group = '', name = ''] = path
    const components = document.components as Record<string, Record<string, unknown>>
    components[group] = { ...components[group], [name]: broken }
    const wrong = { ...provider, contract: { ...provider.contract, document } }
    await expect(createMock({ providers: [wrong] })).rejects.toThrow(
      new RegExp(`^${provider.folder}: the schema at #/components/.*Broken.* can't be compiled: `),
    )
  },
)
