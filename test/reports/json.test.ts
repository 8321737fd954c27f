import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import type { Report } from '../../src/conformance/report.ts'
import { renderJson } from '../../src/reports/json.ts'
import { documented, drifted, other, sample } from './sample.ts'

const schema = JSON.parse(await readFile(new URL('../../openapi/report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020().compile(schema)

test('one report is an object, several are a list', () => {
  const withoutWords = (text: string) =>
    JSON.parse(text, (name, value) => (name === 'title' || name === 'sentence' ? undefined : value))
  expect(withoutWords(renderJson([sample()]))).toEqual(JSON.parse(JSON.stringify(sample())))
  expect(withoutWords(renderJson([sample(), other()]))).toEqual(JSON.parse(JSON.stringify([sample(), other()])))
})

test('each finding keeps its id, and has the title of its trait and a sentence', () => {
  const { findings } = JSON.parse(renderJson([sample()])) as Report
  expect(findings.map(({ trait, title, sentence }) => [trait, title, sentence?.slice(0, 63)])).toEqual([
    [
      '/references/max',
      'Maximum number of reference images',
      'The maximum number of reference images is 8; Acme documents 9 (',
    ],
    ['/prompt/min', 'Minimum length of the prompt', 'Minimum length of the prompt: 1, as documented'],
    ['/prompt/max', 'Maximum length of the prompt', 'Maximum length of the prompt: no such rule; Acme documents `{"t'],
    ['/errors/unknown', undefined, expect.stringMatching(/^`\/errors\/unknown`: /)],
    ['/errors/429', undefined, '`/errors/429` was not seen: no limit was met'],
    ['/errors/broken', undefined, '`/errors/broken` could not be tested: TypeError: x is undefined'],
    ['no-server-errors', undefined, 'Broken rule: no-server-errors (#2 answers 500)'],
  ])
  expect(JSON.parse(renderJson([documented()])).findings[0]).toMatchObject({ trait: '/references/max' })
  expect(JSON.parse(renderJson([documented()])).findings[0]).not.toHaveProperty('sentence')
})

test.each([
  ['a report', renderJson([sample()]), true],
  ['a provider without a run', renderJson([documented()]), true],
  ['an unknown client verdict', renderJson([sample()]).replace('"partly"', '"maybe"'), false],
  ['a list of reports', renderJson([sample(), other()]), true],
  ['a report with changes', renderJson([drifted()]), true],
  ['an unknown change', renderJson([drifted()]).replace('"another value"', '"another mood"'), false],
  ['another format', JSON.stringify({ ...sample(), format: 2 }), false],
  ['an unknown verdict', renderJson([sample()]).replace('"not observed"', '"unobserved"'), false],
])('the published schema judges %s', (_, text, isValid) => {
  expect(validate(JSON.parse(text))).toBe(isValid)
})
