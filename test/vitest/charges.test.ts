import { test as base, describe, expect } from 'vitest'
import { createManualClock } from '../../src/index.ts'
import { interceptProvider } from '../../src/nock.ts'
import { type Gateway, gatewayFixtures, gatewayMatchers } from '../../src/vitest.ts'

expect.extend(gatewayMatchers)
const test = base.extend(gatewayFixtures('dimilinks', { allowedHosts: ['dimilinks.test'] }))

const submit = async ({ fetch, baseUrl, apiKey }: Gateway, more: object = {}): Promise<string> => {
  const response = await fetch(`${baseUrl}/images/generations?async=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'a fox', ...more }),
  })
  return ((await response.json()) as { task_id: string }).task_id
}

/** Marks the first of two tasks as one whose response was lost, and the second as its repeat. */
async function makeDouble({ fetch, baseUrl }: Gateway, lost: string, again: string): Promise<void> {
  const admin = `${new URL(baseUrl).origin}/_proofsheet`
  const snapshot = (await (await fetch(`${admin}/snapshot`)).json()) as { records: [string, string][] }
  const records = snapshot.records.map(([key, value]) => {
    const task = JSON.parse(value)
    if (task.id === lost) task.isAnswerLost = true
    if (task.id === again) task.repeats = lost
    return [key, JSON.stringify(task)]
  })
  const headers = { 'content-type': 'application/json' }
  const restored = await fetch(`${admin}/restore`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...snapshot, records }),
  })
  expect(restored.status).toBe(204)
}

const messageOf = (assertion: Promise<void>): Promise<string> =>
  assertion.then(
    () => '',
    (error: Error) => error.message,
  )

describe('toHaveCharged', () => {
  test('passes for the charges of the test, also while the task runs', async ({ gateway, clock }) => {
    await expect(gateway).toHaveCharged({ images: 0 })
    await submit(gateway)
    await expect(gateway).toHaveCharged({ images: 1, amount: 0.08 })
    await clock.advance(60_000)
    await expect(gateway).toHaveCharged({ images: 1 })
    await expect(gateway).not.toHaveCharged({ images: 2 })
    await expect(gateway.mock).toHaveCharged({ images: 1 })
  })

  test('fails with the charges', async ({ gateway, clock }) => {
    const first = await submit(gateway)
    await clock.advance(60_000)
    const second = await submit(gateway, { resolution: '2k', n: 2 })
    expect(await messageOf(expect(gateway).toHaveCharged({ images: 1 }))).toBe(
      [
        'expected the gateway to have charged { images: 1 }, but it charged { images: 3 }',
        `  request 1: task ${first}, 1 image, 0.08 credits, charged`,
        `  request 2: task ${second}, 2 images, 0.3 credits, reserved`,
      ].join('\n'),
    )
    expect(await messageOf(expect(gateway).not.toHaveCharged({ images: 3 }))).toBe(
      'expected charges other than { images: 3 }',
    )
  })

  test('fails without charges', async ({ gateway }) => {
    expect(await messageOf(expect(gateway).toHaveCharged({ amount: 0.04 }))).toBe(
      'expected the gateway to have charged { amount: 0.04 }, but it charged { amount: 0 }\n  no request made a task',
    )
  })

  test('refuses other values', async ({ gateway }) => {
    expect(await messageOf(expect(gateway.fetch).toHaveCharged({ images: 1 }))).toBe(
      'toHaveCharged expects an object with charges(): the gateway of gatewayFixtures, the result of interceptProvider, or a mock',
    )
    for (const wrong of [{}, undefined, null, { imgs: 1 }, { images: '1' }, { images: undefined }])
      expect(await messageOf(expect(gateway).not.toHaveCharged(wrong as never))).toBe(
        'toHaveCharged expects { images } or { amount } with numbers, such as toHaveCharged({ images: 1 })',
      )
  })
})

describe('toHavePaidOnce', () => {
  test('passes for equal requests whose responses arrived', async ({ gateway }) => {
    await submit(gateway)
    await submit(gateway)
    await expect(gateway).toHavePaidOnce()
    expect(await messageOf(expect(gateway).not.toHavePaidOnce())).toBe(
      'expected a second charge for one intention, but every task was charged for an intention of its own',
    )
  })

  test('fails for a repeat after a lost response, and names both requests', async ({ gateway }) => {
    const [lost, again] = [await submit(gateway), await submit(gateway)]
    await makeDouble(gateway, lost, again)
    expect(await messageOf(expect(gateway).toHavePaidOnce())).toBe(
      [
        'expected one charge for each intention, but 1 of 2 was a second charge:',
        `  request 1: task ${lost}, 1 image, 0.08 credits, reserved, response lost`,
        `  request 2: task ${again}, 1 image, 0.08 credits, reserved, repeats ${lost}`,
        'To pay once, do one of these:',
        '  send the repeat with the idempotency key of the first request, where the gateway has such a key',
        '  poll the first task in place of sending the request again, where the gateway names its tasks',
        '  set the number of retries of the client to 0, such as { maxRetries: 0 }, and ask the user',
      ].join('\n'),
    )
  })
})

test('the nock door has the charges too', async () => {
  using gateway = await interceptProvider('dimilinks', { clock: createManualClock() })
  const response = await fetch(`${gateway.origins[0]}/v1/images/generations?async=true`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-a', 'content-type': 'application/json' },
    body: '{"prompt":"a fox"}',
  })
  const { task_id } = (await response.json()) as { task_id: string }
  expect(await gateway.charges()).toMatchObject([{ task: task_id, images: 1, state: 'reserved' }])
  expect(await gateway.mock.charges('sk-a')).toHaveLength(1)
  expect(await gateway.mock.charges('sk-b')).toEqual([])
  await expect(gateway).toHaveCharged({ images: 1 })
})
