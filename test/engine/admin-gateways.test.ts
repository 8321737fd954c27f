import { describe, expect, test } from 'vitest'
import { shippedIds } from '../../src/dialect/provider.ts'
import { startAdmin } from '../support/admin.ts'

const ids = await shippedIds()
const params = { gateway: 'dimilinks' }

describe('GET /gateways', () => {
  test.each(ids)('%s: the sample works as it stands', async (id) => {
    const { ask, send } = await startAdmin([id, 'openai'].slice(0, id === 'openai' ? 1 : 2), { speed: Infinity })
    const [{ sample }] = (await ask('GET /gateways')).json
    const { status, json } = await send(sample.url, sample)
    expect([status, json]).toEqual([expect.toSatisfy((code) => code >= 200 && code < 300), expect.anything()])
  })

  test('lists the values of one gateway with titles and sources', async () => {
    const { ask } = await startAdmin(['dimilinks', 'openai'])
    const [first, second] = (await ask('GET /gateways?traits=dimilinks')).json
    expect(second.traits).toBe(undefined)
    expect(first.traits).toContainEqual({
      trait: '/references/max',
      title: 'Maximum number of reference images',
      section: 'Reference images',
      value: '9',
      source: {
        title: expect.stringMatching(/\w+ \w+/),
        url: expect.stringMatching(/^https:/),
        quote: expect.any(String),
        basis: 'documented',
      },
    })
  })
})

describe('GET /gateways/{gateway}/differences', () => {
  test('lists the values in which two gateways differ', async () => {
    const { ask } = await startAdmin(['dimilinks', 'openai'])
    const rows = (await ask('GET /gateways/{gateway}/differences?to=openai', { params })).json
    expect(rows).toContainEqual({
      trait: '/references/max',
      title: 'Maximum number of reference images',
      section: 'Reference images',
      here: '9',
      there: '16',
    })
    expect(rows.filter(({ here, there }: { here: string; there: string }) => here === there)).toEqual([])
  })

  test('refuses a gateway that is not served', async () => {
    const { ask } = await startAdmin(['dimilinks', 'openai'])
    expect(await ask('GET /gateways/{gateway}/differences?to=xai', { params })).toMatchObject({
      status: 404,
      json: { error: { message: 'Unknown gateway "xai": expected one of dimilinks, openai.' } },
    })
  })
})
