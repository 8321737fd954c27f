import { describe, expect, test } from 'vitest'
import { createRecorder, type Recorder } from '../../src/cassettes/recorder.ts'
import { planOf } from '../../src/conformance/plan.ts'
import { openRecording } from '../../src/conformance/recording.ts'
import type { Finding } from '../../src/conformance/report.ts'
import { run } from '../../src/conformance/run.ts'
import { type Provider, shippedIds } from '../../src/dialect/provider.ts'
import { probes } from '../../src/probes/probes.ts'
import { verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

async function verifyRecorded(provider: Provider) {
  const recorders: Recorder[] = []
  const report = await verifyMock(provider, {
    around(fetch, about) {
      const recorder = createRecorder({ provider, fetch, ...about })
      recorders.push(recorder)
      return recorder.fetch
    },
  })
  const [recorder] = recorders
  if (!recorder) throw new Error('nothing was recorded')
  return { report, cassette: await recorder.cassette() }
}

const verdicts = (findings: readonly Finding[]) =>
  findings.map(({ probe, trait, verdict, observed, note }) => ({
    probe,
    trait,
    verdict,
    observed,
    note: note?.replace(/^out of budget: .*/, 'not in the recording'),
  }))

describe.each(await shippedIds())('%s', (id) => {
  test('a recording of a run is judged as the run was', async () => {
    const provider = await providerOf(id)
    const { report, cassette } = await verifyRecorded(provider)
    const { used: _, ...recording } = openRecording(cassette, provider)
    const again = await run({
      ...recording,
      dialect: provider.dialect,
      probes: planOf(probes),
      failsFrom: 'may',
      budget: 10,
      tool: report.tool,
    })
    expect(verdicts(again.findings)).toEqual(verdicts(report.findings))
    expect(again.images.spent).toBe(0)
  })
})
