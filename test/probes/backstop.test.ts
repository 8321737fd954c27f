import { describe, expect, test } from 'vitest'
import { createEvidence } from '../../src/probes/evidence.ts'
import type { ProbeContext, ProbeMode } from '../../src/probes/probe.ts'
import { acceptanceTest, filterAccepted, openBackstop } from '../../src/probes/refusals/backstop.ts'
import { sampleDrafts, withField } from '../../src/probes/requests/draft.ts'
import { usualChoices } from '../../src/probes/run-choices.ts'
import { providerOf } from '../support/provider.ts'

/** Rule of a gateway: returns a message if the gateway refuses the body. */
type Rule = (body: Readonly<Record<string, unknown>>) => string | undefined

const isOutOfRange: Rule = ({ n }) => (Number(n) > 10 && n !== 9999 ? 'n is too large' : undefined)
const lateRules: Rule[] = [
  ({ response_format: form }) => (form === 'nonsense' ? 'unknown response_format' : undefined),
  ({ n }) => (n === 9999 ? 'n is out of range' : undefined),
]

/** Creates the context of a gateway that reports the first broken rule. `requests` has each different body once, in order. */
async function gatewayWith(rules: readonly Rule[], mode: ProbeMode = 'verify') {
  const { dialect } = await providerOf('apigo')
  const requests: Readonly<Record<string, unknown>>[] = []
  const ctx: ProbeContext = {
    known: dialect,
    baseUrl: 'https://gateway.example/v1',
    key: undefined,
    otherKey: undefined,
    mode,
    model: undefined,
    sample: undefined,
    choices: usualChoices,
    once: (_, make) => make(),
    contract: undefined,
    answered: [],
    deviations: [],
    rateLimitedAnswers: [],
    takenFaults: [],
    unavailable: [],
    imagesLeft: () => 1000,
    attachImage() {},
    async sleep() {},
    now: () => 0,
    async ask({ json }) {
      const body = json as Readonly<Record<string, unknown>>
      const message = rules.map((rule) => rule(body)).find((text) => text !== undefined)
      const index = requests.findIndex((request) => JSON.stringify(request) === JSON.stringify(body))
      const number = index === -1 ? requests.push(body) : index + 1
      return {
        number,
        status: message === undefined ? 200 : 400,
        receivedAt: 0,
        headers: {},
        json:
          message === undefined ? {} : { error: { message, type: 'invalid_request_error', param: null, code: null } },
        bytes: new Uint8Array(),
      }
    },
  }
  const drafts = sampleDrafts(dialect, { encoding: 'json', fields: ['n'] }).slice(0, 1)
  return { ctx, requests, drafts }
}

const withCount = (count: number) => withField('n', count)

describe('a backstop', () => {
  test('cites the exchanges that opened it, and those of each change', async () => {
    const { ctx, drafts } = await gatewayWith([isOutOfRange, ...lateRules])
    const backstop = await openBackstop(ctx, drafts, [withCount(11)])
    expect(backstop?.exchanges).toEqual([1, 2])
    expect(await backstop?.rejects(withCount(10))).toBe(false)
    expect(backstop?.refusal?.message).toBe('unknown response_format')
    expect(await backstop?.rejects(withCount(12))).toBe(true)
    expect(backstop?.refusal?.message).toBe('n is too large')
    expect(backstop?.observed('/images/n/max', 10).observations).toEqual([
      { trait: '/images/n/max', value: 10, evidence: backstop?.exchanges },
    ])
  })

  test('has forks that cite only their own exchanges', async () => {
    const { ctx, drafts } = await gatewayWith([isOutOfRange, ...lateRules])
    const backstop = await openBackstop(ctx, drafts, [withCount(11)], { depth: 1 })
    const opening = backstop?.exchanges ?? []
    await backstop?.rejects(withCount(3))
    const fork = backstop?.fork()
    expect(fork?.exchanges).toEqual(opening)
    expect(fork?.refusal).toBe(undefined)
    await fork?.rejects(withCount(4))
    expect(backstop?.exchanges).toEqual([...opening, opening.length + 1])
    expect(fork?.exchanges).toEqual([...opening, opening.length + 2])
  })

  test('does not open if the gateway reports the fault before the change', async () => {
    const { ctx, drafts } = await gatewayWith([...lateRules, isOutOfRange])
    expect(await openBackstop(ctx, drafts, [withCount(11)], { depth: 1 })).toBe(undefined)
  })

  test('finds limits and accepted words', async () => {
    const { ctx, drafts } = await gatewayWith([isOutOfRange, ...lateRules])
    const backstop = await openBackstop(ctx, drafts, [withCount(11)])
    if (!backstop) throw new Error('no backstop opened')
    expect(await acceptanceTest(backstop, withCount)(10)).toBe(true)
    expect(await acceptanceTest(backstop, withCount)(11)).toBe(false)
    expect(await filterAccepted(backstop, [9, 10, 11, 12], withCount)).toEqual([9, 10])
  })

  test('pays in discovery if no fault is late enough', async () => {
    const verification = await gatewayWith([isOutOfRange])
    expect(await openBackstop(verification.ctx, verification.drafts, [withCount(11)])).toBe(undefined)
    const { ctx, drafts } = await gatewayWith([isOutOfRange], 'discover')
    const backstop = await openBackstop(ctx, drafts, [withCount(11)])
    expect(backstop?.exchanges).toEqual([])
    expect(await backstop?.rejects(withCount(10))).toBe(false)
    expect(backstop?.refusal).toBe(undefined)
    expect(await backstop?.rejects(withCount(11))).toBe(true)
    expect(backstop?.exchanges).toHaveLength(2)
  })
})

test('evidence has each exchange once, and an observation keeps the exchanges gathered until then', () => {
  const evidence = createEvidence(3, 1)
  evidence.add(1, 2)
  const result = evidence.observed('/prompt/max', 1000)
  evidence.add(4)
  expect(result).toEqual({ observations: [{ trait: '/prompt/max', value: 1000, evidence: [3, 1, 2] }] })
  expect(evidence.exchanges).toEqual([3, 1, 2, 4])
})
