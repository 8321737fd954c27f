import { describe, expect, test } from 'vitest'
import { compareRuns } from '../../src/conformance/compare/drift.ts'
import { pickFailed } from '../../src/conformance/failed.ts'
import { type Finding, fails, type Report } from '../../src/conformance/report.ts'
import { probes } from '../../src/probes/probes.ts'
import { sample } from '../reports/sample.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const finding = (rest: Partial<Finding>): Finding => ({
  kind: 'trait',
  trait: '/references/max',
  differences: [],
  probe: 'references.max',
  verdict: 'conforms',
  level: 'must',
  evidence: [1],
  ...rest,
})

const conforms = finding({ documented: 9, observed: 9 })
const deviates = finding({ verdict: 'deviates', documented: 9, observed: 8 })
const unseen = finding({ verdict: 'not observed', documented: 9, note: 'the gateway stays busy', evidence: [] })
const open = finding({ verdict: 'undocumented', observed: 9 })
const kept = finding({ kind: 'invariant', trait: 'links work' })
const broken = finding({ kind: 'invariant', trait: 'links work', verdict: 'deviates', observed: ['#2 answers 500'] })

const run = (findings: readonly Finding[], rest: Partial<Report> = {}) => sample({ findings, ...rest })
const compare = (before: Report, now: Report) => {
  const { drift, findings } = compareRuns(before, now)
  return { ...drift, failing: findings.filter((each) => fails(each, 'must')).length }
}

describe('findings of two runs', () => {
  test.each<[before: Finding, now: Finding, change: string | undefined, failing: number]>([
    [conforms, conforms, undefined, 0],
    [conforms, deviates, 'deviates now', 1],
    [deviates, conforms, 'conforms now', 0],
    [deviates, deviates, undefined, 0],
    [deviates, { ...deviates, observed: 7 }, 'another value', 1],
    [open, { ...open, observed: 8 }, 'another value', 0],
    [open, open, undefined, 0],
    [{ ...conforms, documented: 8, observed: 8 }, conforms, 'another value', 0],
    [kept, broken, 'deviates now', 1],
    [broken, kept, 'conforms now', 0],
    [broken, { ...broken, observed: ['#3 answers 502'] }, undefined, 0],
  ])('%j, then %j: %s', (before, now, change, failing) => {
    const { changes = [], unconfirmed, compared, ...rest } = compare(run([before]), run([now]))
    expect([changes.map((each) => each.change), unconfirmed, compared]).toEqual([[change ?? []].flat(), [], 1])
    expect(rest.failing).toBe(failing)
  })

  test.each<[before: Finding, now: Finding, change: string]>([
    [conforms, unseen, 'not seen now'],
    [deviates, { ...unseen, limitedBy: 'method' }, 'not seen now'],
    [unseen, conforms, 'seen now'],
    [unseen, deviates, 'seen now'],
  ])('%j, then %j: %s, which proves no change', (before, now, change) => {
    const { changes, unconfirmed } = compare(run([before]), run([now]))
    expect([changes, unconfirmed?.map((each) => each.change)]).toEqual([[], [change]])
  })

  const ended = { why: 'interrupted', message: 'the run was stopped' } as const
  const fewer = { images: { spent: 0, budget: 0 } }
  test.each<[why: string, before: Report, now: Report]>([
    ['limit of this run', run([conforms]), run([{ ...unseen, limitedBy: 'images' }])],
    ['limit of this run', run([conforms]), run([unseen], { ended })],
    ['limit of this run', run([conforms]), run([unseen], fewer)],
    ['limit of the baseline', run([{ ...unseen, limitedBy: 'second key' }]), run([conforms])],
    ['limit of the baseline', run([unseen], fewer), run([conforms])],
    ['other documents', run([conforms]), run([{ ...deviates, documented: 8, observed: 9 }])],
    ['failed probe', run([conforms]), run([{ ...unseen, verdict: 'error' }])],
    ['only in this run', run([]), run([deviates])],
    ['only in the baseline', run([deviates]), run([])],
  ])('%s: no change of the gateway', (why, before, now) => {
    const { changes, unconfirmed, notCompared } = compare(before, now)
    expect([changes, unconfirmed, notCompared]).toEqual([[], [], [{ trait: '/references/max', why }]])
  })

  test('a deviation that the baseline lacks fails the run, even if it proves no change', () => {
    const failing = [run([]), run([unseen]), run([{ ...deviates, documented: 8, verdict: 'conforms' }])].map(
      (before) => compare(before, run([deviates])).failing,
    )
    expect(failing).toEqual([1, 1, 1])
  })

  test('a run that names a part of a trait is compared with the whole', () => {
    const part = finding({ trait: '/errors/causes/wrongKey/status', documented: 401, observed: 401 })
    const whole = { ...unseen, trait: '/errors/causes/wrongKey', limitedBy: 'images' } as const
    const { changes, unconfirmed, notCompared } = compare(run([part]), run([whole]))
    expect([changes, unconfirmed, notCompared]).toEqual([[], [], [{ trait: part.trait, why: 'limit of this run' }]])
    const deviation = finding({ trait: '/errors/causes/wrongKey', verdict: 'deviates', observed: 'none' })
    expect(compare(run([part]), run([deviation])).changes?.map((each) => each.change)).toEqual(['deviates now'])
  })

  test.each<[before: unknown, now: unknown, trait?: string]>([
    ['try again (request id: req_8d5f0c2ab19e)', 'try again (request id: req_0f1e2d3c4b5a)'],
    ['no task 5f0c2ab1-9e00-4c1d-8d5f-0c2ab19e77aa', 'no task 0f1e2d3c-4b5a-4c1d-8d5f-aabbccddeeff'],
    ['locked until 2026-11-20T10:00:00Z', 'locked until 2026-11-21T11:30:00.5Z'],
    [
      ['png', 'webp'],
      ['webp', 'png'],
    ],
    [3540, 3600, '/results/image/ttlSeconds'],
  ])('%j and %j are the same', (before, now, trait = '/errors/causes/internal/message') => {
    const of = (observed: unknown) => run([{ ...deviates, trait, observed }])
    expect(compare(of(before), of(now)).changes).toEqual([])
  })

  test.each<[before: unknown, now: unknown, trait?: string]>([
    ['gpt-image-1', 'gpt-image-2'],
    ['at most 4000 characters', 'at most 8000 characters'],
    ['1024x1024', '1536x1024'],
    [3600, 7200, '/results/image/ttlSeconds'],
    [536870912, 209715200],
    [null, 'none'],
  ])('%j and %j are different', (before, now, trait = '/errors/causes/internal/message') => {
    const of = (observed: unknown) => run([{ ...deviates, trait, observed }])
    expect(compare(of(before), of(now)).changes).toHaveLength(1)
  })
})

