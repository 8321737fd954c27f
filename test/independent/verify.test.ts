import { describe, expect, test } from 'vitest'
import { compare } from '../../src/conformance/compare/compare.ts'
import { infer } from '../../src/conformance/infer/infer.ts'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Report } from '../../src/conformance/report.ts'
import { run } from '../../src/conformance/run.ts'
import { toContract } from '../../src/contract/load.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { createMock } from '../../src/engine/mock.ts'
import { probes } from '../../src/probes/probes.ts'
import { buildSheet, differs } from '../../src/reports/parts/sheet.ts'
import { decode } from '../support/images.ts'
import { wrongTraits } from '../support/round-trip.ts'
import { runAgainst } from './run-against.ts'
import { allFaults, type Fault, halide } from './server.ts'

const { folder } = halide
const { dialect } = await loadProvider(folder)
const tool = { name: 'proofsheet', version: '0.0.0' }

/** Verifies the gateway with these faults, after `spent` requests of the rate limit's window. */
const verify = (faults: readonly Fault[], spent = 0) =>
  runAgainst(halide, faults, async (options) => {
    const headers = { authorization: `Bearer ${options.key}`, 'content-type': 'application/json' }
    for (let sent = 0; sent < spent; sent++)
      await options.fetch(new Request(`${options.baseUrl}/images/generations`, { method: 'POST', headers, body: '{' }))
    return run({ ...options, dialect, probes: planProbes(probes), failsFrom: 'may', budget: 30 })
  })

/** Lists the traits that the report does not confirm. */
const listDeviations = ({ findings }: Report) =>
  findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed').map(({ trait }) => trait)

test('the gateway without faults conforms, at the price of seven images', async () => {
  const report = await verify([])
  expect(listDeviations(report)).toEqual([])
  expect(report.images.spent).toBe(7)
  expect(report.findings.find(({ trait }) => trait === '/limits/retryAfter')?.note).toBe('no request was rate limited')
})

test('the gateway without faults conforms while other clients use up the rate limit', async () => {
  const report = await verify([], 150)
  expect(listDeviations(report)).toEqual([])
  expect(report.findings.find(({ trait }) => trait === '/limits/retryAfter')?.observed).toBe('seconds')
})

const signed = 'a signed link works with its own signature alone'

const reported: readonly (readonly [fault: Fault, deviations: readonly string[]])[] = [
  ['bare-key-accepted', ['/auth/withoutScheme']],
  ['bad-key-is-400', ['/errors/causes/wrongKey/status']],
  ['other-envelope', ['message', 'type', 'code', 'param'].map((member) => `/errors/envelopes/failure/lens/${member}`)],
  ['error-without-detail', ['/errors/envelopes/failure/lens/type', '/errors/envelopes/failure/lens/param']],
  ['no-trace', ['/headers/requestId/name']],
  ['trace-not-echoed', ['/headers/requestId/echo']],
  [
    'no-rate-headers',
    ['Limit', 'Remaining', 'Reset'].map((what) => `/limits/buckets/requests/headers/X-RateLimit-${what}`),
  ],
  ['remaining-stands-still', ['the remaining limit falls with each request']],
  [
    'crash-on-bad-json',
    [
      ...['status', 'code', 'type'].map((member) => `/errors/causes/malformedBody/${member}`),
      'a faulty request is never answered with a server error',
    ],
  ],
  ['empty-prompt-accepted', ['/prompt/min']],
  ['long-prompt-accepted', ['/prompt/max']],
  ['prompt-in-bytes', ['/prompt/unit']],
  ['unknown-model-accepted', ['/models/unknown']],
  ['count-ignored', ['a response has the requested number of images']],
  ['five-images-accepted', ['/images/n/max']],
  ['odd-size-accepted', ['/images/size/multiple']],
  ['wrong-size', ['/images/size/default', 'an image has the requested size']],
  [
    'wrong-format',
    [
      'the declared format of an image is its real format',
      '/images/formats/default',
      'an image has the requested format',
    ],
  ],
  ['six-references', ['/references/max']],
  ['text-as-image-accepted', ['/errors/causes/badReference/status']],
  ['references-dropped', ['/usage/inputTokensPerReference']],
  ['mask-of-any-size', ['/mask/otherSize']],
  ['prefer-ignored', ['/async/triggers']],
  ['header-beats-query', ['/async/precedence']],
  ['submit-is-200', ['/async/submit/status']],
  ['jobs-in-seconds', ['/tasks/polls/job/time']],
  ['created-drifts', ['created_at never changes']],
  ['progress-falls', ['/tasks/polls/job/progress/values/running', 'progress never falls']],
  ['done-turns-working', ['a finished task stays finished']],
  ['job-never-ends', ['a task ends']],
  ['own-word-for-waiting', ['/async/submit/fixed/~1job~1state', '/tasks/polls/job/states/queued']],
  ['unknown-job-is-200', ['/errors/causes/unknownTask/status', 'an unknown path or id is never answered with success']],
  ['jobs-of-others', ['/tasks/otherKeys']],
  ['jobs-kept-forever', ['/tasks/retentionSeconds']],
  ['usage-is-off', ['usage adds up']],
  ['relative-links', ['/results/default']],
  ['links-in-ms', ['/results/image/expiry/unit']],
  ['links-never-expire', ['/results/image/ttlSeconds']],
  ['links-unsigned', ['/errors/causes/linkInvalid/status', signed]],
  ['expiry-unsigned', [signed]],
  ['signature-of-any-image', [signed]],
  ['links-work-once', ['a link returns the same image each time', '/results/image/ttlSeconds']],
  ['second-image-is-half', ['every image can be decoded']],
  ['base64-in-lines', ['every image can be decoded']],
  ['one-picture-for-all', ['images of a response differ']],
  ['links-change', ['/results/image/resignedOnPoll']],
  ['links-need-key', ['/results/image/withoutKey']],
  ['key-in-link', ['no link contains the API key']],
  // The header appears only at a limit, and verification provokes none.
  ['retry-after-in-ms', []],
  // Only the image shows the effect of a mask, and verification does not judge the content of images.
  ['mask-ignored', []],
]

