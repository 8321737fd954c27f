import { describe, expect, test } from 'vitest'
import { deviant, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const lantern = await providerOf('test/fixtures/lantern')
const ignoring = deviant(lantern, { '/idempotency': undefined })

test.each([
  ['heeds the key', lantern, 10, 3, 'conforms'],
  ['heeds the key, if no image is left', lantern, 3, 3, 'not observed'],
  ['ignores the key', ignoring, 10, 4, 'deviates'],
  ['ignores the key, if no image is left', ignoring, 3, 3, 'not observed'],
] as const)('a repeat at a gateway that %s', async (_what, provider, budget, spent, verdict) => {
  const { findings, images } = await verifyMock(provider, { budget })
  expect(images.spent).toBe(spent)
  expect(findings.find(({ trait }) => trait === '/idempotency/header')).toMatchObject({ verdict })
})

test('a repeat and another body under the key show the whole section', async () => {
  const { findings } = await verifyMock(lantern)
  const shown = findings.filter(({ trait, verdict }) => /idempotency/i.test(trait) && verdict === 'conforms')
  expect(shown.map(({ trait }) => trait).sort()).toEqual([
    '/errors/causes/idempotencyReused/body',
    '/errors/causes/idempotencyReused/envelope',
    '/errors/causes/idempotencyReused/message',
    '/errors/causes/idempotencyReused/status',
    '/idempotency/header',
    '/idempotency/headers/Idempotency-Replayed',
    '/idempotency/otherBody',
  ])
})

describe('a thorough run', () => {
  const thorough = { budget: 20, choices: { seed: 0, isThorough: true } }
  const rest = ['/idempotency/per', '/idempotency/windowSeconds', '/errors/causes/idempotencyRunning/status']
  /** Lists the traits that only a thorough run shows, with the observed values of those that deviate. */
  const judge = ({ findings }: Awaited<ReturnType<typeof verifyMock>>) =>
    rest.map((trait) => {
      const { verdict, observed } = findings.find((finding) => finding.trait === trait) ?? {}
      return verdict === 'deviates' ? observed : verdict
    })

  test.each<[what: string, changes: Record<string, unknown>, expected: unknown[]]>([
    ['as documented', {}, ['conforms', 'conforms', 'conforms']],
    ['keys that all share', { '/idempotency/per': 'user' }, ['user', 'conforms', 'conforms']],
    ['a shorter life of a key', { '/idempotency/windowSeconds': 60 }, ['conforms', 'less than 600', 'conforms']],
    ['a longer life of a key', { '/idempotency/windowSeconds': 9000 }, ['conforms', 'more than 600', 'conforms']],
  ])('sees %s', async (_what, changes, expected) => {
    expect(judge(await verifyMock(deviant(lantern, changes), thorough))).toEqual(expected)
  })

  test('sees a gateway that takes both of two requests at once', async () => {
    expect(judge(await verifyMock(lantern, { ...thorough, around: withoutRace }))).toEqual([
      'conforms',
      'conforms',
      202,
    ])
  })

  test('that has no second key does not ask who shares an idempotency key', async () => {
    const { findings } = await verifyMock(lantern, { ...thorough, otherKey: undefined })
    expect(findings.filter(({ trait, verdict }) => trait === rest[0] && verdict !== 'not observed')).toEqual([])
  })
})

/** Removes the idempotency key of two requests at once. */
const withoutRace = (fetch: (request: Request) => Promise<Response>) => (request: Request) => {
  if (request.headers.get('idempotency-key')?.endsWith('-twice')) request.headers.delete('idempotency-key')
  return fetch(request)
}
