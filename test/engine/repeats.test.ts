import { expect, test } from 'vitest'
import type { Dialect } from '../../src/dialect/schema.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { deviant } from '../support/gateway.ts'
import { host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** Starts a mock whose submits and replies take a key; every task takes 12 s. */
async function start(idempotency: Partial<Dialect['idempotency']> = {}) {
  const clock = createManualClock()
  const provider = deviant(await providerOf('dimilinks'), {
    '/idempotency': { header: 'Idempotency-Key', headers: { 'Idempotency-Replayed': 'true' }, ...idempotency },
    '/errors/causes/idempotencyReused': { status: 409 },
    '/errors/causes/idempotencyRunning': { status: 425 },
    '/tasks/duration': { seconds: 12, queuedShare: 0 },
    '/prompt/max': 100,
  })
  const mock = await createMock({ providers: [provider], clock, atRoot: true })
  const send = async (
    path: string,
    prompt: string,
    key: string | undefined,
    apiKey = 'sk-first',
    signal?: AbortSignal,
  ) => {
    const headers = { authorization: `Bearer ${apiKey}`, ...(key === undefined ? {} : { 'idempotency-key': key }) }
    const response = await mock.fetch(
      new Request(`${host}${path}`, { ...json({ prompt }, headers), ...(signal && { signal }) }),
    )
    const [id] = /img_\w+/.exec(await response.text()) ?? []
    return { status: response.status, id, isMarked: response.headers.get('idempotency-replayed') === 'true' }
  }
  const submit = (prompt: string, key?: string, apiKey?: string) =>
    send('/v1/images/generations?async=true', prompt, key, apiKey)
  const generate = (prompt: string, key?: string, signal?: AbortSignal) =>
    send('/v1/images/generations', prompt, key, undefined, signal)
  return { clock, submit, generate }
}

test('a repeat gets the first reply with a mark, until the window ends', async () => {
  const { clock, submit } = await start({ windowSeconds: 60 })
  const first = await submit('a fox', 'k1')
  expect(first).toEqual({ status: 200, id: expect.any(String), isMarked: false })
  await clock.advance(59_000)
  expect(await submit('a fox', 'k1')).toEqual({ ...first, isMarked: true })
  await clock.advance(1000)
  const later = await submit('a fox', 'k1')
  expect([later.id === first.id, later.isMarked]).toEqual([false, false])
})

test('a request without a key, or with another key, makes a task of its own', async () => {
  const { submit } = await start()
  const ids = [await submit('a fox', 'k1'), await submit('a fox', 'k2'), await submit('a fox'), await submit('a fox')]
  expect(new Set(ids.map(({ id }) => id)).size).toBe(4)
})

test('another body under a key is refused, and a refused request does not use up its key', async () => {
  const { submit } = await start()
  expect((await submit('a'.repeat(101), 'k1')).status).toBe(400)
  const first = await submit('a fox', 'k1')
  expect(await submit('a boat', 'k1')).toEqual({ status: 409, id: undefined, isMarked: false })
  expect((await submit('a fox', 'k1')).id).toBe(first.id)
})

test('another body under a key gets the first reply if the gateway ignores the body', async () => {
  const { submit } = await start({ otherBody: 'ignore' })
  const first = await submit('a fox', 'k1')
  expect(await submit('a boat', 'k1')).toEqual({ ...first, isMarked: true })
})

test.each([
  ['key', false],
  ['user', true],
] as const)('idempotency keys belong to a %s', async (per, isShared) => {
  const { submit } = await start({ per })
  const first = await submit('a fox', 'k1')
  expect((await submit('a fox', 'k1', 'sk-second')).isMarked).toBe(isShared)
  expect((await submit('a fox', 'k1')).id).toBe(first.id)
})

test('a repeat is refused while the first request runs', async () => {
  const { clock, generate } = await start()
  const running = generate('a fox', 'k1')
  while (clock.sleeperCount() === 0) await new Promise(setImmediate)
  expect((await generate('a fox', 'k1')).status).toBe(425)
  await clock.advance(12_000)
  expect([(await running).isMarked, (await generate('a fox', 'k1')).isMarked]).toEqual([false, true])
})

test('a repeat after the client gave up gets the task of the first request, and makes no other', async () => {
  const { clock, generate } = await start()
  const client = new AbortController()
  const given = generate('a fox', 'k1', client.signal)
  while (clock.sleeperCount() === 0) await new Promise(setImmediate)
  client.abort()
  await expect(given).rejects.toThrow('aborted')
  expect((await generate('a fox', 'k1')).status).toBe(425)
  await clock.advance(12_000)
  expect(await generate('a fox', 'k1')).toMatchObject({ status: 200, isMarked: true })
})

test('a repeat of a submit whose response was lost gets the task at once', async () => {
  const { submit } = await start()
  const prompt = 'a fox [proofsheet:reset-after-accept]'
  await expect(submit(prompt, 'k1')).rejects.toThrow('fetch failed')
  const repeat = await submit(prompt, 'k1')
  expect(repeat).toEqual({ status: 200, id: expect.any(String), isMarked: true })
})