test.each<[what: string, baseline: Report, message: string]>([
  [
    'of another provider',
    sample({ provider: { id: 'bolt', name: 'Bolt' } }),
    'it is a report of bolt, expected one of acme',
  ],
  [
    'of an unfinished run',
    sample({ ended: { why: 'unreachable', message: 'gone' } }),
    'its run ended early (gone), expected a complete run',
  ],
  ['of no run', sample({ exchanges: [] }), 'it shows only what is documented'],
])('a report %s is no baseline', (_what, baseline, message) => {
  expect(() => compareRuns(baseline, sample())).toThrow(`the report cannot be the baseline: ${message}`)
})

describe('a mock', async () => {
  const provider = await providerOf('ezlink')
  const changed = deviant(provider, { '/errors/causes/missingKey/status': 403, '/images/n/max': 3 })
  const options = { failsFrom: 'must' } as const
  const [sound, other] = [await verifyMock(provider, options), await verifyMock(changed, options)]
  const listChanges = ({ drift }: Report) => [
    drift?.changes.map(({ change, trait }) => `${change} ${trait}`).sort(),
    drift?.unconfirmed,
  ]

  test('changes and changes back', () => {
    expect(listChanges(compareRuns(sound, other))).toEqual([
      ['deviates now /errors/causes/missingKey/status', 'deviates now /images/n/max'],
      [],
    ])
    expect(listChanges(compareRuns(other, sound))).toEqual([
      ['conforms now /errors/causes/missingKey/status', 'conforms now /images/n/max'],
      [],
    ])
  })

  test('that stays as it was shows no change from a report in a file', async () => {
    const baseline = JSON.parse(JSON.stringify(other))
    expect(listChanges(await verifyMock(changed, { ...options, baseline }))).toEqual([[], []])
  })

  test('shows no change in a run with fewer images', async () => {
    for (const budget of [0, 1]) {
      const less = await verifyMock(provider, { ...options, budget })
      expect([compareRuns(sound, less), compareRuns(less, sound)].map(listChanges)).toEqual([
        [[], []],
        [[], []],
      ])
    }
  })

  test('is asked again only what failed', async () => {
    expect(pickFailed(sound, provider.dialect, probes).probes).toEqual([])
    const { probes: failed, learned } = pickFailed(other, provider.dialect, probes)
    expect(failed.map(({ id }) => id)).toEqual(['models.served', 'auth.key', 'limits.n'])
    const again = await verifyMock(changed, { ...options, probes: failed, learned })
    const deviations = ({ findings }: Report) =>
      findings.filter(({ verdict }) => verdict === 'deviates').map(({ trait, observed }) => [trait, observed])
    expect(deviations(again)).toEqual(deviations(other))
    expect(again.exchanges.length).toBeLessThan(other.exchanges.length / 4)
  })
})
