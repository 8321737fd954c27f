import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const folder = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

const documented = async (changes: Readonly<Record<string, unknown>>): Promise<Provider> => {
  const provider = deviant(await providerOf(folder), {
    '/fields/size': undefined,
    '/images/tier': undefined,
    ...changes,
  })
  return { ...provider, contract: toContract(toOpenApi(provider.dialect)) }
}

/** Verifies a gateway with the changes against the documented provider. Returns the findings that conform, and those that fail. */
async function verify(provider: Provider, changes: Readonly<Record<string, unknown>> = {}) {
  const { dialect, contract } = provider
  const { findings } = await verifyMock(deviant(provider, changes), { dialect, contract })
  const traitsOf = (...verdicts: string[]) =>
    findings.filter(({ verdict }) => verdicts.includes(verdict)).map(({ trait }) => trait)
  const failing = findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
  return { conforms: traitsOf('conforms'), failing: failing.map(({ trait, observed }) => [trait, observed]) }
}

const edges = {
  '/fields/tier': undefined,
  '/fields/width': { names: ['/parameters/width'] },
  '/fields/height': { names: ['/parameters/height'] },
  '/images/size/multiple': 8,
  '/images/size/minEdge': 64,
  '/images/size/maxEdge': 1024,
}

test('a width and a height are verified', async () => {
  const { conforms, failing } = await verify(await documented(edges))
  expect(failing).toEqual([])
  expect(conforms).toEqual(
    expect.arrayContaining([
      '/fields/width/names',
      '/fields/height/names',
      '/images/size/accepts',
      '/images/size/default',
      '/images/size/multiple',
      '/images/size/minEdge',
      '/images/size/maxEdge',
    ]),
  )
})

test.each<[trait: string, value: unknown]>([
  ['/images/size/minEdge', 128],
  ['/images/size/minEdge', 16],
])('a gateway that differs in %s is reported', async (trait, value) => {
  const { failing } = await verify(await documented(edges), { [trait]: value })
  expect(failing).toEqual([[trait, value]])
})

const separated = {
  '/fields/size': { names: ['size'] },
  '/fields/tier': undefined,
  '/images/size/accepts': ['pixels'],
  '/images/size/separators': { pixels: '*' },
}

test('a separator of sizes is verified, and another one is reported', async () => {
  const provider = await documented(separated)
  const { conforms, failing } = await verify(provider)
  expect(failing).toEqual([])
  expect(conforms).toEqual(expect.arrayContaining(['/images/size/separators/pixels', '/images/size/accepts']))
  const other = await verify(provider, { '/images/size/separators': undefined })
  expect(other.failing).toEqual([['/images/size/separators/pixels', 'x']])
})
