import { expect, test } from 'vitest'
import { listMissing } from '../../src/conformance/infer/missing.ts'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { createMock } from '../../src/engine/mock.ts'
import { deviant, inferMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import { wrongTraits } from '../support/round-trip.ts'

const noReply = 'Not seen: a reply with images, a link to an image.'
const advice =
  'The mock answers as most gateways do; to describe this gateway, pass more images than 0 with --max-images.'

test.each([
  ['dimilinks', 0, [`${noReply} ${advice}`]],
  ['dimilinks', 1, []],
  ['dimilinks', 3, []],
  ['dimilinks', 10, []],
  ['openai', 0, [`${noReply} ${advice}`]],
  ['openai', 1, []],
  ['openai', 10, []],
  ['gpt-best', 3, []],
  ['apigo', 1, []],
] as const)(
  'a description of %s from %i images loads and serves, claims nothing wrong, and says what was not seen',
  async (id, budget, missing) => {
    const gateway = await providerOf(id)
    const inference = await inferMock(gateway, { budget })
    const { dialect, report } = inference
    const contract = toContract(toOpenApi(dialect))
    expect(checkDialect(dialect, contract)).toEqual([])
    expect(wrongTraits(gateway.dialect, dialect, report)).toEqual([])
    expect(listMissing(inference)).toEqual(missing)
    expect(report.images.spent).toBeLessThanOrEqual(budget)
    const mock = await createMock({
      providers: [{ id: 'inferred', folder: 'inferred', dialect, contract }],
      atRoot: true,
      speed: Infinity,
    })
    const { pathname } = new URL(dialect.origins[0] ?? '')
    const [method, path] = (dialect.operations.generate?.at ?? '').split(' ')
    const response = await mock.fetch(
      new Request(`http://mock.test${pathname.replace(/\/$/, '')}${path}`, {
        method: method ?? 'POST',
        headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
        body: JSON.stringify({ prompt: 'a fox', ...(dialect.fields.model ? { model: 'gpt-image-2' } : {}) }),
      }),
    )
    expect([response.status, ((await response.json()) as { data: unknown[] }).data.length]).toEqual([200, 1])
  },
)

test('a placeholder has an open source, and an observed value names its exchanges', async () => {
  const { dialect } = await inferMock(await providerOf('dimilinks'), { budget: 3 })
  const { sources } = dialect
  expect(sources['/images']).toMatchObject({ basis: 'open' })
  expect(sources['/references/multipart']).toBeUndefined()
  expect(sources['/operations/generate/bodies']).toMatchObject({ basis: 'example', quote: /^exchanges \d/ })
})

test('an operation is found whose refusal of a malformed body has the status of a refused key', async () => {
  const gateway = deviant(await providerOf('openai'), { '/errors/causes/malformedBody/status': 401 })
  const { dialect } = await inferMock(gateway, { budget: 0 })
  expect(dialect.operations.generate).toMatchObject({ at: 'POST /images/generations', bodies: ['json'] })
})
