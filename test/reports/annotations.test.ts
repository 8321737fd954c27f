import { expect, test } from 'vitest'
import type { Finding } from '../../src/conformance/report.ts'
import { renderAnnotations } from '../../src/reports/annotations.ts'
import { clean, sample } from './sample.ts'

const [deviation, , , undocumented] = sample().findings as [Finding, Finding, Finding, Finding]

test('a finding that fails the run is an error, the others are notices, all escaped', () => {
  expect(renderAnnotations([sample()]).split('\n')).toEqual([
    "::error title=Acme%3A /references/max (must)::The maximum number of reference images is 8; Acme documents 9 (<b>&amp;\"''|*_[x](y){0}]]> ::error::boo %250A,:\\u001b[31mred\\u202e@you #1 ##[add-mask]x 图片)%0A“up to 9 images” https://docs.acme.test/images (documented)",
    '::error title=Acme%3A /errors/broken::`/errors/broken` could not be tested: TypeError: x is undefined',
    '::error title=Acme%3A no-server-errors (must)::Broken rule: no-server-errors (#2 answers 500)',
    '::notice title=Acme%3A /prompt/max (may)::Maximum length of the prompt: no such rule; Acme documents `{"text": 32000, "unit": "code points"}`%0Ahttps://docs.acme.test/images (inferred)',
    '::notice title=Acme%3A /errors/unknown::`/errors/unknown`: `["<b>&amp;\\"\'\'|*_[x](y){0}]]>\\r\\n::error::boo %250A,:\\u001b[31mred\\u202e@you #1 ##[add-mask]x 图片", null, 4.5]`; Acme leaves this open',
    '',
  ])
})

test.each([
  ['must', 'should', 'warning'],
  ['must', 'may', 'notice'],
  ['should', 'should', 'error'],
  ['may', 'may', 'error'],
] as const)('in a run that fails from %s, a deviation of %s is a %s', (failsFrom, level, severity) => {
  const text = renderAnnotations([
    sample({ failsFrom, findings: [{ ...deviation, level, note: undefined, source: undefined }] }),
  ])
  expect(text).toBe(
    `::${severity} title=Acme%3A /references/max (${level})::The maximum number of reference images is 8; Acme documents 9\n`,
  )
})

test('an annotation has the file of the dialect, if known', () => {
  const findings = [{ ...undocumented, observed: 1 }]
  const provider = { id: 'acme', name: 'Acme', dialectFile: 'a, b/acme:x.yaml' }
  const text = renderAnnotations([sample({ findings, provider })])
  expect(text).toBe(
    '::notice file=a%2C b/acme%3Ax.yaml,title=Acme%3A /errors/unknown::`/errors/unknown`: 1; Acme leaves this open\n',
  )
})

test('GitHub shows ten of a severity: the last gives the number of the others', () => {
  const findings = Array.from({ length: 25 }, () => deviation)
  const lines = renderAnnotations([sample({ findings })])
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(10)
  expect(lines[9]).toBe('::error title=proofsheet::16 more: see the report')
})

test('no annotation without deviations', () => {
  expect(renderAnnotations([clean()])).toBe('')
})
