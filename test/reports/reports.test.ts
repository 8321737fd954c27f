import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type ReportKind, reports } from '../../src/reports/reports.ts'
import { clean, documented, long, nasty, sample } from './sample.ts'

const kinds: [string, ReportKind][] = Object.entries(reports)

test('every file of the folder is listed', async () => {
  const files = await readdir(fileURLToPath(new URL('../../src/reports', import.meta.url)))
  const names = files
    .filter((name) => name.endsWith('.ts') && !['report-names.ts', 'reports.ts'].includes(name))
    .map((name) => name.slice(0, -3))
  expect(Object.keys(reports)).toEqual(names.sort())
})

test.each(kinds)('%s renders no report, one and several', (_, { render }) => {
  for (const list of [[], [clean()], [clean(), sample()], [documented()]]) expect(typeof render(list)).toBe('string')
})

test.each(kinds)('%s renders any value, and no control character', (_, { render }) => {
  const values = [undefined, null, '', nasty, '\u0000\ud800\uffff', -0, [], {}, [[[[]]]], { '': { '<': nasty } }]
  const findings = values.map((value, index) => ({
    kind: 'trait' as const,
    trait: `/any/${index}${nasty}`,
    differences: [nasty],
    probe: nasty,
    verdict: 'deviates' as const,
    level: 'must' as const,
    documented: value,
    observed: value,
    source: { page: nasty, quote: nasty, basis: 'inferred' as const },
    note: nasty,
    evidence: [1, 99],
  }))
  const provider = { id: nasty, name: nasty }
  const text = render([sample({ findings, provider, baseUrl: nasty }), documented(), clean()])
  expect(text).not.toMatch(/[^\P{Cc}\n]/u)
  expect(text).not.toContain('\u202e')
})

test.each(kinds)('%s renders ten thousand exchanges', (_, { render }) => {
  expect(render([long(10_000)]).length).toBeGreaterThan(80)
})
