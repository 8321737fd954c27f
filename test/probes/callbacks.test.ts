import { expect, test } from 'vitest'
import { planProbes } from '../../src/conformance/plan.ts'
import { probes } from '../../src/probes/probes.ts'
import { verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const only = planProbes(probes, ['tasks.callbacks'])

test.each([
  ['toapis', 32],
  ['bfl', 23],
  ['fal', 18],
  ['apimart', 8],
  ['gpt-best', 5],
])('the callbacks of the mock of %s are as documented, in %i traits', async (id, count) => {
  const { findings, images } = await verifyMock(await providerOf(id), {
    probes: only,
    takesCallbacks: true,
    budget: 40,
  })
  const seen = findings.filter(({ trait }) => trait.startsWith('/callbacks'))
  expect(seen.filter(({ verdict }) => !['conforms', 'not observed'].includes(verdict))).toEqual([])
  const conforming = seen.filter(({ verdict }) => verdict === 'conforms').map(({ trait }) => trait)
  expect([conforming.length, conforming]).toEqual([count, conforming])
  expect(images.spent).toBeGreaterThanOrEqual(2)
})

test('without a way in, no callback is observed, and no image is charged', async () => {
  const { findings } = await verifyMock(await providerOf('toapis'), { probes: only, budget: 40 })
  const reasons = new Set(findings.filter(({ trait }) => trait.startsWith('/callbacks')).map(({ note }) => note))
  expect([...reasons]).toContain('the gateway has no way to send callbacks here: name one with --callback-url')
})
