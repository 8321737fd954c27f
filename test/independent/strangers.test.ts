import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadProvider } from '../../src/dialect/provider.ts'
import { manila } from './envelope/server.ts'
import { halide } from './server.ts'
import type { FrontFault } from './shared/front.ts'
import type { Stranger } from './shared/stranger.ts'
import { listDeviations, strangers, verifyStranger } from './strangers.ts'
import { appendix } from './suffix/server.ts'
import { tarry } from './waiting/server.ts'

const budget = 30

/** Deviations by fault. */
type Rows = Readonly<Record<string, readonly string[]>>

const generations = 'every documented generation returns images'
const edits = 'every documented edit returns images'
const answers = 'the gateway answers every request'
const notJson = 'a response that is declared as JSON is JSON'

/** A proxy that fails now and then says nothing about the gateway behind, unless a paid response is lost. */
const frontRows: Record<FrontFault, readonly string[]> = {
  'charges-then-524': [answers],
  'charges-then-resets': [answers],
  'bad-gateway-at-times': [],
  'unavailable-at-times': [],
  'unknown-error-at-times': [],
  'resets-once': [],
  'wrong-length-once': [],
  'slow-first-byte': [],
  'dies-midway': [],
  'json-as-text': ['every JSON response has the content type of JSON'],
  'success-is-203': ['/async/submit/status', 'every success has a documented status'],
}

/** Faults that have the same deviations with each gateway. */
const commonRows: Rows = {
  'caps-n': ['/images/n/outOfRange'],
  'any-key': ['/errors/causes/wrongKey/status'],
  'no-key': ['/auth/withoutKey'],
  'repeats-key': ['no response repeats the API key'],
  'repeats-bare-key': ['no response repeats the API key'],
  // A client follows a redirect, and asks again for a file that is not stored yet.
  'links-redirect': [],
  'first-fetch-is-404': [],
  ...frontRows,
}

/** Traits that a gateway shows that takes a list as prompt, no prompt, an unknown model and no images. */
const taken = ['/errors/causes/badField/status', '/images/n/min', '/models/unknown', '/prompt/min']

const table: readonly { stranger: Stranger; rows: Rows }[] = [
  {
    stranger: manila,
    rows: {
      ...commonRows,
      'takes-everything': [
        ...taken,
        '/errors/causes/badReference/status',
        '/images/size/accepts',
        '/references/json/accepts',
        '/references/json/fields',
        '/results/byResponseFormat',
      ],
      'ignores-response-format': ['/results/byResponseFormat'],
      'no-balance': [generations],
      'own-word-for-success': ['/tasks/polls/job/states/succeeded'],
      'jobs-fail': [generations],
      'success-without-images': [generations, '/tasks/polls/job/lens/items'],
      'refuses-inline': ['/results/byResponseFormat/inline'],
      'small-tier': ['/images/tier/table/hd/16:9'],
      'body-not-json': [notJson, generations],
      'jobs-without-key': ['/auth/withoutKey'],
      'created-in-another-zone': ['created_at and completed_at do not lie in the future'],
      'created-goes': ['/tasks/polls/job/lens/createdAt'],
      'images-go-once': ['a finished task keeps its images'],
    },
  },
  {
    stranger: tarry,
    rows: {
      ...commonRows,
      'success-is-203': ['/async/submit/status'],
      'takes-everything': [...taken, '/fields/compression/names', '/images/size/accepts', '/images/size/multiple'],
      'no-balance': [generations],
      'own-word-for-success': ['/tasks/polls/prediction/states/succeeded'],
      'predictions-fail': [generations],
      'success-without-images': [generations, '/tasks/polls/prediction/lens/items'],
      'refuses-version': ['/models/known/1/match'],
      'small-size': ['/images/size/default'],
      'body-not-json': [notJson, generations],
    },
  },
  {
    stranger: appendix,
    rows: {
      ...commonRows,
      'tasks-of-others-are-403': ['/tasks/otherKeys'],
      'ends-before-creation': ['completed_at is not before created_at'],
      'end-moves': ['completed_at never changes'],
      'usage-is-off': ['usage adds up'],
      'images-with-an-error': ['a response with images carries no error'],
      'names-another-model': ['a response names the requested model'],
      'repeats-another-size': ['an undocumented member repeats a setting correctly'],
      'half-a-key-is-enough': ['/errors/causes/wrongKey/status'],
      'edits-without-key': ['/auth/withoutKey'],
      'edits-always-refused': [edits],
      'crashes-on-faults': [
        'a faulty request is never answered with a server error',
        ...[
          'linkMalformed',
          'malformedBody',
          'missingField',
          'promptTooLong',
          'tooManyReferences',
          'unsupportedMediaType',
        ].flatMap((cause) => [`/errors/causes/${cause}/status`, `/errors/causes/${cause}/envelope`]),
      ],
      'takes-a-list-as-prompt': ['/errors/causes/badField/status'],
      'edits-ignore-the-size': ['an image has the requested size'],
      'takes-everything': [
        ...taken,
        '/errors/causes/badReference/status',
        '/images/size/accepts',
        '/operations/edit/references',
        '/references/multipart/fields',
        '/results/byResponseFormat',
      ],
      'ignores-response-format': ['/results/byResponseFormat'],
      'no-balance': [edits, generations],
      'own-word-for-success': ['/tasks/polls/task/states/succeeded'],
      'tasks-fail': [edits, generations],
      'success-without-images': [generations, '/tasks/polls/task/lens/items'],
      'refuses-two-images': ['/images/n/max'],
      'links-as-bytes': ['an image has a documented content type'],
      'small-size': ['/images/size/default', 'an image has the requested size'],
      'body-not-json': [notJson, edits, generations],
    },
  },
]

