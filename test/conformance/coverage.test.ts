import { describe, expect, test } from 'vitest'
import { planProbes } from '../../src/conformance/plan.ts'
import { type Finding, type Report, seenShare } from '../../src/conformance/report.ts'
import { run } from '../../src/conformance/run.ts'
import { listProbeTraits } from '../../src/conformance/traits.ts'
import { readPointer } from '../../src/dialect/lens.ts'
import { shippedIds } from '../../src/dialect/provider.ts'
import type { Handler } from '../../src/http/handler.ts'
import type { Probe, ProbeContext, ProbeResult } from '../../src/probes/probe.ts'
import { probes } from '../../src/probes/probes.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import { freeRequest, refusedRequest } from '../support/runner.ts'

const ids = await shippedIds()
const { dialect } = await providerOf('dimilinks')
const refuseAll: Handler = async () => Response.json({ error: { message: 'no' } }, { status: 400 })

/** Runs probes against a gateway that refuses every request, unless `fetch` says otherwise. */
function runProbes(
  plan: readonly Probe[],
  options: { fetch?: Handler; budget?: number; maxDuration?: number } = {},
): Promise<Report> {
  const clock = createManualClock()
  const tool = { name: 'proofsheet', version: '0.0.0' }
  const common = {
    dialect,
    failsFrom: 'must',
    tool,
    baseUrl: 'http://gateway.test/v1',
    key: 'sk-any-key',
    clock,
  } as const
  return clock.runUntil(run({ fetch: refuseAll, budget: 1, ...common, ...options, probes: plan }))
}

/** Creates a probe of the status of a submitted task, documented as 200. */
const probeOf = (observe: (ctx: ProbeContext) => Promise<ProbeResult>, rest: Partial<Probe> = {}): Probe => ({
  id: 'tasks.submit',
  observes: ['/async/submit/status'],
  cost: 0,
  observe,
  ...rest,
})

const short = ({ trait, verdict, note, limitedBy, evidence }: Finding) => ({
  trait,
  verdict,
  note,
  limitedBy,
  evidence,
})
const trait = '/async/submit/status'

describe('each documented trait of a probe has a row', () => {
  const byMethod = { note: 'no response of the run shows it', limitedBy: 'method' } as const
  test.each<[what: string, probe: Probe, row: Partial<Finding>]>([
    ['if the probe returns nothing', probeOf(async () => ({ observations: [] })), byMethod],
    [
      'if the probe gives another reason',
      probeOf(async () => ({ observations: [], otherwise: { reason: 'no task was created' } })),
      { note: 'no task was created' },
    ],
    [
      'if the probe claims a value without evidence',
      probeOf(async () => ({ observations: [{ trait, value: 202, evidence: [] }] })),
      byMethod,
    ],
    [
      'if a request of the probe needs more images than are left',
      probeOf(async ({ ask }) => ask({ ...refusedRequest, images: 2 }).then(() => ({ observations: [] }))),
      { note: 'out of budget: images needed for the request: 2, left in the budget: 1', limitedBy: 'images' },
    ],
  ])('%s', async (_what, probe, row) => {
    const { findings } = await runProbes([{ ...probe, cost: 2 }])
    expect(findings.map(short)).toEqual([
      { trait, verdict: 'not observed', note: undefined, limitedBy: undefined, evidence: [], ...row },
    ])
  })

  test('and each invariant', async () => {
    const invariant = 'a task ends'
    const silent = async () => ({ observations: [], invariantResults: [{ invariant, breaches: [], evidence: [] }] })
    for (const observe of [silent, async () => ({ observations: [] })]) {
      const { findings } = await runProbes([probeOf(observe, { observes: [], invariants: [invariant] })])
      expect(findings.map(short)).toEqual([{ trait: invariant, verdict: 'not observed', evidence: [], ...byMethod }])
    }
  })

  test('and only one, if another probe observes the trait', async () => {
    const seeing = probeOf(async ({ ask }) => {
      const { number } = await ask(freeRequest(1))
      return { observations: [{ trait, value: 200, evidence: [number] }] }
    })
    const blind = probeOf(async () => ({ observations: [] }), { id: 'tasks.blind' })
    const { findings } = await runProbes([blind, seeing, blind])
    expect(findings.map(({ probe, verdict }) => [probe, verdict])).toEqual([['tasks.submit', 'conforms']])
  })

  test('although the budget covers the plan: then a lack of images is no limit of the run', async () => {
    const greedy = probeOf(async ({ ask }) => ask({ ...refusedRequest, images: 2 }).then(() => ({ observations: [] })))
    const { findings } = await runProbes([greedy])
    expect(findings.map(({ limitedBy }) => limitedBy)).toEqual([undefined])
  })

  test.each(['dimilinks', 'gpt-best'])('of a whole run: %s', async (id) => {
    const provider = await providerOf(id)
    const { findings } = await verifyMock(provider, { budget: 2 })
    const expected = probes.flatMap((probe) => [
      ...listProbeTraits(probe, provider.dialect).filter((name) => readPointer(provider.dialect, name) !== undefined),
      ...(probe.invariants ?? []),
    ])
    const missing = expected.filter(
      (name) => !findings.some((finding) => isPart(finding.trait, name) || isPart(name, finding.trait)),
    )
    // A message that is a placeholder says nothing.
    expect(missing.filter((name) => !name.endsWith('/message'))).toEqual([])
    expect(findings.filter(({ verdict, evidence }) => verdict === 'conforms' && evidence.length === 0)).toEqual([])
    expect(findings.filter(({ verdict, note }) => verdict === 'not observed' && !note)).toEqual([])
  })

  const isPart = (part: string, whole: string) => part === whole || part.startsWith(`${whole}/`)
})

