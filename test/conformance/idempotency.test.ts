import { expect, test } from 'vitest'
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
