import { describe, expect, test } from 'vitest'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Finding } from '../../src/conformance/report.ts'
import { shippedIds } from '../../src/dialect/provider.ts'
import { probes } from '../../src/probes/probes.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const failing = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')

describe.each(await shippedIds())('%s', (id) => {
  test('the mock conforms to its own documents, as far as free requests show', async () => {
    const { findings, images, exchanges } = await verifyMock(await providerOf(id), { budget: 0 })
    expect(failing(findings)).toEqual([])
    expect(images).toEqual({ spent: 0, budget: 0 })
    expect(JSON.stringify(exchanges)).not.toContain('right-and-known')
  })
})

describe('a deviation is reported with its level, the documented and the observed value', () => {
  test.each<[id: string, only: string, change: Record<string, unknown>, expected: Partial<Finding>]>([
    ['dimilinks', 'auth.key', { '/errors/causes/missingKey/status': 403 },
      { trait: '/errors/causes/missingKey/status', verdict: 'deviates', level: 'must', documented: 401, observed: 403 },
    ], // biome-ignore format: rows
    ['dimilinks', 'references.max', { '/references/max': 4 },
      { trait: '/references/max', verdict: 'deviates', level: 'must', documented: 9, observed: 4 },
    ], // biome-ignore format: rows
    ['dimilinks', 'tasks.lifecycle', { '/tasks/polls/task/progress/values/queued': 60 },
      { trait: 'progress never falls', kind: 'invariant', level: 'must', observed: ['60 was followed by 50'] },
    ], // biome-ignore format: rows
    ['apigo', 'results.usage', { '/usage/inputTokensPerReference': 0 },
      { trait: '/usage/inputTokensPerReference', verdict: 'deviates', level: 'should', documented: 5, observed: 0 },
    ], // biome-ignore format: rows
    ['ezlink', 'errors.retired', { '/errors/causes/retiredRoute/status': 404 },
      { trait: '/errors/causes/retiredRoute/status', verdict: 'deviates', level: 'may', documented: 501, observed: 404 },
    ], // biome-ignore format: rows
    ['ezlink', 'auth.format', { '/auth/optionalPrefix': 'ez-' },
      { trait: '/auth/optionalPrefix', verdict: 'deviates', level: 'may', documented: 'sk-', observed: undefined },
    ], // biome-ignore format: rows
    ['gpt-best', 'errors.unknownTask', { '/errors/causes/unknownTask/status': 410 },
      { trait: '/errors/causes/unknownTask/status', verdict: 'undocumented', level: undefined, observed: 410 },
    ], // biome-ignore format: rows
  ])('%s, %s: %j', async (id, only, change, expected) => {
    const provider = deviant(await providerOf(id), change)
    const { findings } = await verifyMock(provider, { probes: planProbes(probes, [only]) })
    expect(failing(findings)).toContainEqual(expect.objectContaining(expected))
  })
})

test('a gateway that streams no partial images shows no limit of them, and no rule about them', async () => {
  const { findings } = await verifyMock(await providerOf('openai'), {
    probes: planProbes(probes, ['stream.events']),
    around: (fetch) => async (request) => {
      const response = await fetch(request)
      if (!response.headers.get('content-type')?.includes('event-stream')) return response
      const events = (await response.text()).split('\n\n').filter((event) => !event.includes('partial_image'))
      return new Response(events.join('\n\n'), response)
    },
  })
  const verdictOf = (name: string) => findings.find(({ trait }) => trait === name)?.verdict
  const unseen = [
    '/stream/maxPartialImages',
    '/stream/events/generate/partial',
    'partial images come before the finished image',
    'the indexes of partial images rise from 0',
    'partial images differ from each other',
  ]
  expect(unseen.map(verdictOf)).toEqual(unseen.map(() => 'not observed'))
  expect(verdictOf('/stream/events/generate/completed')).toBe('conforms')
})
