import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { json, startMock } from '../support/mock.ts'

const lantern = fileURLToPath(new URL('../fixtures/lantern', import.meta.url))

let mock: Awaited<ReturnType<typeof startMock>>
beforeEach(async () => {
  mock = await startMock([lantern])
})

const submit = async (prompt: string): Promise<string> =>
  `/lantern/v3/jobs/${(await mock.send('/lantern/v3/jobs', json({ prompt }))).json.id}`

test('a task has the first word of each state, and the headers of the state', async () => {
  const path = await submit('a lamp')
  const seen: (string | null)[][] = []
  const look = async () => {
    const { json: task, headers } = await mock.send(path)
    seen.push([task.state, headers.get('retry-after'), headers.get('cache-control')])
  }
  await look()
  await mock.clock.advance(5000)
  await look()
  await mock.clock.advance(5000)
  await look()
  expect(seen).toEqual([
    ['Waiting', '2', 'no-store'],
    ['Working', '1', 'no-store'],
    ['Ready', null, 'no-store'],
  ])
})

test('a task that is no longer kept has the word for that, with status 200', async () => {
  const path = await submit('a lamp')
  await mock.clock.advance(3_610_000)
  const { status, json: task } = await mock.send(path)
  expect([status, task.state, task.pictures]).toEqual([200, 'Gone', undefined])
})

test.for([
  ['moderated', 'Content Moderated'],
  ['upstream-failed', 'Error'],
] as const)('a task that is %s has the word %s', async ([scenario, word]) => {
  const path = await submit(`a lamp [proofsheet:${scenario}]`)
  await mock.clock.advance(10_000)
  expect((await mock.send(path)).json.state).toBe(word)
})

test('a finished task has its end, its status and its first link; a failed task has the status and type of its cause', async () => {
  const [path, failing] = [await submit('a lamp'), await submit('a lamp [proofsheet:moderated]')]
  await mock.clock.advance(10_000)
  const { json: task } = await mock.send(path)
  expect(task).toMatchObject({ kept: 1795136410, http_status: 200, image_url: task.pictures[0] })
  expect((await mock.send(failing)).json).toMatchObject({
    kept: 1795136400,
    http_status: 400,
    kind: 'policy',
    reason: 'refused',
  })
})