/** Every sixteenth fault, because a fault takes about a second; `npm run test:long` runs all. */
const sampled = process.env.LONG ? reported : reported.filter((_, index) => index % 16 === 0)

describe('verification reports the deviations of each fault, and no others', () => {
  test.each(sampled)('%s', async (fault, deviations) => {
    expect(listDeviations(await verify([fault]))).toEqual(deviations)
  })

  test('retry-after-in-ms, at a limit', async () => {
    expect(listDeviations(await verify(['retry-after-in-ms'], 150))).toEqual(['/limits/retryAfter'])
  })

  test('every fault has its deviations', () => {
    expect(reported.map(([fault]) => fault).sort()).toEqual([...allFaults].sort())
  })
})

const inMs: [Fault, [trait: string, documented: unknown, observed: unknown][]] = [
  'links-in-ms',
  [['/results/image/expiry/unit', 'seconds', 'milliseconds']],
]

test.each<typeof inMs>([
  ...(process.env.LONG ? [inMs] : []),
  [
    'error-without-detail',
    [
      ['/errors/envelopes/failure/lens/type', '/detail/kind', undefined],
      ['/errors/envelopes/failure/lens/param', '/detail/field', undefined],
    ],
  ],
])('the comparison of documented and observed traits shows the deviations of %s alone', async (fault, rows) => {
  const columns = await compare([{ dialect }, { dialect, report: await verify([fault]) }], { tool })
  const differing = buildSheet(columns)
    .flatMap((area) => area.rows)
    .filter(differs)
    // A trait of one column alone has no other value beside it.
    .flatMap(({ trait, cells }) => {
      const [left, right] = cells.map(([first]) => first)
      return left && right ? [[trait, left.documented, right.observed]] : []
    })
  expect(differing).toEqual(rows)
})

/** Dialect with the header names in lower case, because a client receives them so. */
const observable = JSON.parse(JSON.stringify(dialect).replaceAll('Cache-Control', 'cache-control')) as Dialect

test('the dialect that is inferred over HTTP is right, and its mock makes an image of the same size', async () => {
  const { dialect: inferred, report } = await runAgainst(halide, [], (options) =>
    infer({ ...options, id: 'inferred', budget: 200 }),
  )
  expect(wrongTraits(observable, inferred, report)).toEqual([])
  expect(report.images.spent).toBeLessThan(100)
  const lamp = { prompt: 'a lamp', size: '128x64' }
  const contract = toContract(toOpenApi(inferred))
  const mock = await createMock({
    providers: [{ id: 'inferred', folder, dialect: inferred, contract }],
    atRoot: true,
    speed: Infinity,
  })
  const expected = await runAgainst(halide, [], ({ fetch, baseUrl }) =>
    fetchFirstImage(fetch, `${baseUrl}/images/generations`, lamp),
  )
  expect(await fetchFirstImage(mock.fetch, 'http://mock/api/v2/images/generations', lamp)).toEqual(expected)
  expect(expected).toEqual({ status: 200, width: 128, height: 64 })
})

async function fetchFirstImage(fetch: (request: Request) => Promise<Response>, url: string, body: object) {
  const headers = { authorization: 'Bearer hk-alpha', 'content-type': 'application/json' }
  const reply = await fetch(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }))
  const { pictures } = (await reply.json()) as { pictures: { link: string }[] }
  const image = await fetch(new Request(pictures[0]?.link ?? ''))
  const { width, height } = await decode(Buffer.from(await image.arrayBuffer()))
  return { status: reply.status, width, height }
}
