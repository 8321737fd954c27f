import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, by, pollOf, readPoll, submissions, under } from '../scenario/gateways.ts'
import { json, type Reply, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['dimilinks', 'ezlink', 'gpt-best'], { limits: { requests: 3 } })
})
beforeEach(() => mock.bare('/_proofsheet/reset', { method: 'POST' }))

const admin = (path: string, key: string, method = 'GET', body?: object) =>
  mock.bare(`/_proofsheet/${path}`, { ...(body ? json(body, by(key)) : { headers: by(key) }), method })
const submit = (key: string, fields: object = {}, headers: Record<string, string> = {}) =>
  mock.send(submissions.dimilinks, ask('dimilinks', fields, { ...by(key), ...headers }))
const poll = (key: string, submitted: Reply) => mock.send(pollOf('dimilinks', submitted), { headers: by(key) })

describe('two keys side by side', () => {
  test('have separate tasks, for equal requests too', async () => {
    const [a, b] = await Promise.all([submit('sk-a'), submit('sk-b')])
    expect(a.json.task_id).not.toBe(b.json.task_id)
    const replies = await Promise.all([poll('sk-a', a), poll('sk-b', b), poll('sk-a', b), poll('sk-b', a)])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 404, 404])
    const tasksOf = async (key: string) => (await admin('tasks', key)).json.tasks.map(({ id }: { id: string }) => id)
    expect([await tasksOf('sk-a'), await tasksOf('sk-b')]).toEqual([[a.json.task_id], [b.json.task_id]])
  })

  test('have separate scenarios', async () => {
    await Promise.all([
      admin('scenario', 'sk-a', 'PUT', { scenario: 'server-error' }),
      admin('scenario', 'sk-b', 'PUT', { scenario: 'insufficient-balance' }),
    ])
    const replies = await Promise.all(['sk-a', 'sk-b', 'sk-c'].map((key) => submit(key)))
    expect(replies.map(({ status }) => status)).toEqual([500, 402, 200])
  })

  test('count the times of a scenario separately', async () => {
    const send = (key: string) => submit(key, {}, under('server-error;times=1'))
    const replies = await Promise.all(['sk-a', 'sk-b'].flatMap((key) => [send(key), send(key)]))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 500, 500])
  })

  test('have separate limits', async () => {
    const statuses = async (key: string) =>
      (await Promise.all([1, 2, 3, 4, 5].map(() => submit(key)))).map(({ status }) => status).sort()
    const [a, b] = await Promise.all([statuses('sk-a'), statuses('sk-b')])
    expect([a, b]).toEqual([
      [200, 200, 200, 429, 429],
      [200, 200, 200, 429, 429],
    ])
  })

  test('have separate journals', async () => {
    await Promise.all([submit('sk-a', { prompt: 'of a' }), submit('sk-b', { prompt: 'of b' })])
    await submit('sk-a', { prompt: '' })
    const promptsOf = async (key: string) =>
      (await admin('journal', key)).json.entries.map(
        ({ request }: { request: { body: { prompt: string } } }) => request.body.prompt,
      )
    expect([await promptsOf('sk-a'), await promptsOf('sk-b'), await promptsOf('sk-c')]).toEqual([
      ['of a', ''],
      ['of b'],
      [],
    ])
  })

  test('have separate clocks: frozen, running, and ahead', async () => {
    await admin('clock/freeze', 'sk-a')
    await admin('clock/freeze', 'sk-a', 'POST')
    const tasks = new Map(
      await Promise.all(['sk-a', 'sk-b', 'sk-c'].map(async (key) => [key, await submit(key)] as const)),
    )
    await admin('clock/advance?seconds=30', 'sk-c', 'POST')
    await mock.clock.advance(30_000)
    const states = await Promise.all(
      [...tasks].map(async ([key, task]) => readPoll.dimilinks(await poll(key, task))[0]),
    )
    expect(states).toEqual(['queued', 'in_progress', 'succeeded'])
    await admin('reset', 'sk-a', 'POST')
    expect((await admin('clock', 'sk-a')).json).toMatchObject({ frozen: false, moved: 0, now: mock.clock.now() })
  })

  test('are reset separately', async () => {
    const [a, b] = await Promise.all([submit('sk-a'), submit('sk-b')])
    await Promise.all([submit('sk-a'), submit('sk-a'), admin('scenario', 'sk-b', 'PUT', { scenario: 'slow' })])
    await admin('reset', 'sk-a', 'POST')
    expect([(await poll('sk-a', a)).status, (await poll('sk-b', b)).status]).toEqual([404, 200])
    expect((await submit('sk-a')).status).toBe(200)
    expect((await admin('scenario', 'sk-b')).json).toEqual({ scenario: 'slow' })
  })
})

test('a hundred parallel keys do not affect each other', async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `sk-${index}`)
  const results = await Promise.all(
    keys.map(async (key) => {
      const scenario = `server-error;times=1`
      await admin('scenario', key, 'PUT', { scenario })
      const [first, second] = [await submit(key), await submit(key)]
      const { tasks } = (await admin('tasks', key)).json
      return [first.status, second.status, tasks.length, tasks[0].id === second.json.task_id]
    }),
  )
  expect(results).toEqual(keys.map(() => [500, 200, 1, true]))
})

// An image is fetched without a key, and its times still count in the world that created the task.
test('two keys count the times of a scenario for images separately', async () => {
  const links = await Promise.all(
    ['sk-a', 'sk-b'].map(async (key) => {
      const submitted = await submit(key, {}, under('truncated-image;times=1'))
      await admin('clock/advance?seconds=60', key, 'POST')
      return readPoll.dimilinks(await poll(key, submitted))[2][0] as string
    }),
  )
  for (const link of links) await expect(mock.bare(link)).rejects.toThrow(/fetch failed|terminated/)
})

describe('EZLink', () => {
  const send = (key: string) => mock.send(submissions.ezlink, ask('ezlink', {}, by(key)))

  test('reads sk-x and x as the same key', async () => {
    const replies = [await send('sk-x'), await send('x'), await send('sk-x'), await send('x')]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect((await send('y')).status).toBe(200)
    await admin('scenario', 'sk-z', 'PUT', { scenario: 'server-error' })
    expect((await send('z')).status).toBe(500)
  })

  test('unlike other gateways', async () => {
    const submitted = await submit('sk-x')
    expect([(await poll('sk-x', submitted)).status, (await poll('x', submitted)).status]).toEqual([200, 404])
  })
})

describe('clients without a key', () => {
  const bare = () => mock.bare(submissions['gpt-best'], ask('gpt-best'))

  test('share one world if the gateway requires no key', async () => {
    const first = await bare()
    expect((await mock.bare(pollOf('gpt-best', first))).status).toBe(200)
    expect((await mock.send(pollOf('gpt-best', first))).status).toBe(404)
    expect([(await bare()).status, (await bare()).status, (await bare()).status]).toEqual([200, 200, 429])
    expect((await mock.send(submissions['gpt-best'], ask('gpt-best'))).status).toBe(200)
  })

  test('are refused if the gateway requires a key, and do not count against limits', async () => {
    for (let i = 0; i < 5; i++) expect((await mock.bare(submissions.dimilinks, ask('dimilinks'))).status).toBe(401)
  })
})
