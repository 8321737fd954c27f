import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/conformance/plan.ts'
import type { Finding } from '../../src/conformance/report.ts'
import { probes } from '../../src/probes/probes.ts'
import { deviant, judge, recordRun, unnumbered } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import { createProgram, recordMock } from './support.ts'

/** That recordings of whole runs are judged as the runs were is shown in test/conformance/suite.test.ts. */
describe('a recording is judged as the gateway was', () => {
  test.each<[only: string, change: Record<string, unknown>, told: Partial<Finding>]>([
    ['auth.key', { '/errors/causes/missingKey/status': 403 }, { verdict: 'deviates', documented: 401, observed: 403 }],
    ['auth.writing', { '/auth/schemeOptional': false }, { verdict: 'deviates', documented: true, observed: false }],
    ['links.*', { '/results/picture/signature/hex': 32 }, { verdict: 'deviates', documented: 24, observed: 32 }],
    ['links.*', { '/errors/causes/linkInvalid/status': 410 }, { verdict: 'deviates', documented: 403, observed: 410 }],
    ['tasks.ownership', { '/tasks/ownership': 'none' }, { verdict: 'deviates', documented: 'key', observed: 'none' }],
  ])('%s: %j', async (only, change, told) => {
    const provider = deviant(await providerOf('dimilinks'), change)
    const plan = { probes: planOf(probes, [only]) }
    const { report, cassette } = await recordRun(provider, plan)
    const { findings } = await judge(cassette, provider, plan)
    expect(findings).toContainEqual(expect.objectContaining(told))
    expect(findings.map(unnumbered)).toEqual(report.findings.map(unnumbered))
  })

  test('a gateway that was busy is known to have been', async () => {
    const provider = deviant(await providerOf('openai'), { '/limits/rate/requests': 3 })
    const plan = { probes: planOf(probes, ['auth.*', 'limits.*']) }
    const { report, cassette } = await recordRun(provider, plan)
    expect(report.exchanges.some(({ response }) => response?.status === 429)).toBe(true)
    const { findings } = await judge(cassette, provider, plan)
    expect(findings.map(unnumbered)).toEqual(report.findings.map(unnumbered))
  })
})

test('of the recording of another program nothing is observed but what probes would ask so', async () => {
  const { provider, base, recorder } = await recordMock('dimilinks')
  const { post, send } = createProgram(recorder.fetch, base)
  const { body } = await post('/images/generations?async=true', { prompt: 'a fox' })
  await send(`/tasks/${(body as { task_id: string }).task_id}`)
  const headers = { 'content-type': 'application/json' }
  await send('/images/generations', { method: 'POST', headers, body: '{' })
  const { findings, exchanges } = await judge(await recorder.cassette(), provider)
  expect(exchanges.map(({ request }) => request.body)).toEqual(['{'])
  const notes = new Set(findings.map(({ verdict, note }) => `${verdict}: ${note}`))
  expect(notes).toContain('not observed: not in the recording')
  expect([...notes].filter((each) => each.startsWith('deviates') || each.startsWith('error'))).toEqual([])
})
