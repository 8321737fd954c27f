import { expect, test } from 'vitest'
import type { Handler } from '../../src/http/handler.ts'
import { providerOf } from '../support/provider.ts'
import { fuzz } from './fuzz.ts'

const providers = [await providerOf('dimilinks')]

test('no random request breaks a law', async () => {
  expect(await fuzz({ providers, cases: 150, seed: 1 })).toEqual([])
})

test.each<[what: string, law: RegExp, around: (handler: Handler) => Handler]>([
  [
    'an undocumented failure',
    /^status 500: oops$/,
    (handler) => async (request) =>
      request.method === 'POST' ? new Response('oops', { status: 500 }) : handler(request),
  ],
  [
    'a refusal without a body',
    /^status 418 without a body$/,
    (handler) => async (request) =>
      request.method === 'POST' ? new Response(null, { status: 418 }) : handler(request),
  ],
])('%s is found', async (_what, law, around) => {
  const findings = await fuzz({ providers, cases: 40, seed: 1, around })
  expect(findings.map((finding) => finding.law)).toContainEqual(expect.stringMatching(law))
})

test('a case depends on its number alone, so that it can be sent again', async () => {
  const around = (): Handler => async () => new Response(null, { status: 418 })
  const all = await fuzz({ providers, cases: 30, seed: 7, around })
  expect(all.length).toBeGreaterThan(0)
  for (const finding of all.slice(0, 3))
    expect(await fuzz({ providers, cases: 1, from: finding.number ?? 0, seed: 7, around })).toEqual([finding])
})
