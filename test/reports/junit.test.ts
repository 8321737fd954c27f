import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { renderJunit } from '../../src/reports/junit.ts'
import { documented, other, sample } from './sample.ts'

const parse = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true)
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  }).parse(text).testsuites
}

test('suites by provider and area, with their counts', () => {
  const { testsuite, ...all } = parse(renderJunit([sample(), other()]))
  expect(all).toMatchObject({ name: 'proofsheet', tests: '9', failures: '2', errors: '1', skipped: '1', time: '144' })
  expect(
    testsuite.map(({ name, tests, failures, errors, skipped, timestamp }: Record<string, string>) => [
      name,
      tests,
      failures,
      errors,
      skipped,
      timestamp,
    ]),
  ).toEqual([
    ['acme.limits', '3', '1', '0', '0', '2026-11-20T10:00:00'],
    ['acme.errors', '4', '1', '1', '1', '2026-11-20T10:00:00'],
    ['bolt.limits', '1', '0', '0', '0', '2026-11-20T10:00:00'],
    ['bolt.tasks', '1', '0', '0', '0', '2026-11-20T10:00:00'],
  ])
})

const cases = Object.fromEntries(
  parse(renderJunit([sample()]))
    .testsuite.flatMap(({ testcase }: { testcase: { name: string }[] }) => testcase)
    .map((testcase: { name: string }) => [testcase.name, testcase]),
)

test.each([
  ['/prompt/min (limits.prompt)', {}],
  [
    '/prompt/max (limits.prompt)',
    {
      'system-out': [
        'Maximum length of the prompt: no such rule; Acme documents `{"text": 32000, "unit": "code points"}`',
        '/prompt/max (Maximum length of the prompt)',
        'documented  {"text": 32000, "unit": "code points"}',
        'observed    nothing',
        'source      https://docs.acme.test/images (inferred)',
        'evidence    #2',
      ].join('\n'),
    },
  ],
  ['/errors/429 (errors.limits)', { skipped: { message: '`/errors/429` was not seen: no limit was met' } }],
  [
    '/errors/broken (errors.broken)',
    {
      error: {
        message: '`/errors/broken` could not be tested: TypeError: x is undefined',
        type: 'error',
        '#text':
          '`/errors/broken` could not be tested: TypeError: x is undefined\n/errors/broken\nnote  TypeError: x is undefined',
      },
    },
  ],
  [
    'no-server-errors (errors.shape)',
    {
      failure: {
        message: 'Broken rule: no-server-errors (#2 answers 500)',
        type: 'deviates (must)',
        '#text': 'Broken rule: no-server-errors (#2 answers 500)\nobserved  ["#2 answers 500"]\nevidence  #2',
      },
    },
  ],
])('the case %s', (name, rest) => {
  const { name: _, classname: __, ...result } = cases[name]
  expect(result).toEqual(rest)
})

test('hostile text survives, with its control characters as escapes', () => {
  expect(cases['/references/max (limits.references)'].failure.message).toBe(
    "The maximum number of reference images is 8; Acme documents 9 (<b>&amp;\"''|*_[x](y){0}]]> ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ##[add-mask]x 图片)",
  )
})

test('a trait that is only documented is skipped, in the area of its section', () => {
  const [suite] = parse(renderJunit([documented()])).testsuite
  expect(suite).toMatchObject({ name: 'cove.references', tests: '1', skipped: '1' })
  expect(suite.testcase[0]).toMatchObject({ name: '/references/max', classname: 'cove.references' })
})
