import { expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { createScaledClock } from '../../src/time/clock.ts'
import { json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

async function start(isFrozen: boolean) {
  const mock = await createMock({ providers: [await providerOf('dimilinks')], clock: createScaledClock(1) })
  const admin = async (method: string, path: string, body?: object) => {
    const init = { method, ...(body ? { body: JSON.stringify(body) } : {}) }
    return (await mock.fetch(`http://mock/_proofsheet${path}`, init)).json()
  }
  if (isFrozen) await admin('POST', '/clock/freeze')
  const sent = mock.fetch(
    'http://mock/dimilinks/v1/images/generations',
    json({ prompt: 'x' }, { authorization: 'Bearer k' }),
  )
  while (((await admin('GET', '/clock')) as { waiting: number }).waiting === 0) await new Promise(setImmediate)
  return { admin, sent }
}

test('a request that waits for a minute ends at once when the clock runs a million times as fast', async () => {
  const { admin, sent } = await start(false)
  expect(await admin('PUT', '/clock/speed', { speed: 1e6 })).toMatchObject({ speed: 1e6, frozen: false })
  expect((await sent).status).toBe(200)
  // A timer may end a fraction of a millisecond before the time is reached.
  await expect.poll(() => admin('GET', '/clock')).toMatchObject({ speed: 1e6, waiting: 0 })
})

test('a frozen clock stays frozen, and continues from its time at the new speed', async () => {
  const { admin, sent } = await start(true)
  const before = await admin('GET', '/clock')
  expect(await admin('PUT', '/clock/speed', { speed: 1e6 })).toEqual({ ...(before as object), speed: 1e6 })
  await admin('POST', '/clock/resume')
  expect((await sent).status).toBe(200)
})
