import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Finding } from '../../src/conformance/report.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { probes } from '../../src/probes/probes.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { deviant, judge, recordRun, unnumbered } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import { createProgram, recordMock } from './support.ts'

/** Cassettes of some probes. test/conformance/suite.test.ts covers cassettes of complete runs. */
describe('a cassette is judged like the gateway', () => {
  test.each<[only: string, change: Record<string, unknown>, expected: Partial<Finding>]>([
    ['auth.key', { '/errors/causes/missingKey/status': 403 }, { verdict: 'deviates', documented: 401, observed: 403 }],
    [
      'auth.format',
      { '/auth/withoutScheme': 'reject' },
      { verdict: 'deviates', documented: 'accept', observed: 'reject' },
    ],
    [
      'links.*',
      { '/results/image/signature/form': '{hex:32}' },
      { verdict: 'deviates', documented: '{hex:24}', observed: '{hex:32}' },
    ],
    ['links.*', { '/errors/causes/linkInvalid/status': 410 }, { verdict: 'deviates', documented: 403, observed: 410 }],
    [
      'tasks.otherKeys',
      { '/tasks/otherKeys': 'accept' },
      { verdict: 'deviates', documented: 'hide', observed: 'accept' },
    ],
  ])('%s: %j', async (only, change, expected) => {
    const provider = deviant(await providerOf('dimilinks'), change)
    const { report, cassette } = await recordRun(provider, { probes: planProbes(probes, [only]) })
    const { findings } = await judge(cassette, provider, [only])
    expect(findings).toContainEqual(expect.objectContaining(expected))
    expect(findings.map(unnumbered)).toEqual(report.findings.map(unnumbered))
  })

  test('a signature of letters and digits keeps its form', async () => {
    const provider = await findProvider(fileURLToPath(new URL('../fixtures/quill', import.meta.url)))
    const { cassette } = await recordRun(provider, { probes: planProbes(probes, ['links.*']) })
    const { findings } = await judge(cassette, provider, ['links.*'])
    const form = findings.find(({ trait }) => trait === '/results/image/signature/form')
    expect(form).toMatchObject({ verdict: 'conforms', documented: '{base64url:22}' })
  })

  test('a response with 429 is judged as in the run', async () => {
    const provider = deviant(await providerOf('openai'), { '/limits/buckets/requests/max': 3 })
    const only = ['auth.*', 'limits.*']
    const { report, cassette } = await recordRun(provider, { probes: planProbes(probes, only) })
    expect(report.exchanges.some(({ response }) => response?.status === 429)).toBe(true)
    const { findings } = await judge(cassette, provider, only)
    expect(findings.map(unnumbered)).toEqual(report.findings.map(unnumbered))
  })
})

describe('in a cassette of another program', () => {
  /** Records a generation, its poll and malformed JSON at a gateway with these changes, and judges the cassette. */
  async function judgeChanged(change: Record<string, unknown>) {
    const { provider, base, recorder } = await recordMock('dimilinks', { speed: Infinity }, change)
    const { post, send } = createProgram(recorder.fetch, base)
    const { body } = await post('/images/generations?async=true', { prompt: 'a fox' })
    await send(`/tasks/${(body as { task_id: string }).task_id}`)
    const headers = { 'content-type': 'application/json' }
    await send('/images/generations', { method: 'POST', headers, body: '{' })
    const { findings, exchanges } = await judge(await recorder.cassette(), provider)
    const failing = findings.filter(({ verdict }) => verdict === 'deviates' || verdict === 'error')
    return { findings, exchanges, failing }
  }

  test('probes observe exchanges that equal their requests, and the other responses are judged one by one', async () => {
    const { findings, exchanges, failing } = await judgeChanged({})
    expect(failing).toEqual([])
    expect(exchanges.map(({ request, probes: [first] }) => [request.body, first === 'answers.others'])).toEqual([
      ['{', false],
      [{ prompt: 'a fox' }, true],
      [undefined, true],
    ])
    expect(findings.at(-1)).toMatchObject({
      trait: 'every other response is as documented',
      verdict: 'conforms',
      evidence: [2, 3],
    })
    const notes = new Set(findings.map(({ verdict, note }) => `${verdict}: ${note}`))
    expect(notes).toContain('not observed: not in the cassette')
  })

  test('a missing response, or a response of another host, is not judged', async () => {
    const { provider, base } = await recordMock('dimilinks')
    const recorder = createRecorder({
      provider,
      baseUrl: base,
      clock: createManualClock(),
      fetch: (request) =>
        request.url.startsWith('https://cdn.test/')
          ? Promise.resolve(new Response('an image'))
          : Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })),
    })
    const { post, openImage } = createProgram(recorder.fetch, base)
    await openImage('https://cdn.test/a.png')
    await expect(post('/images/generations', { prompt: 'a fox' })).rejects.toThrow('fetch failed')
    const { findings, exchanges } = await judge(await recorder.cassette(), provider)
    expect(exchanges.map(({ error }) => error)).toEqual([undefined, 'ECONNRESET'])
    expect(findings.filter(({ probe }) => probe === 'answers.others')).toEqual([])
  })

  test('a deviation is reported with the exchange that shows it', async () => {
    const { failing } = await judgeChanged({
      '/tasks/polls/task/states/succeeded': 'done',
      '/errors/causes/badField/code': 'bad_request',
    })
    expect(failing.map(({ trait, documented, observed }) => [trait, documented, observed])).toEqual([
      ['/errors/causes/badField/code', 'invalid_request_error', 'bad_request'],
      ['/tasks/polls/task/states/succeeded', 'succeeded', 'done'],
      [
        '#/paths/~1tasks~1{task_id}/get/responses/200',
        expect.stringContaining('/status must be equal to one of'),
        'done',
      ],
    ])
    expect(failing.at(-1)).toMatchObject({ level: 'must', evidence: [3] })
  })
})