test('the coverage counts musts: all, those within the limits of the run, and those that were seen', async () => {
  const observes = ['/async/submit/status', '/errors/causes/missingKey/status', '/references/max', '/images/n/max']
  const { coverage, findings } = await runProbes([
    probeOf(
      async ({ ask }) => {
        const evidence = [(await ask(freeRequest(1))).number]
        return {
          observations: [
            { trait: '/async/submit/status', value: 200, evidence },
            { trait: '/errors/causes/missingKey/status', value: 403, evidence },
          ],
          unobserved: [
            { trait: '/references/max', reason: 'the gateway takes any number' },
            { trait: '/images/n/max', reason: 'no second key', limitedBy: 'second key' },
          ],
        }
      },
      { observes },
    ),
  ])
  expect(findings.map(({ level }) => level)).toEqual(['must', 'must', 'must', 'must'])
  expect(coverage).toEqual({ musts: 4, observable: 3, seen: 2 })
  expect(seenShare({ coverage })).toBeCloseTo(2 / 3)
})

describe('a trait that lacks time', () => {
  const day = 24 * 60 * 60_000
  test.each<[what: string, observe: Probe['observe'], observable: number]>([
    ['is a limit of the run, if the probe would wait longer', ({ sleep }) => sleep(day).then(() => none), 0],
    ['counts as missed, if the gateway keeps the run waiting', ({ ask }) => ask(freeRequest(1)).then(() => none), 1],
  ])('%s', async (_what, observe, observable) => {
    const busy: Handler = async ({ url }) =>
      url.endsWith('/things') ? new Response('', { status: 429, headers: { 'retry-after': '3600' } }) : refuseAll(new Request(url)) // biome-ignore format: a condition
    const { findings, coverage } = await runProbes([probeOf(observe)], { fetch: busy, maxDuration: 60_000 })
    expect(findings).toMatchObject([{ trait, verdict: 'not observed', limitedBy: 'minutes' }])
    expect(coverage).toEqual({ musts: 1, observable, seen: 0 })
  })

  const none = { observations: [] }
})

test.each([
  ['could observe no must has seen nothing', 4, 0],
  ['has no musts has seen all', 0, 1],
])('a run that %s', (_what, musts, share) => {
  expect(seenShare({ coverage: { musts, observable: 0, seen: 0 } })).toBe(share)
})

describe('a fault that the gateway takes', () => {
  const taken = { fault: 'references', request: 'POST /images/generations json', note: 'the gateway takes 10 images' }
  const takingProbe = (value: number, more: Partial<ProbeResult> = {}): Probe =>
    probeOf(
      async ({ takenFaults }) => {
        for (const evidence of [[1], [2]]) takenFaults.push({ ...taken, trait: '/references/max', value, evidence })
        return { observations: [], ...more }
      },
      { observes: [] },
    )

  test('is one finding, with the requests that show it', async () => {
    const { findings } = await runProbes([takingProbe(10)])
    expect(findings).toMatchObject([
      {
        trait: '/references/max',
        probe: 'requests.taken',
        verdict: 'deviates',
        observed: 10,
        evidence: [1, 2],
        note: 'the gateway takes 10 images: POST /images/generations json',
      },
    ])
  })

  test('disproves that the trait conforms', async () => {
    const asDocumented = { observations: [{ trait: '/references/max', value: 9, evidence: [3] }] }
    const { findings } = await runProbes([takingProbe(10, asDocumented)])
    expect(findings.map(({ probe, observed }) => [probe, observed])).toEqual([['requests.taken', 10]])
  })

  test('is no second finding of a trait that deviates', async () => {
    const deviation = { observations: [{ trait: '/references/max', value: 12, evidence: [3] }] }
    const { findings } = await runProbes([takingProbe(10, deviation)])
    expect(findings.map(({ probe, observed }) => [probe, observed])).toEqual([['tasks.submit', 12]])
  })
})

describe('without evidence a gateway does not pass', () => {
  test.each<[what: string, fetch: Handler]>([
    ['refuses every request', refuseAll],
    ['crashes at every request', async () => Response.json({ error: { message: 'oops' } }, { status: 500 })],
    ['takes every request and returns nothing', async () => Response.json({})],
  ])('a gateway that %s', async (_what, fetch) => {
    const report = await runProbes(planProbes(probes), { fetch, budget: 10 })
    expect(seenShare(report)).toBeLessThan(0.8)
    expect(report.images.spent).toBeLessThanOrEqual(10)
    expect(new Set(report.clients.map(({ works }) => works))).not.toContain('yes')
    expect(report.findings.filter(({ verdict, evidence }) => verdict === 'conforms' && evidence.length === 0)).toEqual(
      [],
    )
    expect(report.findings.filter(({ verdict }) => verdict === 'error')).toEqual([])
  })
})

describe('without an image', () => {
  test.each(ids)('a run of %s sends nothing that might be charged, and has seen its share', async (id) => {
    const report = await verifyMock(await providerOf(id), { budget: 0 })
    expect(
      report.exchanges.filter(({ request }) => request.method === 'POST' && request.url.includes('/images/')),
    ).toEqual([])
    expect(seenShare(report)).toBeGreaterThanOrEqual(0.8)
    expect(report.clients.map(({ works }) => works).filter((works) => works === 'yes' || works === 'partly')).toEqual(
      [],
    )
  })
})
