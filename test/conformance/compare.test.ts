import { expect, test } from 'vitest'
import { compare, listDialectTraits } from '../../src/conformance/compare/compare.ts'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { sample } from '../reports/sample.ts'

const { dialect } = await findProvider('dimilinks')
const { dialect: other } = await findProvider('openai')
const tool = { name: 'proofsheet', version: '1.2.3' }
const of = ({ findings }: Report, trait: string) => findings.filter((each) => each.trait === trait)

test('a trait is a value or a list of the dialect, and neither its name nor its sources', () => {
  const traits = listDialectTraits({ ...dialect, quirks: [] })
  expect(traits).toContain('/references/max')
  expect(traits).toContain('/errors/causes/missingKey/status')
  expect(traits).toContain('/references/json/fields')
  expect(traits.filter((trait) => /^\/(id|name|sources|quirks)\b/.test(trait))).toEqual([])
  expect(traits.filter((trait) => trait.startsWith('/references/json/fields/'))).toEqual([])
})

test('a gateway that nobody asked shows what is documented, with its source and no exchange', async () => {
  const [report] = (await compare([{ dialect }], { tool })) as [Report]
  expect(of(report, '/references/max')).toEqual([
    {
      kind: 'trait',
      trait: '/references/max',
      differences: ['LIM-01'],
      probe: '',
      verdict: 'not observed',
      level: 'must',
      documented: 9,
      source: dialect.sources['/references/max'],
      evidence: [],
    },
  ])
  expect(report).toMatchObject({ baseUrl: dialect.origins[0], startedAt: '', exchanges: [], tool })
  expect(report.clients.find(({ client }) => client === '@ai-sdk/openai')?.works).toBe('no')
  expect(report.moving).toBe(undefined)
})

const seen: Finding = {
  kind: 'trait',
  trait: '/references/max',
  differences: ['LIM-01'],
  probe: 'references.count',
  verdict: 'deviates',
  level: 'must',
  documented: 9,
  observed: 4,
  evidence: [3],
}
const kept: Finding = { ...seen, kind: 'invariant', trait: 'no task is lost', observed: [], verdict: 'conforms' }

test('what was seen stands in the place of what is documented, and what no trait holds after it', async () => {
  const given = sample({ findings: [seen, kept] })
  const [report] = (await compare([{ dialect, report: given }], { tool })) as [Report]
  expect(of(report, '/references/max')).toEqual([seen])
  expect(of(report, '/references/maxBytes')).toMatchObject([{ verdict: 'not observed', documented: 20971520 }])
  expect(report.findings.at(-1)).toEqual(kept)
  expect(report.exchanges).toEqual(given.exchanges)
})

test('a report whose dialect is not here stays as it is', async () => {
  const given = sample()
  expect(await compare([{ report: given }], { tool })).toEqual([given])
})

test('moving goes by what was seen', async () => {
  const columns = [{ dialect }, { dialect, report: sample({ findings: [seen, kept] }) }]
  const told = (await compare(columns, { tool, against: other })).map(({ moving }) => [
    moving?.from,
    moving?.rows.find(({ trait }) => trait === '/references/max')?.to,
  ])
  expect(told).toEqual([
    ['OpenAI', 9],
    ['OpenAI', 4],
  ])
})
