import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { renderJson } from '../../src/reports/json.ts'
import { documented, drifted, other, sample } from './sample.ts'

const schema = JSON.parse(await readFile(new URL('../../openapi/report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020().compile(schema)

test('one report is an object, several are a list', () => {
  expect(JSON.parse(renderJson([sample()]))).toEqual(JSON.parse(JSON.stringify(sample())))
  expect(JSON.parse(renderJson([sample(), other()]))).toEqual(JSON.parse(JSON.stringify([sample(), other()])))
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
