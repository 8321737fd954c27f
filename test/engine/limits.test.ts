import { expect, test } from 'vitest'
import type { Dialect } from '../../src/dialect/schema.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { deviant } from '../support/gateway.ts'
import { host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const [first, second] = ['sk-first', 'sk-second']

/** Starts a mock with limits of its own; every task takes 12 s. */
async function start(limits: Dialect['limits'], options: { limits?: { tasks?: number; polls?: number } } = {}) {
  const clock = createManualClock()
  const changes = { '/limits': limits, '/tasks/duration': { seconds: 12, queuedShare: 0 } }
  const provider = deviant(await providerOf('dimilinks'), changes)
  const mock = await createMock({ providers: [provider], clock, atRoot: true, ...options })
  const send = async (path: string, init: RequestInit, key: string) => {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` }
    const { status, headers: sent, ...reply } = await mock.fetch(new Request(`${host}${path}`, { ...init, headers }))
    return { status, headers: sent, ...reply }
  }
  return {
    clock,
    submit: (key = first) => send('/v1/images/generations?async=true', json({ prompt: 'a fox' }), key),
    poll: (key = first) => send('/v1/tasks/none', {}, key),
    reset: () => send('/_proofsheet/reset', { method: 'POST' }, first),
  }
}
const statuses = async (count: number, send: () => Promise<{ status: number }>) => {
  const result: number[] = []
  for (let i = 0; i < count; i++) result.push((await send()).status)
  return result
}

test('requests and polls have a limit each, named in a header', async () => {
  const headers = {
    'X-Left': 'remaining',
    'X-Kind': 'bucket',
    'X-Seconds': 'resetSeconds',
    'X-End': 'resetTime',
  } as const
  const { submit, poll } = await start({
    retryAfter: 'seconds',
    buckets: {
      submits: { counts: 'requests', max: 1, headers },
      'polls of tasks': { counts: 'polls', max: 2, windowSeconds: 10, headers },
    },
  })
  const stateOf = ({ status, headers }: { status: number; headers: Headers }) => [
    status,
    ...['x-left', 'x-kind', 'x-seconds', 'retry-after'].map((name) => headers.get(name)),
  ]
  expect(stateOf(await submit())).toEqual([200, '0', 'submits', '60', null])
  const refused = await submit()
  expect(stateOf(refused)).toEqual([429, '0', 'submits', '60', '60'])
  expect(Number(refused.headers.get('x-end')) % 60).toBe(0)
  expect(stateOf(await poll())).toEqual([404, '1', 'polls of tasks', '10', null])
  expect(await statuses(2, poll)).toEqual([404, 429])
})

test('of two limits on requests the shorter refuses first, and a refused request counts against none', async () => {
  const { submit, clock } = await start({
    buckets: {
      minute: { counts: 'requests', max: 4, headers: { 'x-left': 'remaining' } },
      burst: { counts: 'requests', max: 2, windowSeconds: 10 },
    },
  })
  expect(await statuses(4, submit)).toEqual([200, 200, 429, 429])
  await clock.advance(10_000)
  expect((await submit()).headers.get('x-left')).toBe('1')
  expect(await statuses(1, submit)).toEqual([200])
  await clock.advance(10_000)
  expect(await statuses(1, submit)).toEqual([429])
})

test.each([
  ['key', [200, 429, 200, 429]],
  ['user', [200, 429, 429, 429]],
] as const)('a limit counts per %s', async (per, expected) => {
  const { submit, reset } = await start({ buckets: { submits: { counts: 'requests', max: 1, per } } })
  const result = [...(await statuses(2, submit)), ...(await statuses(2, () => submit(second)))]
  expect(result).toEqual(expected)
  await reset()
  expect(await statuses(2, submit)).toEqual([200, 429])
})

test('tasks at the same time are limited until they end', async () => {
  const { submit, clock } = await start({
    retryAfter: 'seconds',
    buckets: { running: { counts: 'tasks', max: 2, headers: { 'x-running-left': 'remaining' } } },
  })
  expect(await statuses(1, submit)).toEqual([200])
  await clock.advance(5_000)
  expect((await submit()).headers.get('x-running-left')).toBe('0')
  const refused = await submit()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7'])
  await clock.advance(7_000)
  expect(await statuses(2, submit)).toEqual([200, 429])
})

test('limits of the mock replace the documented ones', async () => {
  const documented = { buckets: { running: { counts: 'tasks', max: 2 }, polls: { counts: 'polls', max: 9 } } } as const
  const { submit, poll } = await start(documented, { limits: { tasks: 1, polls: 2 } })
  expect([await statuses(2, submit), await statuses(3, poll)]).toEqual([
    [200, 429],
    [404, 404, 429],
  ])
})
