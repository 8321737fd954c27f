import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log, Result } from 'sarif'
import { expect, test } from 'vitest'
import { renderSarif } from '../../src/reports/sarif.ts'
import { other, sample } from './sample.ts'

const text = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string' } },
}
const closed = (properties: Record<string, unknown>, ...required: string[]) => ({
  type: 'object',
  properties: { ...properties, properties: { type: 'object' } },
  required,
  additionalProperties: false,
})
const list = (items: unknown, rest = {}) => ({ type: 'array', items, ...rest })
const string = { type: 'string' }
const level = { enum: ['none', 'note', 'warning', 'error'] }

/**
 * Part of the SARIF 2.1.0 schema (OASIS, errata 01) that the report uses, with a location per result, which code scanning on
 * GitHub requires. No maintained package ships the whole schema.
 */
const schema = closed(
  {
    $schema: { type: 'string', format: 'uri' },
    version: { const: '2.1.0' },
    runs: list(
      closed(
        {
          tool: closed(
            {
              driver: closed(
                {
                  name: string,
                  semanticVersion: string,
                  rules: list(
                    closed(
                      { id: string, shortDescription: text, help: text, helpUri: { type: 'string', format: 'uri' } },
                      'id',
                    ),
                    { uniqueItems: true },
                  ),
                },
                'name',
              ),
            },
            'driver',
          ),
          automationDetails: closed({ id: string }),
          invocations: list(
            closed(
              {
                executionSuccessful: { type: 'boolean' },
                startTimeUtc: { type: 'string', format: 'date-time' },
                toolExecutionNotifications: list(
                  closed({ level, message: text, associatedRule: closed({ id: string }) }, 'message'),
                ),
              },
              'executionSuccessful',
            ),
          ),
          results: list(
            closed(
              {
                ruleId: string,
                ruleIndex: { type: 'integer', minimum: 0 },
                kind: { const: 'fail' },
                level,
                message: text,
                locations: list(
                  closed(
                    {
                      physicalLocation: closed(
                        {
                          artifactLocation: closed({ uri: { type: 'string', format: 'uri-reference' } }, 'uri'),
                          region: closed({ startLine: { type: 'integer', minimum: 1 } }),
                        },
                        'artifactLocation',
                      ),
                      logicalLocations: list(closed({ fullyQualifiedName: string, kind: string }), {
                        uniqueItems: true,
                      }),
                    },
                    'physicalLocation',
                  ),
                  { minItems: 1 },
                ),
                partialFingerprints: { type: 'object', additionalProperties: string },
              },
              'message',
              'locations',
            ),
          ),
        },
        'tool',
      ),
    ),
  },
  'version',
  'runs',
)
const ajv = new Ajv2020()
addFormats.default(ajv)
const validate = ajv.compile(schema)
const parse = (json: string): Log => JSON.parse(json)
const log = parse(renderSarif([sample(), other()]))

test('the log is valid, and an invalid log is detected', () => {
  validate(log)
  expect(validate.errors).toBe(null)
  expect(validate({ ...log, version: '2.2' })).toBe(false)
})

test('a run per provider, and a rule per trait with its page', () => {
  expect(log.runs.map((run) => run.automationDetails?.id)).toEqual(['proofsheet/acme/', 'proofsheet/bolt/'])
  expect(log.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(sample().findings.map(({ trait }) => trait))
  expect(log.runs[0]?.tool.driver.rules?.[0]).toEqual({
    id: '/references/max',
    shortDescription: { text: '/references/max (Maximum number of reference images) is as documented' },
    help: { text: '“up to 9 images” https://docs.acme.test/images (documented)' },
    helpUri: 'https://docs.acme.test/images',
    properties: { tags: ['trait', 'REQ-02', 'REQ-03'] },
  })
})

test('a result per deviation, with level, message and location', () => {
  const results = log.runs[0]?.results as Result[]
  expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['/references/max', 0, 'error'],
    ['no-server-errors', 6, 'error'],
    ['/prompt/max', 2, 'note'],
  ])
  expect(results.map(({ message }) => message.text)).toEqual([
    "Acme: The maximum number of reference images is 8; Acme documents 9 (<b>&amp;\"''|*_[x] (y){{0}}]]> ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ##[add-mask]x 图片)",
    'Acme: Broken rule: no-server-errors (#2 answers 500)',
    'Acme: Maximum length of the prompt: no such rule; Acme documents `{{"text": 32000, "unit": "code points"}}`',
  ])
  expect(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri: 'acme/dialect.yaml' })
  expect(log.runs[1]?.results).toEqual([])
})

test('the location of a deviation is the file that documents the provider', () => {
  const provider = { id: 'acme', name: 'Acme', dialectFile: 'my docs/acme.yaml' }
  const { runs } = parse(renderSarif([sample({ provider })]))
  expect(runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
    uri: 'my%20docs/acme.yaml',
  })
})

test('a fingerprint stays when only the value changes, and differs between traits', () => {
  const fingerprints = (json: string) =>
    parse(json).runs[0]?.results?.map((result) => result.partialFingerprints?.['finding/v1'])
  const later = sample().findings.map((finding) => ({ ...finding, observed: 'other' }))
  expect(fingerprints(renderSarif([sample({ findings: later })]))).toEqual(fingerprints(renderSarif([sample()])))
  expect(new Set(fingerprints(renderSarif([sample()]))).size).toBe(3)
})

test('a test error is a notification, not a result', () => {
  expect(log.runs.map((run) => run.invocations?.[0]?.executionSuccessful)).toEqual([false, true])
  expect(log.runs[0]?.invocations?.[0]?.toolExecutionNotifications).toEqual([
    {
      level: 'error',
      message: { text: '`/errors/broken` could not be tested: TypeError: x is undefined' },
      associatedRule: { id: '/errors/broken' },
    },
  ])
})
