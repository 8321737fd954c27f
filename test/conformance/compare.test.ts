import { expect, test } from 'vitest'
import { compare, listDialectTraits } from '../../src/conformance/compare/compare.ts'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { sample } from '../reports/sample.ts'

const { dialect } = await findProvider('dimilinks')
const { dialect: other } = await findProvider('openai')
const tool = { name: 'proofsheet', version: '1.2.3' }
const findingsOf = ({ findings }: Report, trait: string) => findings.filter((finding) => finding.trait === trait)

test('traits are the values and lists of the dialect, without its id, name, sources and quirks', () => {
  const traits = listDialectTraits({ ...dialect, quirks: [] })
  expect(traits).toContain('/references/max')
  expect(traits).toContain('/errors/causes/missingKey/status')
  expect(traits).toContain('/references/json/fields')
  expect(traits.filter((trait) => /^\/(id|name|sources|quirks)\b/.test(trait))).toEqual([])
  expect(traits.filter((trait) => trait.startsWith('/references/json/fields/'))).toEqual([])
})

test('a gateway without a run shows the documented values, with their sources and no exchanges', async () => {
  const [report] = (await compare([{ dialect }], { tool })) as [Report]
  expect(findingsOf(report, '/references/max')).toEqual([
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
  expect(report.clients.find(({ client }) => client.startsWith('@ai-sdk/openai 4'))?.works).toBe('no')
  expect(report.moving).toBe(undefined)
})

const observedFinding: Finding = {
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
const invariantFinding: Finding = {
  ...observedFinding,
  kind: 'invariant',
  trait: 'no task is lost',
  observed: [],
  verdict: 'conforms',
}

test('observed values replace documented ones, and findings of no trait come last', async () => {
  const input = sample({ findings: [observedFinding, invariantFinding] })
  const [report] = (await compare([{ dialect, report: input }], { tool })) as [Report]
  expect(findingsOf(report, '/references/max')).toEqual([observedFinding])
  expect(findingsOf(report, '/references/maxBytes')).toMatchObject([{ verdict: 'not observed', documented: 20971520 }])
  expect(report.findings.at(-1)).toEqual(invariantFinding)
  expect(report.exchanges).toEqual(input.exchanges)
})

test('a report without a dialect stays unchanged', async () => {
  const input = sample()
  expect(await compare([{ report: input }], { tool })).toEqual([input])
})

test('migration issues use observed values', async () => {
  const columns = [{ dialect }, { dialect, report: sample({ findings: [observedFinding, invariantFinding] }) }]
  const targets = (await compare(columns, { tool, against: other })).map(({ moving }) => [
    moving?.from,
    moving?.rows.find(({ trait }) => trait === '/references/max')?.to,
  ])
  expect(targets).toEqual([
    ['OpenAI', 9],
    ['OpenAI', 4],
  ])
})
