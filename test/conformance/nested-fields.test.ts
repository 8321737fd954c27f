import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import type { Finding } from '../../src/conformance/report.ts'
import { toContract } from '../../src/contract/load.ts'
import { removePointer } from '../../src/dialect/lens.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const folder = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

const failing = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
const failingTraits = (findings: readonly Finding[]) =>
  failing(findings).map(({ trait, observed }) => [trait, observed])

/** Returns the provider with the smallest contract of its dialect, in which an object may have any further field. */
const withOpenContract = (provider: Provider): Provider => ({
  ...provider,
  contract: toContract(toOpenApi(provider.dialect)),
})

test('a mock with nested fields conforms, and the probes observe the nested fields', async () => {
  const { findings } = await verifyMock(await providerOf(folder))
  expect(failing(findings)).toEqual([])
  const observed = findings.filter(({ verdict }) => verdict === 'conforms').map(({ trait }) => trait)
  expect(observed).toEqual(
    expect.arrayContaining([
      '/fields/prompt/json',
      '/fields/n/names',
      '/fields/size/several',
      '/fields/tier/names',
      '/references/json/fields',
      '/references/json/members/url',
      '/mask/json',
      '/async/triggers',
    ]),
  )
})

test.each<[trait: string, value: unknown, observed: unknown]>([
  ['/fields/size/several', 'first', 'first'],
  ['/references/json/fields', ['/input/images'], ['/input/images']],
  ['/async/triggers', [{ in: 'body', name: '/input/async', equals: true }], []],
])('a gateway that differs in %s is reported', async (trait, value, observed) => {
  const { findings } = await verifyMock(deviant(await providerOf(folder), { [trait]: value }))
  expect(failingTraits(findings)).toEqual([[trait, observed]])
})

test('a gateway that reads a mask under another name does not read the documented name', async () => {
  const provider = deviant(await providerOf(folder), { '/mask/json': ['/input/stencil'] })
  expect(failingTraits((await verifyMock(provider)).findings)).toEqual([['/mask/json', []]])
})

test.each<[trait: string, value: unknown, observed: unknown]>([
  ['/fields/size/names', ['size'], ['size']],
  ['/fields/user/names', ['/parameters/user'], ['/parameters/user']],
])('a gateway that accepts unknown fields and differs in %s is reported', async (trait, value, observed) => {
  const provider = withOpenContract(deviant(await providerOf(folder), { [trait]: value }))
  expect(failingTraits((await verifyMock(provider)).findings)).toContainEqual([trait, observed])
})

test('a gateway that refuses unknown fields only inside an object, and has no mask there, is reported', async () => {
  const { dialect, contract, ...provider } = await providerOf(folder)
  const document = structuredClone(contract.document)
  removePointer(document, '/components/schemas/Body/additionalProperties')
  removePointer(document, '/components/schemas/Body/properties/input/properties/mask')
  const { findings } = await verifyMock({ ...provider, dialect, contract: toContract(document) })
  expect(failingTraits(findings)).toContainEqual(['/mask/json', []])
})
