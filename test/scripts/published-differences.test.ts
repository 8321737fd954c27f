import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { compareContracts } from '../../scripts/published-differences.ts'
import { toContract } from '../../src/contract/load.ts'
import { providerOf } from '../support/provider.ts'

const text = { type: 'string' }
const contractOf = (
  body: object,
  { parameters = [], path = '/images' }: { parameters?: object[]; path?: string } = {},
) =>
  toContract({
    openapi: '3.1.0',
    paths: {
      [path]: {
        post: {
          parameters,
          requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { a: body } } } } },
          responses: { 200: { content: { 'application/json': { schema: body } } } },
        },
      },
    },
  })

test.each<[what: string, published: object, ours: object, differences: string[]]>(
  [
  ['one schema', { ...text, description: 'A word.' }, text, []],
  ['two spellings of one meaning', { anyOf: [text, { type: 'null' }] }, { type: ['string', 'null'] }, []],
  ['a member that we lack', { type: 'object', properties: { b: text } }, { type: 'object' }, ['members: lacks b']],
  ['a member of ours', { type: 'object' }, { type: 'object', properties: { b: text } }, ['members: adds b']],
  ['a word that we lack', { enum: ['x', 'y'] }, { enum: ['y'] }, ['words: lacks x']],
  ['a word that we name as an example', { anyOf: [text, { enum: ['x'] }] }, { ...text, examples: ['x'] }, []],
  ['a word that we do not name', { anyOf: [text, { enum: ['x'] }] }, text, ['words: lacks x']],
  ['a list that we leave open', { ...text, enum: ['x'] }, text, ['open: false published, true ours']],
  ['a bound', { type: 'integer', maximum: 4 }, { type: 'integer' }, ['bounds: {"maximum":4} published, {} ours']],
  ['a default', { ...text, default: 'x' }, text, ['default: "x" published, nothing ours']],
  ['a type', text, { type: 'integer' }, ['types: ["string"] published, ["number"] ours']],
  ['a required member', { type: 'object', required: ['b'] }, { type: 'object' }, ['required: ["b"] published, [] ours']],
  ['members that we refuse', { type: 'object' }, { type: 'object', additionalProperties: false }, ['closed: false published, true ours']],
] /* biome-ignore format: a table */,
)('%s: the request and the reply are compared by meaning', (_what, published, ours, differences) => {
  const found = compareContracts(contractOf(published), contractOf(ours))
  const rows = found.map(({ at, differs }) => `${at}: ${differs}`)
  const at = (place: string) =>
    differences.map(
      (difference) => `POST /images ${place}${/^(members|words)/.test(difference) ? ' ' : ': '}${difference}`,
    )
  expect(rows).toEqual([...at('request application/json /a'), ...at('200 application/json')])
})

test('parameters and operations are compared by name', () => {
  const header = { name: 'X-Version', in: 'header', schema: text }
  expect(compareContracts(contractOf(text), contractOf(text, { parameters: [header] }))).toEqual([
    { at: 'POST /images parameters', differs: 'adds header X-Version' },
  ])
  expect(compareContracts(contractOf(text), contractOf(text, { path: '/pictures' }))).toEqual([
    { at: 'POST /pictures', differs: 'the published document has no such operation' },
  ])
})

test('a provider differs in nothing from its own contract, and each difference in its list has a reason', async () => {
  const { contract, folder } = await providerOf('openai')
  expect(compareContracts(contract, contract)).toEqual([])
  const { differences } = parse(await readFile(`${folder}/published.yaml`, 'utf8'))
  expect(differences.filter(({ reason }: { reason?: string }) => !reason?.endsWith('.'))).toEqual([])
})