/** Every eighth fault or variant; `npm run test:long` runs all. */
const sample = <T>(all: readonly T[]): T[] => (process.env.LONG ? [...all] : all.filter((_, index) => index % 8 === 0))

describe.each(table)('$stranger.name', ({ stranger, rows }) => {
  test.each(['no', ...sample(stranger.variants)])('conforms with %s variant', async (variant) => {
    const { report, error, charged } = await verifyStranger(stranger, variant === 'no' ? [] : [variant], budget)
    expect(error).toBe(undefined)
    expect(report && listDeviations(report)).toEqual([])
    expect(report?.images.spent).toBe(charged)
  })

  test.each(sample(Object.entries(rows)))('with the fault %s deviates in this alone', async (fault, deviations) => {
    const { report, error } = await verifyStranger(stranger, [fault], budget)
    expect(error).toBe(undefined)
    expect(report?.ended?.why).toBe(fault === 'dies-midway' ? 'unreachable' : undefined)
    expect(report && listDeviations(report)).toEqual([...deviations].sort())
  })

  test('has a row for each fault', () => {
    expect(Object.keys(rows).sort()).toEqual([...stranger.faults].sort())
  })

  test.each(sample(['repeats-key', 'repeats-bare-key']))(
    'with the fault %s shows no key in the report',
    async (fault) => {
      const { report } = await verifyStranger(stranger, [fault], budget)
      const text = JSON.stringify(report)
      expect(text).toContain('[redacted]')
      expect(stranger.keys.filter((key) => text.includes(key.slice(-12)))).toEqual([])
    },
  )
})

const ofHalide: [fault: string, deviations: string[]][] = [
  [
    'takes-everything',
    [
      ...taken,
      '/errors/causes/badReference/status',
      '/images/size/accepts',
      '/images/size/multiple',
      '/mask/withoutAlpha',
      '/mask/format',
      '/mask/maxBytes',
      '/mask/otherSize',
      '/operations/edit/references',
      '/references/json/fields',
      '/references/multipart/fields',
      '/results/byResponseFormat',
    ],
  ],
  ['caps-n', ['/errors/causes/badField/status', '/images/n/outOfRange']],
  ['charges-then-524', [answers]],
]

test.each(sample(ofHalide))('Halide with the fault %s deviates in this alone', async (fault, deviations) => {
  const { report, error } = await verifyStranger(halide, [fault], budget)
  expect(error).toBe(undefined)
  expect(report && listDeviations(report)).toEqual([...deviations].sort())
})

test.each(strangers)('the dialect of $name quotes the documentation', async ({ folder }) => {
  const { dialect } = await loadProvider(folder)
  const page = (await readFile(join(folder, 'docs.md'), 'utf8')).replaceAll(/\s+/g, ' ')
  const quotes = Object.values(dialect.sources).flatMap(({ quote }) => quote ?? [])
  expect(quotes.filter((quote) => !page.includes(quote))).toEqual([])
})

test('the gateways import no code of Proofsheet', async () => {
  const folder = import.meta.dirname
  const files = globSync(['server.ts', 'parse-form.ts', 'shared/*.ts', '*/server.ts'], { cwd: folder })
  const imports = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8')
      const names = [...text.matchAll(/(?:\bfrom\s|\bimport\b\s*\(?)\s*'([^']+)'/g)].map(([, name = '']) => name)
      return names.map((name) => (name.startsWith('.') ? relative(folder, resolve(folder, dirname(file), name)) : name))
    }),
  )
  expect(files.length).toBeGreaterThan(8)
  const outside = imports.flat().filter((name) => !name.startsWith('node:') && !files.includes(name))
  expect([...new Set(outside)]).toEqual(['sharp'])
})
