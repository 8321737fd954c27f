import { expect, test } from 'vitest'
import { startAdmin } from '../support/admin.ts'
import { json } from '../support/mock.ts'

const start = Date.UTC(2026, 10, 20)

test('at most 200 worlds are listed, the latest used', async () => {
  const { ask, statusOf } = await startAdmin(['dimilinks'])
  for (let index = 0; index < 201; index++) await statusOf(`sk-key-number-${1000 + index}`, 'unknown')
  const { worlds } = (await ask('GET /worlds')).json
  expect(worlds).toHaveLength(200)
  expect([worlds[0].keyTail, worlds[199].keyTail]).toEqual(['…1200', '…1001'])
})

test('the worlds are the keys that were used, the latest first', async () => {
  const { ask, submit, send } = await startAdmin(['dimilinks'])
  const id = await submit('sk-first-9f2c', 'a fox')
  await ask('POST /clock/advance?seconds=10')
  await send(
    '/dimilinks/v1/images/generations?async=true',
    json({ prompt: '[proofsheet:surplus] x' }, { authorization: 'Bearer k' }),
  )
  await ask('PUT /scenario', { key: 'k', body: { scenario: 'slow' } })
  await ask('POST /clock/advance?seconds=5', { key: 'k' })
  // A question about a key is no use of the key.
  await ask('GET /tasks', { key: 'sk-nobody' })
  const { worlds } = (await ask('GET /worlds')).json
  const clock = { now: start + 10_000, frozen: false, moved: 0 }
  expect(worlds).toEqual([
    {
      ...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), keyTail: null, requests: 1, images: 2, tasks: 1 },
      ...{ lastAt: start + 10_000, scenario: 'slow', clock: { now: start + 15_000, frozen: false, moved: 5000 } },
    },
    {
      ...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), keyTail: '…9f2c', requests: 1, images: 1, tasks: 1 },
      ...{ lastAt: start, scenario: null, clock },
    },
  ])
  expect((await ask(`GET /tasks?world=${worlds[1].id}`)).json.tasks).toMatchObject([{ id }])
  expect((await ask(`GET /worlds?world=${worlds[1].id}`)).json.worlds).toMatchObject([{ keyTail: '…9f2c' }])
  await ask(`POST /reset?world=${worlds[0].id}`)
  expect((await ask('GET /worlds')).json.worlds).toMatchObject([{ keyTail: '…9f2c' }])
})
