import { describe, expect, test } from 'vitest'
import { createManualClock, createMemoryStore, createMock } from '../../src/index.ts'
import { startAdmin } from '../support/admin.ts'
import { json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const toapis = '/toapis/v1/images/generations'
const ask = (more: object = {}, headers: Record<string, string> = {}) =>
  json({ model: 'gpt-image-2', prompt: 'a fox', ...more }, headers)
const by = (key: string) => ({ authorization: `Bearer ${key}` })

describe('a balance', () => {
  test('covers requests until it is used up, then the gateway refuses in its own words', async () => {
    const { send } = await startMock(['toapis'], { balance: 0.04 })
    const statuses: number[] = []
    for (let index = 0; index < 2; index++) statuses.push((await send(toapis, ask())).status)
    const refused = await send(toapis, ask())
    expect([...statuses, refused.status]).toEqual([200, 200, 402])
    expect(refused.json.error).toMatchObject({ code: 'insufficient_quota' })
  })

  test('of 0.03 covers two images at 0.015, because amounts are counted in millionths', async () => {
    const { send } = await startMock(['toapis'], { balance: 0.03 })
    const statuses = [await send(toapis, ask()), await send(toapis, ask()), await send(toapis, ask())]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 402])
  })

  test('belongs to one key', async () => {
    const { send } = await startMock(['toapis'], { balance: 0.015 })
    const sendBy = async (key: string) => (await send(toapis, ask({}, by(key)))).status
    expect([await sendBy('a'), await sendBy('a'), await sendBy('b')]).toEqual([200, 402, 200])
  })

  test('is not used by a refused request, nor by the request that it did not cover', async () => {
    const { send } = await startMock(['toapis'], { balance: 0.02 })
    expect((await send(toapis, ask({ n: 99 }))).status).toBe(400)
    expect((await send(toapis, ask({ resolution: '4k' }))).status).toBe(402)
    expect((await send(toapis, ask())).status).toBe(200)
  })

  test('is given back at the time of the failure, where the gateway documents a refund', async () => {
    const { send, clock } = await startMock(['toapis'], { balance: 0.015 })
    const failing = { 'x-proofsheet-scenario': 'upstream-failed' }
    const statuses = [(await send(toapis, ask({}, failing))).status, (await send(toapis, ask())).status]
    await clock.advance(20_000)
    statuses.push((await send(toapis, ask())).status, (await send(toapis, ask())).status)
    expect(statuses).toEqual([200, 402, 200, 402])
  })

  test('covers no more than it has when requests come together', async () => {
    const { send } = await startMock(['toapis'], { balance: 0.045 })
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => send(toapis, ask({ prompt: `fox ${index}` }))),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 402, 402, 402, 402, 402])
  })

  test('is not used by a repeat with the idempotency key', async () => {
    const { send } = await startMock(['apimart'], { balance: 1 })
    const submit = async (key: string) =>
      (await send('/apimart/v1/images/generations', ask({}, { 'Idempotency-Key': key }))).status
    expect([await submit('one'), await submit('one'), await submit('two')]).toEqual([200, 200, 402])
  })

  test('starts anew after a reset, and is as in the snapshot after a restore', async () => {
    const { send, ask: admin } = await startAdmin(['toapis'], { balance: 0.03 })
    await send(toapis, ask())
    const snapshot = (await admin('GET /snapshot')).json
    const sendAll = async () => [(await send(toapis, ask())).status, (await send(toapis, ask())).status]
    expect(await sendAll()).toEqual([200, 402])
    await admin('POST /restore', { body: snapshot })
    expect(await sendAll()).toEqual([200, 402])
    await admin('POST /reset')
    expect(await sendAll()).toEqual([200, 200])
  })

  test('holds for two processes with one store', async () => {
    const store = { ...createMemoryStore(), isShared: true }
    const options = { providers: [await providerOf('toapis')], store, clock: createManualClock(), balance: 0.015 }
    const [one, two] = [await createMock(options), await createMock(options)]
    const request = () => new Request('http://mock/toapis/v1/images/generations', ask({}, by('a')))
    expect((await one.fetch(request())).status).toBe(200)
    expect((await two.fetch(request())).status).toBe(402)
  })

  test.each([[-1], [Number.NaN], ['10']])('of %j is refused', async (balance) => {
    const providers = [await providerOf('toapis')]
    await expect(createMock({ providers, balance: balance as number })).rejects.toThrow(
      `invalid balance ${balance}: expected a number from 0, such as 10`,
    )
  })
})

describe('an endpoint of the balance', () => {
  const readAfterTwo = async (path: string, options: { balance?: number } = {}) => {
    const { send } = await startMock(['toapis'], options)
    for (let index = 0; index < 2; index++) await send(toapis, ask())
    return (await send(path)).json
  }

  test.each(['/toapis/v1/balance', '/toapis/v1/user/balance'])('%s answers from the ledger', async (path) => {
    expect(await readAfterTwo(path, { balance: 10.5 })).toEqual({
      ...{ success: true, remain_balance: 10.47, used_balance: 0.03 },
      ...{ remain_credits: 2094, used_credits: 6, credits_per_usd: 200, unlimited_quota: false },
    })
  })

  test('says that there is no limit where the gateway has a word for that', async () => {
    expect(await readAfterTwo('/toapis/v1/balance')).toMatchObject({
      ...{ remain_balance: -1, used_balance: 0.03, used_credits: 6, unlimited_quota: true },
    })
  })

  test('has a million units where the gateway has no word for that', async () => {
    const { send } = await startMock(['bfl'])
    const key = { 'x-key': 'a' }
    await send('/bfl/v1/flux-2-pro', json({ prompt: 'a fox' }, key))
    expect((await send('/bfl/v1/credits', { headers: key })).json).toEqual({ credits: 999_997 })
  })

  test('gives back the charge of a failed task', async () => {
    const { send, clock } = await startMock(['toapis'], { balance: 1 })
    await send(toapis, ask({}, { 'x-proofsheet-scenario': 'upstream-failed' }))
    const left = async () => (await send('/toapis/v1/balance')).json.remain_balance
    expect(await left()).toBe(0.985)
    await clock.advance(20_000)
    expect(await left()).toBe(1)
  })
})
